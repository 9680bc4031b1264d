"""Naming the places of a booking: rows, a pasted list, and the link to pass on."""

from datetime import timedelta

import pytest

from attendees.enums import BookingState
from attendees.models import OutboxMessage, PlaceChange
from attendees.place_links import invite_link
from tests.attendees.visitors import allowed, enter
from tests.factories import make_past_session, make_session
from tests.factories_places import make_group, make_named

pytestmark = pytest.mark.django_db
LIST = "Grace Hopper, grace@example.org\nAda Lovelace, ada@example.org"


def address(booking):
    return f"/bookings/{booking.reference}/places/"


def first(booking):
    return booking.places.order_by("pk").first()


def names(booking):
    return list(booking.places.order_by("pk").values_list("attendee_name", flat=True))


def rows(booking, *people, step="rows", **more):
    """The form as a browser sends it: name and address for each place in turn."""
    data = {"step": step} | more
    for place, (name, email) in zip(booking.places.order_by("pk"), people, strict=False):
        data |= {f"{place.code.lower()}-name": name, f"{place.code.lower()}-email": email}
    return data


@pytest.fixture
def group(client):
    """A booking of three places, opened by whoever booked it."""
    booking = make_group()
    enter(client, "owner_by_link", first(booking))
    return booking


def test_it_works(client, group):
    page = client.get(address(group)).content.decode()

    assert "3 places are still to be named" in page
    assert [f'name="{place.code.lower()}-email"' in page for place in group.places.all()] == [True] * 3


@pytest.mark.parametrize(("kind", "status"), allowed("owner", "owner_by_link", "organiser"))
def test_who_may_name(client, kind, status):
    place = make_named()
    enter(client, kind, place)

    assert client.get(address(place.booking)).status_code == status
    assert client.post(address(place.booking), {"step": "read", "text": LIST}).status_code in {status, 422}


@pytest.mark.parametrize(("kind", "status"), allowed())
def test_who_has_no_business_there_names_nobody(client, kind, status):
    place = make_named()
    enter(client, kind, place)
    if kind in {"owner", "owner_by_link", "organiser"}:
        return

    client.post(address(place.booking), rows(place.booking, ("", ""), ("Eve", "eve@example.org")))

    assert "Eve" not in names(place.booking)


def test_rows_that_are_filled_are_named_and_told(client, group):
    answer = client.post(address(group), rows(group, ("Grace Hopper", "grace@example.org"), ("", "")), follow=True)

    assert answer.redirect_chain == [(address(group), 302)]
    assert "1 person is named, and we have written to that address." in answer.content.decode()
    assert names(group) == ["Grace Hopper", "", ""]
    assert list(OutboxMessage.objects.values_list("kind", "to")) == [("place_confirmed", "grace@example.org")]
    assert PlaceChange.objects.get().by == "booker"


def test_last_row_leads_back_to_the_booking(client, group):
    people = [(f"Person {n}", f"person{n}@example.org") for n in range(3)]

    answer = client.post(address(group), rows(group, *people))

    assert answer["Location"] == group.get_absolute_url()


def test_row_that_is_wrong_keeps_what_was_typed_while_others_are_named(client, group):
    answer = client.post(
        address(group), rows(group, ("Grace Hopper", "grace@example.org"), ("Ada Lovelace", "ada at example"))
    )

    page = answer.content.decode()
    assert (answer.status_code, names(group)) == (422, ["Grace Hopper", "", ""])
    assert 'value="Ada Lovelace"' in page
    assert 'value="ada at example"' in page
    assert page.count("“ada at example” has no @.") == 2
    assert "2 places are still to be named" in page


def test_row_that_the_rules_refuse_says_why(client, group):
    twice = ("Grace Hopper", "grace@example.org")

    page = client.post(address(group), rows(group, twice, twice)).content.decode()

    assert names(group) == ["Grace Hopper", "", ""]
    assert page.count("grace@example.org is named on another place of this booking already.") == 2


