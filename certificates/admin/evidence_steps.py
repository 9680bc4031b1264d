"""Reopening an attendance and removing a stay, each on a page of its own that says what will happen."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from attendees.attendance_words import standing_of
from attendees.models import Place, Stay
from attendees.services.stays_by_hand import BY_HAND, remove_stay, stay_told
from certificates.admin.evidence import place_of
from certificates.models import Certificate
from certificates.services.reopening import Reopened, reopen_attendance
from workshops.admin.actions import Step
from workshops.admin.base import actor
from workshops.models import Session

CONSEQUENCES = (
    "Certificate {} is revoked at once, with your reason: whoever checks its number is told that it does not hold any more.",
    "It can no longer be downloaded. The attendee is not told by email now.",
    "Confirm the attendance again as it was, and {0} stands again. Confirm it with other minutes, and a new version follows.",
    "The new version has a number of its own, says that it replaces {0}, and goes to the attendee by email.",
    "Confirm an absence, and {0} stays revoked.",
)


@dataclass(frozen=True, kw_only=True)
class PlaceStep(Step):
    """A step that leads back to the evidence page of its place."""

    place: Place

    @property
    def back(self) -> str:
        return reverse("admin:workshops_session_evidence", args=[self.place.session_id, self.place.pk])


def reopen_page(admin: ModelAdmin, request: HttpRequest, session: Session, place_id: int) -> HttpResponse:
    """Asks why, and says before what becomes of the certificate, for whoever may revoke it. 404 for attendance that is open."""
    place = place_of(session, place_id)
    attendance = getattr(place, "attendance", None)
    if attendance is None or attendance.confirmed_at is None:
        raise Http404
    certificate = Certificate.objects.valid().filter(place=place).first()
    if certificate and not request.user.has_perm("certificates.change_certificate"):
        raise PermissionDenied
    return PlaceStep(
        admin=admin,
        row=place,
        place=place,
        title=f"Reopen the attendance of {place}",
        facts=[f"Confirmed: {standing_of(attendance)}.", *consequences(certificate)],
        button=f"Reopen, and revoke {certificate}" if certificate else "Reopen the attendance",
        act=lambda reason: reopen_attendance(place_id=place.pk, reason=reason, by=actor(request)),
        tell=_tell,
        asks_reason=True,
        is_grave=certificate is not None,
    ).answer(request)


def consequences(certificate: Certificate | None) -> list[str]:
    """What reopening does to a certificate, and what confirming again will do."""
    if certificate is None:
        return ["No valid certificate rests on it. It can be marked again, and counts once it is confirmed again."]
    return [line.format(certificate) for line in CONSEQUENCES]


def _tell(request: HttpRequest, done: Reopened) -> None:
    revoked = f" Certificate {done.revoked} is revoked." if done.revoked else ""
    messages.success(request, f"The attendance of {done.attendance.place} is open again.{revoked}")


def remove_stay_page(
    admin: ModelAdmin, request: HttpRequest, session: Session, place_id: int, stay_id: int
) -> HttpResponse:
    """Asks why. 404 for a stay that was not recorded by hand."""
    place = place_of(session, place_id)
    stay = Stay.objects.filter(place=place, pk=stay_id, source__in=BY_HAND).first()
    if stay is None:
        raise Http404
    return PlaceStep(
        admin=admin,
        row=place,
        place=place,
        title=f"Remove a stay of {place}",
        facts=[
            f"{stay_told(stay, session)}{f': {stay.note}' if stay.note else ''}",
            "It no longer counts, and what is proposed is worked out anew. The history keeps what it said.",
        ],
        button="Remove the stay",
        act=lambda reason: remove_stay(stay_id=stay.pk, reason=reason, by=actor(request)),
        done="The stay is removed",
        asks_reason=True,
        is_grave=True,
    ).answer(request)
