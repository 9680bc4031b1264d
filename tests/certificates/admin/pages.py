"""Rows that the tests of the organisers' pages share."""

from django.utils import timezone

from attendees.enums import Decision
from attendees.services.attendance import mark_attendance
from certificates.models import Certificate
from certificates.services.issuing import confirm_and_issue
from tests.factories import make_past_session, make_place


def roster(session):
    return f"/admin/workshops/session/{session.pk}/roster/"


def confirm(session):
    return f"{roster(session)}confirm/"


def places_of(session, *names):
    return [make_place(session=session, name=name) for name in names]


def marks(**chosen):
    """What the roster's form sends: place id to decision, or to (decision, minutes)."""
    data = {}
    for place, mark in chosen.items():
        decision, minutes = mark if isinstance(mark, tuple) else (mark, "")
        data |= {f"{place}-decision": decision, f"{place}-minutes": minutes, f"{place}-reason": "Seen there."}
    return data


def field(place):
    """The name that a place has in the roster's form."""
    return f"place-{place.pk}"


def make_certificate(**fields):
    """A certificate without its PDF, of a session that was yesterday."""
    session = make_past_session()
    place = make_place(session=session, name=fields.pop("name", "Priya Nair"))
    mark_attendance(place_id=place.pk, decision=Decision.FULL, by="user:1", reason="Seen there.")
    confirm_and_issue(session_id=session.pk, by="user:1")
    Certificate.objects.filter(place=place).update(**fields)
    return Certificate.objects.get(place=place)


def rendered():
    """Fields of a certificate whose PDF exists."""
    return {"pdf": "certificates/x.pdf", "sha256": "a" * 64, "rendered_at": timezone.now()}