def test_name_alone_asks_for_the_address(client, group):
    page = client.post(address(group), rows(group, ("Grace Hopper", ""))).content.decode()

    assert "Enter the email address, so that we can write to this person." in page


def test_empty_rows_name_nobody_and_say_so(client, group):
    answer = client.post(address(group), rows(group, ("", "")))

    assert (answer.status_code, names(group)) == (422, ["", "", ""])
    assert "Nobody was named: type a name and an email address first." in answer.content.decode()


def test_fields_that_the_ticket_asks_appear_and_are_needed(client):
    asks = {"asks_profession": True, "asks_service": True, "asks_registration": True, "declaration": "I am a nurse."}
    booking = make_group(places=1, ticket_fields=asks)
    enter(client, "owner_by_link", first(booking))
    code = first(booking).code.lower()
    typed = rows(booking, ("Grace Hopper", "grace@example.org"))

    page = client.post(address(booking), typed).content.decode()
    client.post(
        address(booking),
        typed
        | {
            f"{code}-profession": "Nurse",
            f"{code}-service": "Leeds",
            f"{code}-registration_body": "NMC",
            f"{code}-registration_number": "12A",
            f"{code}-declared": "on",
        },
    )

    for missing in ("profession", "service or employer", "professional body", "registration number"):
        assert page.count(f"Enter the {missing}.") == 2
    assert "This person can say: “I am a nurse.”" in page
    assert page.count("Tick the box if this is true: “I am a nurse.”") == 2
    place = first(booking)
    assert (place.attendee_name, place.profession, place.declaration) == ("Grace Hopper", "Nurse", "I am a nurse.")


def test_only_so_many_rows_stand_on_one_page(client):
    booking = make_group(places=23, session=make_session(capacity=30))
    enter(client, "owner_by_link", first(booking))

    page = client.get(address(booking)).content.decode()

    assert (page.count('type="email"'), "3 more places appear here once these are named." in page) == (20, True)


@pytest.mark.parametrize("count", [1, 8])
def test_query_count_does_not_grow(client, count, django_assert_max_num_queries):
    booking = make_group(places=count)
    enter(client, "owner_by_link", first(booking))

    with django_assert_max_num_queries(22):
        client.get(address(booking))


def test_list_is_shown_before_anyone_is_named(client, group):
    page = client.post(address(group), {"step": "read", "text": f"{LIST}\nnobody"}).content.decode()

    assert names(group) == ["", "", ""]
    assert 'name="seen" value="grace@example.org ada@example.org"' in page
    assert "2 of 3 lines are ready" in page
    assert "Line 3: nobody" in page
    assert LIST.splitlines()[1] in page


def test_list_is_written_once_confirmed(client, group):
    data = {"step": "confirm", "text": LIST, "seen": "grace@example.org ada@example.org"}

    answer = client.post(address(group), data, follow=True)

    assert answer.redirect_chain == [(group.get_absolute_url(), 302)]
    assert "2 people are named, and we have written to each of them." in answer.content.decode()
    assert names(group) == ["Grace Hopper", "Ada Lovelace", ""]


def test_lines_that_were_refused_stay_in_the_box(client, group):
    data = {"step": "confirm", "text": f"{LIST}\nnobody", "seen": "grace@example.org ada@example.org"}

    page = client.post(address(group), data).content.decode()

    assert names(group) == ["Grace Hopper", "Ada Lovelace", ""]
    assert ">\nnobody</textarea>" in page
    assert page.partition('<ul class="conditions"')[2].partition("</ul>")[0].count("<li>") == 1


@pytest.mark.parametrize("seen", ["", "grace@example.org", "ada@example.org grace@example.org"])
def test_confirming_something_else_than_was_shown_writes_nothing(client, group, seen):
    answer = client.post(address(group), {"step": "confirm", "text": LIST, "seen": seen})

    assert (answer.status_code, names(group)) == (409, ["", "", ""])
    assert "Nothing is written yet" in answer.content.decode()
    assert 'name="seen" value="grace@example.org ada@example.org"' in answer.content.decode()


