"""The personal joining page: when it leads into the meeting, for whom, and what it writes down."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from attendees.enums import BookingState, PlaceState
from attendees.links import booking_link
from attendees.models import Place, Stay
from attendees.place_links import join_link, place_key
from attendees.services.naming import hand_over
from tests.attendees.visitors import KINDS, enter
from tests.factories import make_past_session, make_place, make_session
from tests.factories_places import make_attendee, make_named
from workshops.enums import SessionState

pytestmark = pytest.mark.django_db
MEETING = "https://meet.example/room"
SOON = {"starts_in": timedelta(minutes=20)}


def page_of(client, place):
    """The page as the attendee sees it who came by their own link."""
    answer = client.get(join_link(place), follow=True)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def press(client, place):
    return client.post(f"{place.get_absolute_url()}join/")


def test_key_leaves_the_address(client):
    place = make_named()

    answer = client.get(join_link(place), follow=True)

    assert answer.redirect_chain == [(f"{place.get_absolute_url()}join/", 302)]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("kind", KINDS)
def test_only_whoever_is_named_joins_here(client, kind):
    place = make_named(session=make_session(**SOON))
    enter(client, kind, place)

    answer = press(client, place)

    own, others = ("attendee", "attendee_by_link"), ("owner", "owner_by_link", "organiser")
    expected = (303, MEETING) if kind in own else (302, place.get_absolute_url()) if kind in others else (404, None)
    assert (answer.status_code, answer.get("Location")) == expected
    assert Stay.objects.count() == (1 if kind in own else 0)


@pytest.mark.parametrize("key", ["", "wrong"])
def test_wrong_key_finds_nothing(client, key):
    assert client.get(f"{make_named().get_absolute_url()}join/?key={key}").status_code == 404


def test_key_of_another_place_finds_nothing(client):
    assert client.get(f"{make_named().get_absolute_url()}join/?key={place_key(make_named())}").status_code == 404


def test_booker_who_comes_joins_from_the_booking(client):
    place = make_place(session=make_session(**SOON))
    client.get(booking_link(place.booking))

    assert press(client, place)["Location"] == MEETING
    assert Stay.objects.get().place == place


def test_it_says_when_it_opens_with_the_zone(client):
    start = datetime(2099, 7, 10, 9, 30, tzinfo=ZoneInfo("Europe/London"))
    place = make_named(session=make_session(starts_at=start, joining_opens_hours=2))

    page = page_of(client, place)

    assert "You can join from Friday 10 July 2099, 7:30am BST." in page
    assert ("<form" in page, MEETING in page, "invitation.ics" in page) == (False, False, True)


def test_time_is_that_of_the_session_s_own_zone(client):
    start = datetime(2099, 7, 10, 9, 30, tzinfo=ZoneInfo("America/New_York"))
    place = make_named(session=make_session(starts_at=start, time_zone="America/New_York"))

    assert "You can join from Thursday 9 July 2099, 9:30am EDT." in page_of(client, place)


def test_before_it_opens_pressing_leads_nowhere(client):
    place = make_named(session=make_session(starts_in=timedelta(hours=25)))
    page_of(client, place)

    answer = press(client, place)

    assert (answer.status_code, Stay.objects.count()) == (200, 0)
    assert "meet.example" not in answer.content.decode()


def test_open_page_has_a_button_and_the_passcode_but_not_the_link(client):
    place = make_named(session=make_session(**SOON, joining_note="Passcode lantern-4"))

    page = page_of(client, place)

    assert ("Join on Zoom</button>" in page, "Passcode lantern-4" in page, MEETING in page) == (True, True, False)


def test_passcode_is_not_shown_before(client):
    place = make_named(session=make_session(starts_in=timedelta(hours=25), joining_note="Passcode lantern-4"))

    assert "lantern-4" not in page_of(client, place)


def test_looking_records_nothing(client):
    page_of(client, make_named(session=make_session(**SOON)))

    assert Stay.objects.count() == 0


def test_pressing_records_one_arrival_and_leads_on(client):
    place = make_named(session=make_session(**SOON))
    page_of(client, place)

    answers = [press(client, place) for _ in range(3)]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(303, MEETING)] * 3
    stay = Stay.objects.get()
    assert (stay.source, stay.ends_at, stay.by) == ("joined", None, "attendee")


def test_trying_the_link_the_evening_before_is_no_arrival(client):
    place = make_named(session=make_session(starts_in=timedelta(hours=14)))
    page_of(client, place)

    assert (press(client, place)["Location"], Stay.objects.count()) == (MEETING, 0)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://meet.example/room", "form-action 'self' https://checkout.stripe.com https:;"),
        ("http://127.0.0.1:9/room", "form-action 'self' https://checkout.stripe.com http://127.0.0.1:9;"),
    ],
)
def test_policy_of_the_open_page_lets_the_form_lead_to_the_meeting(client, url, target):
    place = make_named(session=make_session(**SOON, joining_url=url))

    assert target in f"{client.get(join_link(place), follow=True)['Content-Security-Policy']};"


def test_policy_of_the_closed_page_stays_strict(client):
    policy = client.get(join_link(make_named()), follow=True)["Content-Security-Policy"]

    assert "form-action 'self' https://checkout.stripe.com;" in f"{policy};"


def test_session_without_a_link_says_so(client):
    place = make_named(session=make_session(**SOON, joining_url=""))

    assert "The link is not here yet" in page_of(client, place)
    assert press(client, place).status_code == 200


def test_session_in_person_shows_where_and_how(client):
    session = make_session(
        **SOON,
        mode="in_person",
        venue_name="Town Hall",
        venue_address="The Headrow",
        town="Leeds",
        joining_note="Ask for Ruth",
        directions="By train.\n\nStep-free from the river.",
    )
    place = make_named(session=session)

    page = page_of(client, place)

    for words in (
        "Town Hall, Leeds, The Headrow.",
        "Ask for Ruth",
        "<p>By train.</p> <p>Step-free from the river.</p>",
    ):
        assert words in page
    assert "<button" not in page
    assert (press(client, place).status_code, Stay.objects.count()) == (200, 0)


def test_after_the_end_it_says_so(client):
    place = make_named(session=make_past_session())

    page = page_of(client, place)

    assert ("The session is over" in page, "<form" in page) == (True, False)
    assert (press(client, place).status_code, Stay.objects.count()) == (200, 0)


@pytest.mark.parametrize("state", [BookingState.HELD, BookingState.CANCELLED])
def test_place_that_is_not_confirmed_leads_to_its_page(client, state):
    place = make_named(session=make_session(**SOON), state=state)
    client.get(join_link(place))

    assert press(client, place)["Location"] == place.get_absolute_url()
    assert Stay.objects.count() == 0


def test_cancelled_session_leads_to_the_place_which_says_so(client):
    place = make_named(session=make_session(**SOON, state=SessionState.CANCELLED))

    assert "The session itself was cancelled" in page_of(client, place)


def test_link_ends_when_the_place_is_handed_over(client):
    place = make_named(session=make_session(starts_in=timedelta(days=30)))
    old = join_link(place)
    hand_over(place_id=place.pk, person=make_attendee("Ada Lovelace", "ada@example.org"), by="booker")

    assert client.get(old).status_code == 404


def test_link_of_a_place_that_moved_leads_to_the_new_date(client):
    place = make_named()
    session = make_session(workshop=place.session.workshop)
    Place.objects.filter(pk=place.pk).update(state=PlaceState.RELEASED, released_at=timezone.now())
    new = Place.objects.create(
        booking=place.booking,
        session=session,
        ticket_type=session.ticket_types.get(),
        state=PlaceState.CONFIRMED,
        price_pence=0,
        replaces=place,
        attendee_name=place.attendee_name,
        attendee_email=place.attendee_email,
    )

    answer = client.get(join_link(place), follow=True)

    assert answer.redirect_chain[-1] == (f"{new.get_absolute_url()}join/", 302)
    assert answer.status_code == 200
