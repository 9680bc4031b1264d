"""Attendance that was confirmed and is decided once more. What that does to a certificate is said before, and done with it."""

from dataclasses import dataclass

from django.db import transaction

from attendees.errors import AttendanceRefusedError
from attendees.models import Attendance, Place
from attendees.services.attendance_record import REOPENED, note_attendance
from certificates.enums import CertificateState
from certificates.models import Certificate
from workshops.models import Session
from workshops.services.transitions import transition


@dataclass(frozen=True, kw_only=True)
class Reopened:
    """The attendance, which no longer counts, and the certificate that was revoked with it."""

    attendance: Attendance
    revoked: Certificate | None


def reopen_attendance(*, place_id: int, reason: str, by: str) -> Reopened:
    """Let a confirmed attendance be decided again, and revoke the certificate that rests on it.

    Nobody is told by email: the next certificate tells. `issue_certificates` lets the revoked one stand again or makes a
    new version, once the attendance is confirmed again. Locks the session, then attendance and certificate.
    Raises AttendanceRefusedError without a reason, and for attendance that is not confirmed.
    """
    if not reason.strip():
        raise AttendanceRefusedError("Say why it is decided again: the certificate is revoked with these words.")
    with transaction.atomic():
        attendance = _lock(place_id)
        certificate = Certificate.objects.valid().select_for_update(of=("self",)).filter(place_id=place_id).first()
        if certificate:
            transition(certificate, to=CertificateState.REVOKED, by=by, reason=reason.strip())
        attendance.confirmed_at = None
        attendance.save(update_fields=["confirmed_at"])
        note_attendance(place_ids=[place_id], came_from=attendance, became=REOPENED, by=by, reason=reason.strip())
    return Reopened(attendance=attendance, revoked=certificate)


def _lock(place_id: int) -> Attendance:
    """The attendance anew, with its session locked as issuing locks it."""
    session_id = Place.objects.values_list("session_id", flat=True).get(pk=place_id)
    Session.objects.select_for_update().get(pk=session_id)
    rows = Attendance.objects.select_for_update(of=("self",)).select_related("place")
    attendance = rows.filter(place_id=place_id).exclude(confirmed_at=None).first()
    if attendance is None:
        place = Place.objects.get(pk=place_id)
        raise AttendanceRefusedError(f"The attendance of {place} is not confirmed, so it is open already.")
    return attendance