@pytest.mark.parametrize("step", ["read", "confirm"])
def test_empty_list_asks_for_one(client, group, step):
    answer = client.post(address(group), {"step": step, "text": " "})

    assert answer.status_code == 422
    assert answer.content.decode().count("Paste the list here first: one person a line.") == 2


def test_list_of_headings_says_that_it_holds_nobody(client, group):
    assert (
        "The list holds nobody" in client.post(address(group), {"step": "read", "text": "Name, Email"}).content.decode()
    )


def test_declaration_is_made_for_a_list_as_a_whole(client):
    booking = make_group(ticket_fields={"declaration": "I am a nurse."})
    enter(client, "owner_by_link", first(booking))

    refused = client.post(address(booking), {"step": "read", "text": LIST})
    shown = client.post(address(booking), {"step": "read", "text": LIST, "declared": "on"})

    assert (refused.status_code, shown.status_code) == (422, 200)
    assert "Everyone on the list can say: “I am a nurse.”" in shown.content.decode()
    assert "2 of 2 lines are ready" in shown.content.decode()


def test_marks_in_a_list_are_escaped(client, group):
    page = client.post(address(group), {"step": "read", "text": "<b>Grace</b>, grace@example.org"}).content.decode()

    assert "<b>Grace" not in page


def test_invite_link_stands_there_to_be_copied(client, group, settings):
    page = client.get(address(group)).content.decode()

    assert f'value="{settings.SITE_URL}{invite_link(group)}"' in page


def test_names_on_a_booking_that_is_not_paid_are_told_later(client):
    booking = make_group(state=BookingState.HELD)
    enter(client, "owner_by_link", first(booking))

    answer = client.post(address(booking), rows(booking, ("Grace Hopper", "grace@example.org")), follow=True)

    assert "We write to that address once the booking is confirmed." in answer.content.decode()
    assert OutboxMessage.objects.count() == 0


def test_after_the_cut_off_the_page_says_so(client):
    booking = make_group(session=make_session(starts_in=timedelta(hours=1)))
    enter(client, "owner_by_link", first(booking))

    page = client.get(address(booking)).content.decode()
    client.post(address(booking), rows(booking, ("Grace Hopper", "grace@example.org")))

    assert ("Names could be given and changed until" in page, 'name="step"' in page) == (True, False)
    assert names(booking) == ["", "", ""]


def test_booking_with_everyone_named_says_so(client):
    booking = make_named(places=1).booking
    enter(client, "owner_by_link", first(booking))

    assert "Every place of this booking has a name." in client.get(address(booking)).content.decode()


def test_organiser_names_after_the_cut_off_with_a_reason(client):
    booking = make_group(session=make_past_session())
    enter(client, "organiser", first(booking))
    typed = rows(booking, ("Grace Hopper", "grace@example.org"))

    refused = client.post(address(booking), typed)
    client.post(address(booking), typed | {"reason": "Came at the door"})

    assert refused.status_code == 422
    assert "Say in a few words why you change it" in refused.content.decode()
    assert 'value="Grace Hopper"' in refused.content.decode()
    change = PlaceChange.objects.get()
    assert (change.reason, change.by.startswith("user:"), first(booking).attendee_name) == (
        "Came at the door",
        True,
        "Grace Hopper",
    )


def test_organiser_names_from_a_list_with_a_reason(client):
    booking = make_group()
    enter(client, "organiser", first(booking))
    data = {"text": LIST, "seen": "grace@example.org ada@example.org"}

    shown = client.post(address(booking), data | {"step": "read"})
    refused = client.post(address(booking), data | {"step": "confirm"})
    client.post(address(booking), data | {"step": "confirm", "reason": "By phone"})

    assert (shown.status_code, "Say in a few words" in shown.content.decode(), refused.status_code) == (200, False, 422)
    assert set(PlaceChange.objects.values_list("reason", flat=True)) == {"By phone"}
