"""One place's own page: who opens it, what they see, and what they can do there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState, PlaceState
from attendees.links import booking_key, booking_link
from attendees.models import OutboxMessage, Place, PlaceChange
from attendees.place_links import join_link, place_key, place_link
from attendees.services.naming import hand_over
from tests.attendees.visitors import allowed, enter
from tests.factories import make_past_session, make_place, make_session, make_user
from tests.factories_places import make_attendee, make_group, make_named
from workshops.enums import SessionState
from workshops.models import Session

pytestmark = pytest.mark.django_db
ADA = {"name": "Ada Lovelace", "email": "ada@example.org"}
MAY_OPEN = ("owner", "owner_by_link", "attendee", "attendee_by_link", "organiser")


@pytest.fixture
def place(client):
    """Grace's place on a paid booking of three by Edith, opened by Grace's own link."""
    made = make_named(session=make_session(price_pence=9500))
    client.get(place_link(made))
    return made


def read(client, place):
    return client.get(place.get_absolute_url()).content.decode()


def test_it_works_by_the_signed_link_and_the_key_leaves_the_address(client):
    place = make_named()

    answer = client.get(place_link(place), follow=True)

    assert answer.redirect_chain == [(f"/places/{place.code}/", 302)]
    assert "Your place is confirmed" in answer.content.decode()


@pytest.mark.parametrize("page", ["", "hand-over/", "invitation.ics"])
@pytest.mark.parametrize(("kind", "status"), allowed(*MAY_OPEN))
def test_who_may_open_it(client, kind, status, page):
    place = make_named()
    enter(client, kind, place)

    assert client.get(f"{place.get_absolute_url()}{page}").status_code == status


@pytest.mark.parametrize(("kind", "status"), allowed(*MAY_OPEN))
def test_who_may_change_it(client, kind, status):
    place = make_named()
    enter(client, kind, place)

    client.post(f"{place.get_absolute_url()}name/", {"name": "Grace B Hopper", "reason": "Asked"})
    client.post(f"{place.get_absolute_url()}hand-over/", ADA | {"reason": "Asked"})

    place.refresh_from_db()
    assert place.attendee_name == ("Ada Lovelace" if status == 200 else "Grace Hopper")
    assert PlaceChange.objects.count() == (2 if status == 200 else 0)


@pytest.mark.parametrize(
    ("kind", "by"), [("owner_by_link", "booker"), ("attendee_by_link", "attendee"), ("organiser", "user:")]
)
def test_changes_are_signed_by_who_made_them(client, kind, by):
    place = make_named()
    enter(client, kind, place)

    client.post(f"{place.get_absolute_url()}name/", {"name": "Grace B Hopper", "reason": "Asked"})

    assert PlaceChange.objects.get().by.startswith(by)


@pytest.mark.parametrize("key", ["", "wrong", "x" * 500])
def test_wrong_key_finds_nothing(client, key):
    assert client.get(f"{make_named().get_absolute_url()}?key={key}").status_code == 404


def test_keys_of_the_booking_and_of_other_places_do_not_open_it(client):
    place, other = make_named(), make_named()

    for key in (booking_key(place.booking.reference), place_key(other)):
        assert client.get(f"{place.get_absolute_url()}?key={key}").status_code == 404


@pytest.mark.parametrize("code", ["ZZZZ-ZZZZ", "%00", "’", "x" * 61])
def test_unknown_place_is_not_found(client, code):
    assert client.get(f"/places/{code}/").status_code == 404


def test_attendee_sees_neither_money_nor_the_others_nor_the_booking(client, place):
    last = place.booking.places.order_by("pk").last()
    Place.objects.filter(pk=last.pk).update(attendee_name="Ada Lovelace", attendee_email="ada@example.org")

    for page in ("", "hand-over/"):
        shown = client.get(f"{place.get_absolute_url()}{page}").content.decode()
        for secret in (
            "£",
            "Ada",
            "ada@example.org",
            place.booking.booker_email,
            "/bookings/",
            place.booking.reference,
        ):
            assert secret not in shown, (page, secret)
    assert client.get(place.booking.get_absolute_url()).status_code == 404


def test_attendee_is_told_who_booked_and_what_they_see(client, place):
    page = " ".join(read(client, place).split())

    assert "Edith Employer booked this place, and sees that you are named on it, whether you attended" in page


def test_attendee_finds_how_to_join_and_the_calendar(client, place):
    page = read(client, place)
    calendar = client.get(f"{place.get_absolute_url()}invitation.ics")

    entry = calendar.content.replace(b"\r\n ", b"").decode()
    assert f'href="{place.get_absolute_url()}join/"' in page
    assert calendar["Content-Type"] == "text/calendar; charset=utf-8"
    assert join_link(place) in entry
    assert ("meet.example" in page, "meet.example" in entry) == (False, False)


@pytest.mark.parametrize(("hours", "shown"), [(1, False), (-1, True)])
def test_running_session_leads_to_checking_in(client, hours, shown):
    place = make_named(session=make_session(starts_in=timedelta(hours=hours)))
    client.get(place_link(place))

    assert ('href="/checkin/"' in read(client, place)) is shown


def test_booker_gets_a_calendar_without_the_attendees_own_page(client):
    place = make_named()
    enter(client, "owner_by_link", place)

    assert b"/join/" not in client.get(f"{place.get_absolute_url()}invitation.ics").content


def test_venue_is_shown_with_the_way_there(client):
    session = make_session(
        mode="in_person", venue_name="Town Hall", directions="By train to Leeds.\n\nThere is a lift."
    )
    place = make_named(session=session)
    client.get(place_link(place))

    page = read(client, place)
    assert ("Town Hall" in page, "<p>By train to Leeds.</p>" in page, "/join/" in page) == (True, True, False)


def test_booker_who_comes_opens_the_place_as_their_own(client):
    place = make_place()
    client.get(booking_link(place.booking))

    assert "Your place is confirmed" in read(client, place)


@pytest.mark.parametrize("state", [BookingState.HELD, BookingState.CANCELLED, BookingState.EXPIRED])
def test_place_that_is_not_confirmed_shows_no_way_to_join(client, state):
    place = make_named(state=state)
    client.get(place_link(place))

    assert "join/" not in read(client, place)
    assert client.get(f"{place.get_absolute_url()}invitation.ics").status_code == 404


def test_held_place_says_who_settles_it(client):
    place = make_named(state=BookingState.HELD)
    client.get(place_link(place))

    assert "That is for Edith Employer to settle" in read(client, place)


def test_place_given_back_says_so(client):
    place = make_named(state=BookingState.CANCELLED)
    client.get(place_link(place))

    assert "You no longer have this place" in read(client, place)


def test_cancelled_session_has_no_way_to_join(client, place):
    Session.objects.filter(pk=place.session_id).update(state=SessionState.CANCELLED)

    page = read(client, place)
    assert ("The session itself was cancelled" in page, "join/" in page) == (True, False)


def test_past_session_says_where_the_certificate_is_and_changes_no_more(client):
    place = make_named(session=make_past_session())
    client.get(place_link(place))

    page = read(client, place)
    assert "your certificate reaches you by email" in page
    assert ("hand-over/" in page, 'name="name"' in page) == (False, False)


def test_name_is_put_right(client, place):
    answer = client.post(f"{place.get_absolute_url()}name/", {"name": "Grace B Hopper"}, follow=True)

    assert "The name is put right." in answer.content.decode()
    assert Place.objects.get(pk=place.pk).attendee_name == "Grace B Hopper"


@pytest.mark.parametrize("name", ["", " ", "–"])
def test_name_that_prints_nothing_is_refused_on_the_page(client, place, name):
    answer = client.post(f"{place.get_absolute_url()}name/", {"name": name})

    assert answer.status_code == 422
    assert "Enter the full name, as the certificate should print it." in answer.content.decode()


def test_name_is_not_put_right_by_opening_an_address(client, place):
    assert client.get(f"{place.get_absolute_url()}name/").status_code == 405


def test_handing_over_ends_the_own_link_and_session_at_once(client, place):
    answer = client.post(f"{place.get_absolute_url()}hand-over/", ADA, follow=True)

    assert answer.redirect_chain == [(place.session.workshop.get_absolute_url(), 302)]
    assert "The place is Ada Lovelace’s now. We have written to ada@example.org." in answer.content.decode()
    assert client.get(place.get_absolute_url()).status_code == 404
    assert client.get(place_link(place)).status_code == 404
    place.refresh_from_db()
    assert client.get(place_link(place)).status_code == 302


def test_handing_over_ends_what_the_account_could_open(client):
    place = make_named()
    enter(client, "attendee", place)

    hand_over(place_id=place.pk, person=make_attendee("Ada Lovelace", "ada@example.org"), by="booker")

    assert client.get(place.get_absolute_url()).status_code == 404


def test_booker_hands_over_and_comes_back_to_the_booking(client):
    place = make_named()
    enter(client, "owner_by_link", place)

    answer = client.post(f"{place.get_absolute_url()}hand-over/", ADA)

    assert answer["Location"] == place.booking.get_absolute_url()
    assert sorted(OutboxMessage.objects.values_list("kind", flat=True)) == ["place_confirmed", "place_handed_over"]


def test_mistakes_in_handing_over_keep_what_was_typed(client, place):
    answer = client.post(f"{place.get_absolute_url()}hand-over/", ADA | {"email": "ada at example"})

    page = answer.content.decode()
    assert (answer.status_code, 'value="Ada Lovelace"' in page, 'value="ada at example"' in page) == (422, True, True)


def test_refusal_to_hand_over_is_shown(client, place):
    last = place.booking.places.order_by("pk").last()
    Place.objects.filter(pk=last.pk).update(attendee_name="Ada Lovelace", attendee_email="ada@example.org")

    answer = client.post(f"{place.get_absolute_url()}hand-over/", ADA)

    assert answer.status_code == 422
    assert "ada@example.org is named on another place of this booking already." in answer.content.decode()


def test_after_the_cut_off_nobody_hands_over_but_organisers(client):
    place = make_named(session=make_session(starts_in=timedelta(hours=1)))
    client.get(place_link(place))

    page = client.get(f"{place.get_absolute_url()}hand-over/").content.decode()
    assert ("Names could be given and changed until" in page, "<form" in page) == (True, False)
    assert "hand-over/" not in read(client, place)

    enter(client, "organiser", place)
    client.post(f"{place.get_absolute_url()}hand-over/", ADA | {"reason": "By phone"})
    place.refresh_from_db()
    assert (place.attendee_name, place.changes.get().reason) == ("Ada Lovelace", "By phone")


@pytest.mark.parametrize("page", ["name/", "hand-over/"])
def test_organiser_gives_a_reason(client, page):
    place = make_named()
    enter(client, "organiser", place)

    answer = client.post(f"{place.get_absolute_url()}{page}", ADA)

    assert answer.status_code == 422
    assert "Say in a few words why you change it" in answer.content.decode()
    assert PlaceChange.objects.count() == 0


def test_organiser_puts_their_own_name_right_like_anyone(client):
    place = make_named()
    enter(client, "organiser", place)
    place.user = make_user("second@alder.example", is_staff=True, is_superuser=True)
    place.save()
    client.force_login(place.user)

    client.post(f"{place.get_absolute_url()}name/", {"name": "Grace B Hopper"})

    assert PlaceChange.objects.get().reason == ""


def test_unnamed_place_leads_its_booker_to_naming(client):
    place = make_group().places.first()
    enter(client, "owner_by_link", place)

    assert f'href="{place.booking.get_absolute_url()}places/"' in read(client, place)


@pytest.fixture
def moved(place):
    """The place on another date that took over from Grace's."""
    session = make_session(workshop=place.session.workshop)
    Place.objects.filter(pk=place.pk).update(state=PlaceState.RELEASED, released_at=timezone.now())
    return Place.objects.create(
        booking=place.booking,
        session=session,
        ticket_type=session.ticket_types.get(),
        state=PlaceState.CONFIRMED,
        price_pence=0,
        replaces=place,
        attendee_name=place.attendee_name,
        attendee_email=place.attendee_email,
    )


