"""Sessions: what their form may change, and scheduling."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib import admin
from django.utils import timezone

from attendees.enums import BookingState
from tests.factories import make_booking, make_past_session, make_session, make_workshop
from tests.workshops.admin.clients import act, form_data, organiser_client, said, send, staff_client
from workshops.admin.base import MET
from workshops.admin.schedule_facts import lacks_link, schedule_facts
from workshops.enums import SessionState
from workshops.models import Session

pytestmark = pytest.mark.django_db
LIST = "/admin/workshops/session/"


def page(session, step="change"):
    return f"{LIST}{session.pk}/{step}/"


def save(session, **changes):
    client = organiser_client()
    response = client.post(page(session), form_data(client, page(session)) | changes)
    session.refresh_from_db()
    return response


def test_schedule_action_schedules_and_names_what_is_missing():
    ready, bare = (make_session(state=SessionState.DRAFT, workshop=make_workshop(title=name)) for name in ("A", "B"))
    bare.ticket_types.all().delete()

    told = act(organiser_client(), LIST, "schedule", ready, bare)

    assert sorted(told) == [
        f"Scheduled: {ready}.",
        f"“{bare}” cannot be scheduled yet: add a ticket type with a price, or nought for free.",
    ]


def test_schedule_step_schedules():
    session = make_session(state=SessionState.DRAFT)

    send(organiser_client(), page(session, "schedule"))

    session.refresh_from_db()
    assert session.state == SessionState.SCHEDULED


def test_schedule_step_says_what_visitors_will_find():
    session = make_session(
        state=SessionState.DRAFT, price_pence=9500, joining_url="", starts_at=datetime(2027, 7, 1, 9, tzinfo=UTC)
    )

    assert schedule_facts(session) == [
        "Thursday 1 July 2027, 10:00 to 16:45 (Europe/London).",
        "Tickets: Standard: £95.",
        "20 seats.",
        "No joining link yet: add it before the day.",
        "It opens for booking, now or at the time entered.",
    ]


def test_schedule_step_names_what_is_missing():
    session = make_session(state=SessionState.DRAFT, workshop=make_workshop(title="Grief", state="draft"))
    session.ticket_types.all().delete()

    facts = organiser_client().get(page(session, "schedule")).context["step"].facts

    assert facts[1:] == [
        "No ticket type yet: add one with a price, or nought for free.",
        "20 seats.",
        "“Grief” is not published: nobody can see or book this session until it is.",
    ]


@pytest.mark.parametrize(("mode", "url"), [("online", "https://meet.example/1"), ("in_person", "")])
def test_schedule_step_asks_for_no_link_where_none_is_missing(mode, url):
    assert lacks_link(make_session(mode=mode, joining_url=url)) is False


def test_schedule_step_without_permission_is_forbidden():
    session = make_session(state=SessionState.DRAFT)

    response = staff_client("workshops.view_session").post(page(session, "schedule"))

    session.refresh_from_db()
    assert (response.status_code, session.state) == (403, SessionState.DRAFT)


def test_capacity_below_the_places_taken_is_refused_with_a_sentence():
    session = make_session(capacity=5)
    for _ in range(3):
        make_booking(session=session)

    response = save(session, capacity=2)

    assert response.context["adminform"].form.errors["capacity"] == [
        "3 places are taken already, so the capacity cannot be lower than 3."
    ]


def test_capacity_down_to_the_places_taken_is_saved():
    session = make_session(capacity=5)
    make_booking(session=session)

    save(session, capacity=1)

    assert (session.capacity, session.places_taken) == (1, 1)


def test_counters_and_state_sent_with_the_form_change_nothing():
    session = make_session()

    save(session, places_taken=7, waiting_count=7, state="draft", sequence=7, town="Leeds")

    assert (session.places_taken, session.waiting_count, session.state, session.town) == (0, 0, "scheduled", "Leeds")


@pytest.fixture
def seats_taken_meanwhile(monkeypatch):
    """Three people book while the form is between its checks and its saving."""
    clean = Session.full_clean

    def book_first(row, *args, **kwargs):
        Session.objects.filter(pk=row.pk).update(places_taken=3)
        return clean(row, *args, **kwargs)

    monkeypatch.setattr(Session, "full_clean", book_first)


def test_form_does_not_undo_a_seat_taken_while_it_was_open(seats_taken_meanwhile):
    session = make_session()

    save(session, town="Leeds")

    assert (session.town, session.places_taken) == ("Leeds", 3)


def test_capacity_that_meets_bookings_is_refused_by_the_database_with_a_sentence(seats_taken_meanwhile):
    session, client = make_session(capacity=5), organiser_client()

    response = client.post(page(session), form_data(client, page(session)) | {"capacity": 2}, follow=True)

    session.refresh_from_db()
    assert (said(response), session.capacity) == ([MET], 5)


@pytest.mark.parametrize("state", [BookingState.CONFIRMED, BookingState.CANCELLED])
def test_workshop_of_a_booked_session_stays(state):
    session, other = make_session(), make_workshop()
    make_booking(session=session, state=state)
    before = session.workshop_id

    save(session, workshop=other.pk)

    assert session.workshop_id == before


def test_workshop_of_a_session_nobody_booked_can_change():
    session, other = make_session(), make_workshop()

    save(session, workshop=other.pk)

    assert session.workshop_id == other.pk


def test_price_of_a_booked_ticket_is_refused():
    session = make_session(price_pence=9500)
    make_booking(session=session)

    response = save(session, **{"ticket_types-0-price_pence": "50"})

    tickets = response.context["inline_admin_formsets"][1].formset
    assert tickets.forms[0].errors["price_pence"] == [
        "Someone has booked this ticket, so its price stays. Add another ticket type with the new price."
    ]
    assert session.ticket_types.get().price_pence == 9500


def test_price_of_a_ticket_nobody_booked_is_saved():
    session = make_session(price_pence=9500)

    save(session, **{"ticket_types-0-price_pence": "50"})

    assert session.ticket_types.get().price_pence == 5000


def test_booked_ticket_is_not_deleted():
    session = make_session()
    make_booking(session=session)

    save(session, **{"ticket_types-0-DELETE": "on"})

    assert session.ticket_types.count() == 1


def test_time_is_entered_and_shown_in_uk_time():
    session = make_session()

    save(session, starts_at_0="01/07/2027", starts_at_1="10:00", ends_at_0="01/07/2027", ends_at_1="16:00")

    assert session.starts_at.isoformat() == "2027-07-01T09:00:00+00:00"


@pytest.mark.parametrize(
    ("changes", "edition"),
    [({"joining_url": "https://meet.example/new"}, 1), ({"town": "Leeds"}, 1), ({"cpd_minutes": 300}, 0)],
)
def test_calendars_hear_only_of_what_they_show(changes, edition):
    session = make_session()

    save(session, **changes)

    assert session.sequence == edition


def test_list_shows_seats_and_start_with_its_zone():
    make_session(starts_at=datetime(2027, 7, 1, 9, tzinfo=UTC), capacity=40, places_taken=17)

    shown = organiser_client().get(LIST).content.decode()

    assert (shown.count("17 of 40"), shown.count("Thu 1 Jul 2027, 10:00 BST")) == (1, 1)


def test_list_begins_with_the_next_session_and_ends_with_the_oldest():
    later, next_one = make_session(), make_session(starts_in=timedelta(days=1))
    older, last = make_session(starts_in=timedelta(days=-30)), make_past_session()

    assert list(organiser_client().get(LIST).context["cl"].result_list) == [next_one, later, last, older]


@pytest.mark.parametrize(
    ("make", "state", "shown"),
    [
        (make_session, SessionState.SCHEDULED, "Scheduled"),
        (make_past_session, SessionState.SCHEDULED, "Over"),
        (make_past_session, SessionState.CANCELLED, "Cancelled"),
    ],
)
def test_list_calls_a_session_over_once_it_has_ended(make, state, shown):
    session = make(state=state)

    assert admin.site.get_model_admin(Session).shown_state(session) == shown


def test_form_leads_to_the_public_page():
    session = make_session()

    context = organiser_client().get(page(session)).context

    assert context["absolute_url"] == session.workshop.get_absolute_url()


@pytest.mark.parametrize(("state", "workshop_state"), [("draft", "published"), ("scheduled", "draft")])
def test_form_of_what_visitors_cannot_see_leads_nowhere(state, workshop_state):
    session = make_session(state=state, workshop=make_workshop(state=workshop_state))

    assert organiser_client().get(page(session)).context["has_absolute_url"] is False


@pytest.mark.parametrize(("when", "number"), [("coming", 1), ("past", 2), ("", 3)])
def test_filter_tells_coming_from_past(when, number):
    make_session()
    make_past_session()
    make_past_session()

    assert len(organiser_client().get(LIST, {"when": when} if when else {}).context["cl"].result_list) == number


@pytest.mark.parametrize(("state", "left"), [(SessionState.DRAFT, 0), (SessionState.SCHEDULED, 1)])
def test_only_a_draft_is_deleted(state, left):
    session = make_session(state=state)

    organiser_client().post(page(session, "delete"), {"post": "yes"})

    assert Session.objects.count() == left


def test_draft_that_someone_booked_is_not_deleted():
    session = make_session()
    make_booking(session=session, state=BookingState.CANCELLED)
    Session.objects.update(state=SessionState.DRAFT)

    organiser_client().post(page(session, "delete"), {"post": "yes"})

    assert Session.objects.count() == 1


def test_timetable_part_that_ends_before_it_begins_is_refused():
    session = make_session()
    start = timezone.localtime(session.starts_at)
    part = {
        "parts-TOTAL_FORMS": 1,
        "parts-0-title": "Welcome",
        "parts-0-starts_at_0": f"{start:%d/%m/%Y}",
        "parts-0-starts_at_1": "10:00",
        "parts-0-ends_at_0": f"{start - timedelta(days=1):%d/%m/%Y}",
        "parts-0-ends_at_1": "11:00",
    }

    save(session, **part)

    assert session.parts.count() == 0
