"""Issuing and drawing by several hands at once: one certificate a place, one PDF, one message."""

import hashlib
from functools import partial

import pytest

from attendees.enums import Decision
from attendees.models import Attendance, OutboxMessage
from attendees.services.attendance import confirm_attendance, mark_attendance
from certificates.models import Certificate
from certificates.services.issuing import issue_certificates
from certificates.services.rendering import make_left_behind, make_pdf
from tests.factories import make_past_session, make_place
from tests.races.together import FEW, kinds, run_together

# One test process, so that two crowds do not share the connections.
pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def attended(settings, tmp_path):
    """`attended(8)` makes a past session whose eight places were marked as attended; files go to a folder of their own."""
    settings.MEDIA_ROOT = tmp_path

    def make(count, *, confirmed=True):
        session = make_past_session()
        places = [make_place(session=session, name=f"Person {number}") for number in range(count)]
        for place in places:
            mark_attendance(place_id=place.pk, decision=Decision.FULL, by="user:1", reason="Seen there.")
        if confirmed:
            confirm_attendance(session_id=session.pk, by="user:1")
        return session

    return make


def pdfs(folder):
    return sorted(path.name for path in folder.rglob("*.pdf"))


def test_issuing_twice_makes_one_set(attended):
    sessions = [attended(4) for _ in range(5)]

    outcomes = [run_together(*[partial(issue_certificates, session_id=session.pk)] * 3) for session in sessions]

    assert [sorted(issued.made for issued in three) for three in outcomes] == [[0, 0, 4]] * 5
    assert (Certificate.objects.count(), Certificate.objects.values("place").distinct().count()) == (20, 20)


def test_drawing_twice_stores_one_file_and_tells_once(attended, tmp_path):
    issue_certificates(session_id=attended(3).pk)
    certificates = list(Certificate.objects.all())

    outcomes = [run_together(*[partial(make_pdf, certificate_id=each.pk)] * 4) for each in certificates]

    assert [sorted(four) for four in outcomes] == [[False, False, False, True]] * 3
    assert pdfs(tmp_path) == sorted(f"{each.number}-v1.pdf" for each in certificates)
    assert list(Certificate.objects.values_list("attempts", flat=True)) == [1, 1, 1]
    assert OutboxMessage.objects.filter(kind="certificate_ready").count() == 3


def test_stored_file_is_the_one_that_was_hashed(attended):
    issue_certificates(session_id=attended(1).pk)
    certificate = Certificate.objects.get()

    run_together(*[partial(make_pdf, certificate_id=certificate.pk)] * 2)

    certificate.refresh_from_db()
    assert hashlib.sha256(certificate.pdf.read()).hexdigest() == certificate.sha256
    certificate.pdf.close()


def test_two_sweeps_share_the_work(attended, tmp_path):
    issue_certificates(session_id=attended(4).pk)

    outcomes = run_together(make_left_behind, make_left_behind)

    assert kinds(outcomes) == {"int": 2}
    assert (len(pdfs(tmp_path)), Certificate.objects.ready().count()) == (4, 4)
    assert list(Certificate.objects.values_list("attempts", flat=True)) == [1] * 4


def test_late_mark_does_not_undo_a_confirmation(attended):
    """One organiser corrects a mark while another confirms: either order, never confirmed and then forgotten."""
    sessions = [attended(1, confirmed=False) for _ in range(FEW)]
    places = [session.places.get() for session in sessions]

    outcomes = [
        run_together(
            partial(mark_attendance, place_id=place.pk, decision=Decision.ABSENT, by="user:2", reason="Seen there."),
            partial(confirm_attendance, session_id=session.pk, by="user:1"),
        )
        for session, place in zip(sessions, places, strict=True)
    ]

    assert [confirmed for _, confirmed in outcomes] == [[place.pk] for place in places]
    assert Attendance.objects.filter(confirmed_at=None).count() == 0
