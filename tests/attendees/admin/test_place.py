"""The page and the list of places: looked at and found, never edited by hand, with the steps that a place can take."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState, Decision
from attendees.models import Attendance, Place
from attendees.services.moving import move_place
from tests.attendees.admin.pages import place_page, texts
from tests.factories import make_booking, make_session
from tests.factories_money import book, invoice, make_discount, other_date, paid, ticket_of
from tests.factories_places import make_group
from tests.workshops.admin.clients import organiser_client, staff_client
from workshops.enums import SessionState
from workshops.models import Session

pytestmark = pytest.mark.django_db
LIST = "/admin/attendees/place/"
MAY_LOOK = "attendees.view_place"
ALL = ["Correct name", "Hand over", "Move", "Cancel"]


def steps(place, client=None):
    shown = (client or organiser_client()).get(place_page(place)).context["actions_detail"]
    return [step["title"] for step in shown]


def place_of(booking):
    return booking.places.order_by("pk").first()


def fields(place):
    """The names on the page, with what stands beside each."""
    form = organiser_client().get(place_page(place)).context["adminform"]
    return [name for fieldset in form for line in fieldset for name in line.fields]


@pytest.mark.parametrize("term", ["code", "attendee_name", "attendee_email", "reference"])
def test_search_finds_by_code_person_and_booking(term):
    booking = make_booking(name="Wilhelmina Okafor", email="w@example.org")
    make_booking(name="Someone else")
    place = place_of(booking)
    query = booking.reference if term == "reference" else getattr(place, term)

    found = organiser_client().get(LIST, {"q": query}).context["cl"].result_list

    assert list(found) == [place]


def test_page_shows_what_there_is_and_leaves_out_what_is_empty():
    booking = paid(make_session(price_pence=9500))
    place = place_of(booking)

    assert fields(place) == [
        *("code", "standing", "booking", "session", "ticket_type"),
        *("person", "attendee_email"),
        "price",
        "created_at",
    ]


def test_page_shows_discount_what_is_kept_and_where_a_place_went():
    session = make_session(price_pence=9500)
    make_discount("SPRING20")
    booking = paid(session, discount_code="SPRING20")
    old = place_of(booking)
    new = move_place(place_id=old.pk, ticket=ticket_of(other_date(session)), by="booker").place
    Place.objects.filter(pk=old.pk).update(kept_pence=500)

    client = organiser_client()
    before, after = (" ".join(texts(client.get(place_page(place)), "div")) for place in (old, new))

    assert [words in before for words in ("£19.00 off £95.00", "£5.00", f"{new.code}, {new.session}")] == [True] * 3
    assert [words in after for words in ("with SPRING20", f"{old.code}, {session}")] == [True] * 2


@pytest.mark.parametrize(
    ("make", "offered"),
    [
        (lambda: paid(make_session(price_pence=9500)), ALL),
        (make_booking, ALL),
        (invoice, ALL),
        (make_group, ["Name someone", "Move", "Cancel"]),
        (lambda: book(make_session(price_pence=9500)), ["Correct name", "Hand over", "Cancel"]),
        (lambda: make_booking(state=BookingState.REQUESTED), ["Correct name", "Hand over", "Cancel"]),
        (lambda: make_booking(state=BookingState.OFFERED), ["Cancel"]),
        (lambda: make_booking(state=BookingState.EXPIRED), []),
    ],
    ids=["paid", "free", "invoice", "unnamed", "held", "requested", "offered", "released"],
)
def test_steps_are_offered_that_the_place_can_take(make, offered):
    assert steps(place_of(make())) == offered


def test_place_whose_move_waits_for_its_difference_can_only_be_cancelled():
    booking = paid(make_session(price_pence=9500))
    old = place_of(booking)
    new = move_place(
        place_id=old.pk, ticket=ticket_of(other_date(booking.session, price_pence=12000)), by="booker"
    ).place
    client = organiser_client()

    assert (steps(old, client), steps(new, client)) == (["Cancel"], ["Cancel"])


def test_place_on_a_cancelled_session_is_moved_or_cancelled():
    place = place_of(make_booking())
    Session.objects.update(state=SessionState.CANCELLED)

    assert steps(place) == ["Move", "Cancel"]


def test_place_whose_attendance_is_confirmed_stays_with_its_person_and_date():
    place = place_of(make_booking())
    Attendance.objects.create(
        place=place,
        decision=Decision.FULL,
        minutes=330,
        decided_by="user:1",
        decided_at=timezone.now(),
        confirmed_at=timezone.now(),
    )

    assert steps(place) == ["Correct name"]


def test_steps_are_offered_after_the_cut_off_too_for_they_may_overrule_it():
    place = place_of(make_booking())
    Session.objects.update(starts_at=timezone.now() - timedelta(hours=1))

    assert steps(place) == ALL


def test_who_may_only_look_is_offered_nothing():
    place = place_of(make_booking())

    assert steps(place, staff_client(MAY_LOOK, "attendees.change_place")) == []


@pytest.mark.parametrize("step", ["name", "correct", "hand-over", "move", "cancel"])
@pytest.mark.parametrize("permissions", [(MAY_LOOK, "attendees.change_place"), ("attendees.change_booking",)])
def test_steps_without_both_permissions_are_forbidden(step, permissions):
    place = place_of(paid(make_session(price_pence=9500)))
    other_date(place.session)
    before = Place.objects.values().get(pk=place.pk)
    filled = {"reason": "No", "name": "Someone Else", "email": "else@example.org", "share": "all"}

    response = staff_client(*permissions).post(place_page(place, step), filled)

    assert (response.status_code, Place.objects.values().get(pk=place.pk)) == (403, before)


@pytest.mark.parametrize("path", ["add/", "{pk}/delete/", "{pk}/change/"])
def test_places_are_neither_added_nor_edited_nor_deleted_here(path):
    place = place_of(make_booking())

    response = organiser_client().post(LIST + path.format(pk=place.pk), {"post": "yes", "attendee_name": "X"})

    assert (response.status_code, Place.objects.get().attendee_name) == (403, "Priya Nair")
