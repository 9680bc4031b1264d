"""What a booker sees of their places: who is named, how each stands, who attended, and nothing more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState, Decision, PlaceState
from attendees.evidence.proposing import RULE_MISSED
from attendees.links import booking_link
from attendees.models import Attendance, Booking, Place
from attendees.overview import overview_of, share_session
from attendees.place_links import invite_link
from attendees.services.naming import correct_name, hand_over, name_place
from tests.factories import make_booking, make_past_session, make_session
from tests.factories_places import make_attendee, make_group, make_named

pytestmark = pytest.mark.django_db


def standings(booking):
    return [row.standing for row in overview_of(booking).rows]


def attend(place, decision, minutes=None, *, confirmed=True):
    now = timezone.now()
    Attendance.objects.create(
        place=place,
        decision=decision,
        minutes=minutes,
        decided_by="user:1",
        decided_at=now,
        confirmed_at=now if confirmed else None,
    )


def test_named_and_unnamed_places_are_counted():
    booking = make_named(places=3).booking

    overview = overview_of(booking)

    assert (overview.live, overview.unnamed, overview.several) == (3, 2, True)
    assert standings(booking) == ["Confirmed", "To be named", "To be named"]


@pytest.mark.parametrize(
    ("state", "standing"),
    [
        (BookingState.REQUESTED, "To be approved"),
        (BookingState.OFFERED, "On offer"),
        (BookingState.HELD, "Not paid yet"),
    ],
)
def test_places_of_a_booking_that_is_not_confirmed_stand_as_it_does(state, standing):
    place = make_named(state=BookingState.HELD, places=1)
    place.booking.state = state
    place.booking.save()

    assert standings(place.booking) == [standing]


def test_places_given_back_stand_last():
    booking = make_named(places=2).booking
    Place.objects.filter(attendee_name="Grace Hopper").update(state=PlaceState.RELEASED)

    overview = overview_of(booking)

    assert [row.standing for row in overview.rows] == ["To be named", "Given back"]
    assert (overview.live, overview.rows[-1].is_open) == (1, False)


def test_after_the_session_attendance_is_told_in_words_and_minutes():
    booking = make_group(session=make_past_session(), places=5)
    places = list(booking.places.order_by("pk"))
    Place.objects.filter(booking=booking).update(attendee_name="Somebody")
    attend(places[0], Decision.FULL, 330)
    attend(places[1], Decision.PART, 120)
    attend(places[2], Decision.ABSENT)
    attend(places[3], Decision.FULL, 330, confirmed=False)

    rows = overview_of(booking).rows

    assert [(row.standing, row.minutes) for row in rows] == [
        ("Attended", 330),
        ("Attended in part", 120),
        ("Absent", None),
        ("Not recorded yet", None),
        ("Not recorded yet", None),
    ]


def test_whoever_was_there_too_short_for_the_rule_is_not_called_absent():
    place = make_named(session=make_past_session(), places=1)
    attend(place, Decision.ABSENT, 0)
    Attendance.objects.update(is_proposed=True, evidence=f"in the room 2 h of 5 h; rule: 80 %; {RULE_MISSED}")

    assert standings(place.booking) == ["Too short to count"]


@pytest.mark.parametrize(
    ("decision", "minutes", "confirmed", "offered"),
    [
        (Decision.FULL, 330, True, True),
        (Decision.PART, 60, True, True),
        (Decision.FULL, 330, False, False),
        (Decision.ABSENT, None, True, False),
    ],
)
def test_certificates_are_offered_once_somebody_can_have_one(decision, minutes, confirmed, offered):
    place = make_named(session=make_past_session())
    attend(place, decision, minutes, confirmed=confirmed)

    assert overview_of(place.booking).has_certificates is offered


def test_changes_are_told_with_their_day_and_who_was_there_before():
    place = make_group().places.first()
    name_place(place_id=place.pk, person=make_attendee("Grase Hopper"), by="booker")
    correct_name(place_id=place.pk, name="Grace Hopper", by="attendee")
    hand_over(place_id=place.pk, person=make_attendee("Ada Lovelace", "ada@example.org"), by="booker")

    [row] = [row for row in overview_of(place.booking).rows if row.place.is_named]

    today = f"{timezone.localdate():%-d %B %Y}"
    assert row.changes == [
        f"Name corrected from Grase Hopper on {today}",
        f"Handed over from Grace Hopper on {today}",
    ]


def move(place, *, new=PlaceState.CONFIRMED, old=PlaceState.RELEASED):
    session = make_session(workshop=place.session.workshop)
    waits = new == PlaceState.HELD
    Place.objects.filter(pk=place.pk).update(state=old)
    return Place.objects.create(
        booking=place.booking,
        session=session,
        ticket_type=session.ticket_types.get(),
        state=new,
        price_pence=0,
        replaces=place,
        attendee_name=place.attendee_name,
        attendee_email=place.attendee_email,
        hold_ends_at=timezone.now() + timedelta(minutes=30) if waits else None,
    )


def test_moved_place_stands_once_on_its_new_date():
    place = make_named(places=1)
    newer = move(place)

    assert [row.place for row in overview_of(place.booking).rows] == [newer]


def test_move_that_waits_for_money_is_told_and_counts_as_one_place():
    place = make_named(places=1)
    move(place, new=PlaceState.HELD, old=PlaceState.CONFIRMED)

    overview = overview_of(place.booking)

    assert (standings(place.booking), overview.live) == (["Confirmed", "Move not paid"], 1)


def test_move_that_came_to_nothing_is_not_told():
    place = make_named(places=1)
    move(place, new=PlaceState.RELEASED, old=PlaceState.CONFIRMED)

    assert [row.place for row in overview_of(place.booking).rows] == [place]


@pytest.mark.parametrize(
    ("make", "given"),
    [
        (lambda: make_group(), True),
        (lambda: make_group(state=BookingState.HELD), True),
        (lambda: make_group(state=BookingState.CANCELLED), False),
        (lambda: make_named(places=1).booking, False),
        (lambda: make_group(session=make_session(starts_in=timedelta(hours=1))), False),
    ],
    ids=["confirmed", "held", "cancelled", "everyone named", "too late"],
)
def test_invite_link_is_given_while_somebody_can_be_named(make, given, settings):
    booking = make()

    assert overview_of(booking).invite == (settings.SITE_URL + invite_link(booking) if given else "")


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(count, django_assert_num_queries):
    booking = make_named(places=count).booking
    for place in booking.places.filter(attendee_name=""):
        name_place(place_id=place.pk, person=make_attendee(email=f"p{place.pk}@example.org"), by="booker")

    with django_assert_num_queries(8):
        overview_of(share_session(Booking.objects.with_details().get(pk=booking.pk)))


def test_places_moved_to_other_dates_fetch_these_together(django_assert_num_queries):
    """Session with workshop, parts, presenters: as many questions for three other dates as for one."""
    booking = make_named(places=3).booking
    for place in booking.places.all():
        Place.objects.filter(pk=place.pk).update(session=make_session())
    booking = Booking.objects.with_details().get(pk=booking.pk)

    with django_assert_num_queries(5):
        share_session(booking)

    with django_assert_num_queries(0):
        assert len({place.session.workshop.title for place in booking.places.all()}) >= 1


def page_of(client, booking):
    return client.get(booking_link(booking), follow=True).content.decode()


def test_booking_of_one_is_as_simple_as_before(client):
    booking = make_booking()

    page = page_of(client, booking)

    assert f'href="{booking.places.get().get_absolute_url()}"' in page
    for part in ("still to be named", "Link to pass on", "certificates.zip", "We tell each attendee"):
        assert part not in page, part


def test_booking_of_several_names_everyone_and_passes_the_link_on(client):
    booking = make_named(places=3).booking

    page = page_of(client, booking)

    assert "2 of 3 places are still to be named. We tell each attendee that you see who is named" in page
    assert "grace@example.org" in page
    assert f'href="{booking.get_absolute_url()}places/"' in page
    assert invite_link(booking) in page


def test_booking_page_keeps_what_is_the_attendees_own_business(client):
    place = make_named(places=2)
    Place.objects.filter(pk=place.pk).update(
        profession="Secret nurse", service="Secret service", registration_number="Secret 12A"
    )

    assert "Secret" not in page_of(client, place.booking)


def test_booking_page_leads_to_the_certificates(client):
    place = make_named(session=make_past_session(), places=2)
    attend(place, Decision.PART, 120)

    page = page_of(client, place.booking)

    assert f'href="{place.booking.get_absolute_url()}certificates.zip"' in page
    assert "2 hours of CPD" in page
