"""From the snapshot to the stored PDF."""

import hashlib
import io
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.storage import InMemoryStorage
from django.utils import timezone
from pypdf import PdfReader

from attendees.enums import Decision
from attendees.models import OutboxMessage
from attendees.services.attendance import mark_attendance
from certificates.models import Certificate
from certificates.services.issuing import confirm_and_issue
from certificates.services.rendering import make_left_behind, make_pdf
from certificates.services.revoking import restore_certificate, revoke_certificate
from tests.factories import make_past_session, make_place, make_workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    session = make_past_session(workshop=make_workshop(title="Endings: the last six sessions"))
    place = make_place(session=session, name="Nguyễn Thị Hồng", email="hong@example.org")
    mark_attendance(place_id=place.pk, decision=Decision.FULL, by="user:1", reason="Seen there.")
    confirm_and_issue(session_id=session.pk, by="user:1")
    return Certificate.objects.get()


def stored(certificate):
    certificate.refresh_from_db()
    with certificate.pdf.open("rb") as file:
        return file.read()


def test_pdf_is_stored_with_its_hash(certificate):
    assert make_pdf(certificate_id=certificate.pk) is True

    pdf = stored(certificate)
    assert certificate.sha256 == hashlib.sha256(pdf).hexdigest()
    assert certificate.rendered_at is not None


def test_pdf_says_what_the_snapshot_says(certificate):
    make_pdf(certificate_id=certificate.pk)

    reader = PdfReader(io.BytesIO(stored(certificate)))
    text = " ".join(reader.pages[0].extract_text().split())
    for words in ("Nguyễn Thị Hồng", "Endings: the last six sessions", "5½ hours", "(5 h 30 min)", certificate.number):
        assert words in text


def test_attendee_is_told_once(certificate):
    make_pdf(certificate_id=certificate.pk)
    make_pdf(certificate_id=certificate.pk)

    message = OutboxMessage.objects.get(kind="certificate_ready")
    assert message.to == "hong@example.org"
    assert certificate.number in message.text


def test_made_certificate_is_not_made_again(certificate):
    make_pdf(certificate_id=certificate.pk)
    before = stored(certificate)

    assert make_pdf(certificate_id=certificate.pk) is False
    assert stored(certificate) == before


def test_certificate_in_another_workers_hands_is_left_alone(certificate):
    Certificate.objects.update(claimed_at=timezone.now())

    assert make_pdf(certificate_id=certificate.pk) is False


def test_certificate_of_a_dead_worker_is_made_by_the_sweep(certificate):
    Certificate.objects.update(claimed_at=timezone.now() - timedelta(minutes=10), attempts=1)

    assert make_left_behind() == 1

    certificate.refresh_from_db()
    assert (certificate.attempts, bool(certificate.rendered_at)) == (2, True)
    assert OutboxMessage.objects.filter(kind="certificate_ready").count() == 1


def test_sweep_stops_when_its_time_is_up_and_leaves_the_rest(certificate):
    assert [make_left_behind(seconds=0), make_left_behind()] == [0, 1]


class TimeIsUp(InMemoryStorage):
    """Where Celery ends a task while it writes its file."""

    def _save(self, name, content):
        raise SoftTimeLimitExceeded


def test_sweep_ends_when_celery_says_so(certificate, settings):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.TimeIsUp"}}

    with pytest.raises(SoftTimeLimitExceeded):
        make_left_behind()


class DiskIsFull(InMemoryStorage):
    """Where no file can be written."""

    def _save(self, name, content):
        raise OSError("No space left on device")


def test_sweep_goes_on_after_a_certificate_that_cannot_be_stored(certificate, settings):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.DiskIsFull"}}

    assert make_left_behind() == 1

    certificate.refresh_from_db()
    assert certificate.rendered_at is None


def test_failed_check_stores_nothing_and_mails_nobody(certificate):
    """No bundled face has Egyptian hieroglyphs: an empty box must not go out."""
    Certificate.objects.update(snapshot=certificate.snapshot | {"name": "\U00013000\U00013001"})

    assert make_pdf(certificate_id=certificate.pk) is False

    certificate.refresh_from_db()
    assert (bool(certificate.pdf), certificate.rendered_at, bool(certificate.error)) == (False, None, True)
    assert not OutboxMessage.objects.filter(kind="certificate_ready").exists()


def announced():
    return OutboxMessage.objects.filter(kind="certificate_ready").count()


def test_certificate_revoked_before_it_is_drawn_is_announced_to_nobody(certificate):
    revoke_certificate(certificate_id=certificate.pk, by="user:1", reason="Mistake")

    assert make_pdf(certificate_id=certificate.pk) is True

    assert announced() == 0


def test_restoring_a_certificate_announces_what_never_was(certificate):
    revoke_certificate(certificate_id=certificate.pk, by="user:1", reason="Mistake")
    make_pdf(certificate_id=certificate.pk)

    restore_certificate(certificate_id=certificate.pk, by="user:1")

    assert announced() == 1


def test_restoring_a_certificate_announces_nothing_twice(certificate):
    make_pdf(certificate_id=certificate.pk)
    revoke_certificate(certificate_id=certificate.pk, by="user:1", reason="Mistake")

    restore_certificate(certificate_id=certificate.pk, by="user:1")

    assert announced() == 1


def test_restoring_a_certificate_without_its_pdf_leaves_telling_to_the_worker(certificate):
    revoke_certificate(certificate_id=certificate.pk, by="user:1", reason="Mistake")

    restore_certificate(certificate_id=certificate.pk, by="user:1")

    before = announced()
    make_pdf(certificate_id=certificate.pk)
    assert (before, announced()) == (0, 1)