def test_old_link_leads_on_to_the_new_date(client, place, moved):
    answer = client.get(place_link(place), follow=True)

    assert [path for path, _ in answer.redirect_chain] == [place.get_absolute_url(), moved.get_absolute_url()]
    assert "Your place is confirmed" in answer.content.decode()


def test_old_link_does_not_open_the_new_date_once_someone_else_has_it(client, place, moved):
    Place.objects.filter(pk=moved.pk).update(attendee_email="ada@example.org", attendee_name="Ada Lovelace")

    answer = client.get(place_link(place), follow=True)

    assert answer.status_code == 404


def test_pages_are_not_kept_by_caches(client, place):
    for page in ("", "hand-over/"):
        assert "no-store" in client.get(f"{place.get_absolute_url()}{page}")["Cache-Control"]


@pytest.mark.parametrize(
    ("fields", "ways"),
    [
        ({}, ["hand-over/", "move/", "cancel/"]),
        ({"state": BookingState.HELD}, ["hand-over/", "cancel/"]),
        ({"session": timedelta(hours=1)}, ["move/", "cancel/"]),
        ({"session": timedelta(hours=-1)}, []),
        ({"state": BookingState.CANCELLED}, []),
    ],
    ids=["confirmed", "not paid", "after the cut-off", "begun", "cancelled"],
)
def test_what_can_be_done_when_someone_cannot_come(client, fields, ways):
    session = make_session(starts_in=fields.pop("session", timedelta(days=30)))
    place = make_named(session=session, **fields)
    client.get(place_link(place))

    page = read(client, place)

    assert [
        way for way in ("hand-over/", "move/", "cancel/") if f'href="{place.get_absolute_url()}{way}"' in page
    ] == ways
