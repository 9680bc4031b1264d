"""From the frozen snapshot to the stored PDF, and the message that tells of it. Runs in a worker."""

import hashlib
import logging
from datetime import datetime

from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from certificates.emails import queue_certificate_ready
from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.rendering.check import check_certificate
from certificates.rendering.content import CertificateContent
from certificates.rendering.drawing import render_certificate
from workshops.foundation.budget import SWEEP_SECONDS, within

logger = logging.getLogger(__name__)
BATCH = 200


def make_pdf(*, certificate_id: int) -> bool:
    """Draw, check and store the PDF of one certificate; False when it is made already or in another worker's hands.

    Claims the row by one conditional UPDATE; a worker that dies leaves a claim that lapses. The file, its hash and
    the message to the attendee become visible in one transaction; for a revoked certificate there is no message. A
    file that fails its checks is not stored and nobody is told: the error stands in the row for organisers.
    """
    now = timezone.now()
    free = Certificate.objects.unrendered(now).filter(pk=certificate_id)
    if not free.update(claimed_at=now, attempts=F("attempts") + 1):
        return False
    certificate = Certificate.objects.get(pk=certificate_id)
    content = CertificateContent.from_dict(certificate.snapshot)
    try:
        pdf = render_certificate(content)
        problems = check_certificate(pdf, content)
    except Exception as error:
        _fail(certificate_id, repr(error))
        raise
    if problems:
        _fail(certificate_id, "; ".join(problems))
        return False
    return _store(certificate, pdf, now)


def _fail(certificate_id: int, error: str) -> None:
    logger.error("Certificate %s was not made: %s", certificate_id, error)
    Certificate.objects.filter(pk=certificate_id).update(error=error[:500])


def _store(certificate: Certificate, pdf: bytes, claimed_at: datetime) -> bool:
    name = certificate.pdf.field.generate_filename(certificate, f"{certificate.number}-v{certificate.version}.pdf")
    stored = certificate.pdf.storage.save(name, ContentFile(pdf))
    with transaction.atomic():
        mine = Certificate.objects.filter(pk=certificate.pk, rendered_at=None, claimed_at=claimed_at)
        changes = {"pdf": stored, "sha256": hashlib.sha256(pdf).hexdigest(), "rendered_at": timezone.now(), "error": ""}
        if mine.update(**changes):
            # That write locked the row: whether it is revoked cannot change before this commits.
            _announce(Certificate.objects.select_related("place__booking").get(pk=certificate.pk))
            return True
    certificate.pdf.storage.delete(stored)
    return False


def _announce(certificate: Certificate) -> None:
    """A certificate revoked before it was drawn is announced by `restore_certificate`, if ever."""
    if certificate.state == CertificateState.ISSUED:
        queue_certificate_ready(certificate)


def make_left_behind(*, seconds: float = SWEEP_SECONDS) -> int:
    """Make the PDFs that no worker took up; how many were looked at. Begins none after `seconds`."""
    looked_at = 0
    keys = list(Certificate.objects.unrendered(timezone.now()).values_list("pk", flat=True)[:BATCH])
    for key in within(seconds, keys):
        _try_to_make(key)
        looked_at += 1
    return looked_at


def _try_to_make(key: int) -> None:
    """One that cannot be made does not hold up the others; the end of the task's time does."""
    try:
        make_pdf(certificate_id=key)
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        logger.exception("Certificate %s could not be made", key)
