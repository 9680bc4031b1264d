"""Certificates that were revoked because their attendance was reopened, once it is confirmed again."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from attendees.models import Attendance, Place
from certificates.emails import queue_certificate_ready
from certificates.enums import CertificateState
from certificates.models import Certificate
from workshops.models import StateChange
from workshops.services.transitions import transition

AS_IT_WAS = "The attendance was confirmed again, as it was."


@dataclass(frozen=True, kw_only=True)
class Latest:
    """The certificate of a place that stands, else the newest one that was revoked, with what it says and since when."""

    pk: int
    number: str
    version: int
    state: str
    name: str
    minutes: int
    revoked_at: datetime | None = None

    def rests_on_the_former(self, attendance: Attendance) -> bool:
        """Whether the attendance was confirmed anew after this was revoked. Otherwise somebody meant to revoke it."""
        return bool(self.revoked_at and attendance.confirmed_at and attendance.confirmed_at > self.revoked_at)

    def says_what_is_true(self, place: Place) -> bool:
        return (self.name, self.minutes) == (place.attendee_name, place.attendance.minutes)


def latest_of(places: Collection[Place]) -> dict[int, Latest]:
    """By place; without the pictures that snapshots hold. One query, and one more where any is revoked."""
    rows = Certificate.objects.standing().filter(place__in=places).order_by("pk")
    names = ("place_id", "pk", "number", "version", "state", "snapshot__name", "snapshot__minutes")
    found: dict[int, Latest] = {}
    for place_id, *words in rows.values_list(*names):
        latest = Latest(**dict(zip(Latest.__dataclass_fields__, words, strict=False)))
        if place_id not in found or found[place_id].state != CertificateState.ISSUED:
            found[place_id] = latest
    revoked = _revoked_at([each.pk for each in found.values() if each.state == CertificateState.REVOKED])
    return {place_id: replace(each, revoked_at=revoked.get(each.pk)) for place_id, each in found.items()}


def _revoked_at(ids: Collection[int]) -> dict[int, datetime]:
    """When each was revoked for the last time; it may have stood again in between."""
    if not ids:
        return {}
    moves = StateChange.objects.filter(
        subject=Certificate._meta.label_lower, subject_id__in=ids, to_state=CertificateState.REVOKED
    )
    return dict(moves.order_by("pk").values_list("subject_id", "created_at"))


def restore_all(ids: Iterable[int], *, by: str) -> None:
    """Let these stand again. Locks them; the caller holds their session's lock. Whoever was told already is not told again."""
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("place__booking")
    for certificate in rows.filter(pk__in=list(ids)).order_by("pk"):
        transition(certificate, to=CertificateState.ISSUED, by=by, reason=AS_IT_WAS)
        if certificate.rendered_at:
            queue_certificate_ready(certificate)
