"""Confirming attendance and issuing certificates from the roster."""

import pytest

from attendees.enums import Decision
from attendees.models import Attendance
from attendees.services.attendance import mark_attendance
from certificates.models import Certificate
from tests.certificates.admin.pages import confirm, places_of, roster
from tests.factories import make_past_session, make_session
from tests.workshops.admin.clients import organiser_client, queries_of, send, staff_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    """Ann came, Bo did not, Cy is to be reviewed, Dee was not marked, and someone without a name came."""
    session = make_past_session()
    ann, bo, cy, _, unnamed = places_of(session, "Ann", "Bo", "Cy", "Dee", "")
    for place, decision in (
        (ann, Decision.FULL),
        (bo, Decision.ABSENT),
        (cy, Decision.REVIEW),
        (unnamed, Decision.FULL),
    ):
        mark_attendance(place_id=place.pk, decision=decision, by="user:1", reason="Seen there.")
    return session


def names(rows):
    return sorted(str(row.place) for row in rows)


def test_question_says_what_will_happen_and_changes_nothing(session):
    plan = organiser_client().get(confirm(session)).context["plan"]

    assert {what: names(rows) for what, rows in plan.items()} == {
        "confirmed": ["Ann", "Bo", "to be named"],
        "certified": ["Ann"],
        "absent": ["Bo"],
        "too_short": [],
        "unnamed": ["to be named"],
        "undecided": ["Cy", "Dee"],
    }
    assert (Certificate.objects.count(), Attendance.objects.filter(confirmed_at__isnull=False).count()) == (0, 0)


def test_what_changed_since_the_question_is_shown_before_it_is_confirmed(session):
    client = organiser_client()
    seen = client.get(confirm(session)).context["seen"]
    ann = session.places.get(attendee_name="Ann")
    mark_attendance(place_id=ann.pk, decision=Decision.PART, minutes=60, by="user:2", reason="Left early.")

    again = client.post(confirm(session), {"seen": seen})

    assert (again.status_code, Attendance.objects.exclude(confirmed_at=None).count()) == (200, 0)
    client.post(confirm(session), {"seen": again.context["seen"]})
    assert Certificate.objects.get().snapshot["minutes"] == 60


def test_answer_confirms_issues_and_names_who_got_none(session):
    told = send(organiser_client(), confirm(session))

    assert told == [
        "Attendance confirmed. 1 certificate issued, 0 issued earlier.",
        "No certificate for: Bo, Cy, Dee, to be named.",
    ]
    assert [certificate.snapshot["name"] for certificate in Certificate.objects.all()] == ["Ann"]
    assert Attendance.objects.filter(confirmed_at__isnull=False).count() == 3


def test_answer_given_twice_issues_once(session):
    client = organiser_client()
    send(client, confirm(session))

    told = send(client, confirm(session))

    assert told[0] == "Attendance confirmed. 0 certificates issued, 1 issued earlier."
    assert Certificate.objects.count() == 1


def test_session_that_is_not_over_is_refused():
    session = make_session()

    told = send(organiser_client(), confirm(session))

    assert (len(told), told[0].startswith("The session lasts until")) == (1, True)


def test_roster_shows_the_number_and_that_the_pdf_is_being_made(session):
    client = organiser_client()
    send(client, confirm(session))

    page = client.get(roster(session)).content.decode()

    number = Certificate.objects.get().number
    assert (page.count(number), page.count("PDF being made")) == (1, 1)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("held", ["attendees.change_attendance", "certificates.add_certificate"])
def test_issuing_without_both_permissions_is_forbidden(session, method, held):
    client = staff_client("workshops.view_session", held)

    response = getattr(client, method)(confirm(session))

    assert (response.status_code, Certificate.objects.count()) == (403, 0)


def test_issuing_with_both_permissions_is_done(session):
    client = staff_client("workshops.view_session", "attendees.change_attendance", "certificates.add_certificate")

    send(client, confirm(session))

    assert Certificate.objects.count() == 1


def test_question_takes_the_same_queries_for_any_number_of_places(session):
    client = organiser_client()
    queries_of(client, confirm(session))
    before = queries_of(client, confirm(session))
    places_of(session, "Eve", "Fay", "Gil")

    assert queries_of(client, confirm(session)) == before


def test_issuing_for_a_missing_session_is_not_found():
    assert organiser_client().get("/admin/workshops/session/999/roster/confirm/").status_code == 404
