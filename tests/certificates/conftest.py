"""Certificates that exist already."""

import pytest

from attendees.enums import Decision
from attendees.services.attendance import mark_attendance
from certificates.models import Certificate
from certificates.services.issuing import confirm_and_issue
from certificates.services.rendering import make_pdf
from tests.factories import make_past_session, make_place, make_user, make_workshop


@pytest.fixture
def holder(db):
    return make_user("priya@example.org")


@pytest.fixture
def certificate(holder):
    """A certificate of Priya's, with its PDF."""
    session = make_past_session(workshop=make_workshop(title="Endings: the last six sessions"))
    place = make_place(session=session, name="Priya Nair", email="priya@example.org", user=holder)
    mark_attendance(place_id=place.pk, decision=Decision.FULL, by="user:1", reason="Seen there.")
    confirm_and_issue(session_id=session.pk, by="user:1")
    made = Certificate.objects.get(place=place)
    make_pdf(certificate_id=made.pk)
    made.refresh_from_db()
    return made
