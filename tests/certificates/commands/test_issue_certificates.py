"""issue_certificates, as typed."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from attendees.enums import Decision
from attendees.services.attendance import confirm_attendance, mark_attendance
from certificates.models import Certificate
from tests import factories

pytestmark = pytest.mark.django_db


def run(**options):
    out = StringIO()
    call_command("issue_certificates", stdout=out, **options)
    return out.getvalue().splitlines()


def held_session():
    """Ann came, Bob did not, and Cem was not marked."""
    session = factories.make_past_session()
    for name, decision in (("Ann Lowe", Decision.FULL), ("Bob Kaur", Decision.ABSENT), ("Cem Novak", None)):
        place = factories.make_place(session=session, name=name)
        if decision:
            mark_attendance(place_id=place.pk, decision=decision, by="user:1", reason="Seen there.")
    return session


def test_issue_certificates_says_made_had_and_who_waits():
    session = held_session()
    confirm_attendance(session_id=session.pk, by="user:1")

    first, second = run(session=session.pk), run(session=session.pk)

    waiting = ["Waiting: Bob Kaur", "Waiting: Cem Novak"]
    assert first == ["Made 1, had 0, waiting 2.", *waiting]
    assert second == ["Made 0, had 1, waiting 2.", *waiting]
    assert Certificate.objects.get().place.attendee_name == "Ann Lowe"


def test_issue_certificates_gives_none_for_attendance_that_is_not_confirmed():
    session = held_session()

    assert run(session=session.pk)[0] == "Made 0, had 0, waiting 3."


def test_issue_certificates_refuses_a_session_that_is_not_there():
    with pytest.raises(CommandError) as refusal:
        run(session=999)

    assert str(refusal.value) == "There is no session 999. Its number stands in its address in the admin."
