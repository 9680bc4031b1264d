"""Certificates that no longer stand, and those that stand again. The PDF and its page stay, marked."""

from django.db import transaction

from attendees.models import Attendance
from certificates.emails import queue_certificate_ready
from certificates.enums import CertificateState
from certificates.models import Certificate
from workshops.foundation.errors import DomainError
from workshops.models import Session
from workshops.services.transitions import transition


class RevocationRefusedError(DomainError):
    """A reason is missing, or another certificate stands in the way."""


def revoke_certificate(*, certificate_id: int, by: str, reason: str) -> Certificate:
    """Mark a certificate as revoked; its public page says so from then on. Locks the session, then the certificate.

    Raises RevocationRefusedError without a reason, MoveRefusedError for one that is not issued.
    """
    if not reason.strip():
        raise RevocationRefusedError("Give the reason: whoever checks the certificate may ask for it.")
    with transaction.atomic():
        certificate = _lock(certificate_id)
        transition(certificate, to=CertificateState.REVOKED, by=by, reason=reason.strip())
    return certificate


def restore_certificate(*, certificate_id: int, by: str, reason: str = "") -> Certificate:
    """Let a revoked certificate stand again. Locks the session, then the certificate.

    Tells the attendee when the PDF was made while nobody was to be told; a message already written is not repeated.
    Raises RevocationRefusedError when its place has another valid one by now, or its attendance does not bear it out any
    more, MoveRefusedError for one that was not revoked.
    """
    with transaction.atomic():
        certificate = _lock(certificate_id)
        other = Certificate.objects.valid().filter(place_id=certificate.place_id).exclude(pk=certificate.pk).first()
        if other:
            raise RevocationRefusedError(f"This place has a valid certificate by now, {other}. Revoke that one first.")
        _refuse_unearned(certificate)
        transition(certificate, to=CertificateState.ISSUED, by=by, reason=reason.strip())
        if certificate.rendered_at:
            queue_certificate_ready(certificate)
    return certificate


def _refuse_unearned(certificate: Certificate) -> None:
    attendance = Attendance.objects.filter(place_id=certificate.place_id).exclude(confirmed_at=None).first()
    if attendance is None or attendance.minutes != certificate.snapshot["minutes"]:
        raise RevocationRefusedError(
            "The attendance was reopened, or says other minutes. Confirm it on the roster: that brings the certificate."
        )


def _lock(certificate_id: int) -> Certificate:
    """The certificate anew; issuing locks the session first, so we do too."""
    session = Certificate.objects.values_list("place__session_id", flat=True).get(pk=certificate_id)
    Session.objects.select_for_update().get(pk=session)
    return Certificate.objects.select_for_update(of=("self",)).get(pk=certificate_id)
