"""Certificates that were revoked because their attendance was reopened, once it is confirmed again."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from attendees.models import Attendance, Place
from certificates.emails import queue_certificate_ready
from certificates.enums import CertificateState
from certificates.models import Certificate
from workshops.services.transitions import transition

AS_IT_WAS = "The attendance was confirmed again, as it was."


@dataclass(frozen=True, kw_only=True)
class Latest:
    """The certificate of a place that stands, else the newest one that was revoked, with what it says."""

    pk: int
    number: str
    version: int
    state: str
    issued_at: datetime
    name: str
    minutes: int

    def rests_on_the_former(self, attendance: Attendance) -> bool:
        """Whether the attendance was confirmed anew after this was issued. Otherwise somebody meant to revoke it."""
        revoked = self.state == CertificateState.REVOKED
        return bool(revoked and attendance.confirmed_at and attendance.confirmed_at > self.issued_at)

    def says_what_is_true(self, place: Place) -> bool:
        return (self.name, self.minutes) == (place.attendee_name, place.attendance.minutes)


def latest_of(places: Collection[Place]) -> dict[int, Latest]:
    """By place; in one query, without the pictures that snapshots hold."""
    rows = Certificate.objects.standing().filter(place__in=places).order_by("pk")
    names = ("place_id", "pk", "number", "version", "state", "issued_at", "snapshot__name", "snapshot__minutes")
    found: dict[int, Latest] = {}
    for place_id, *words in rows.values_list(*names):
        latest = Latest(**dict(zip(Latest.__dataclass_fields__, words, strict=True)))
        if place_id not in found or found[place_id].state != CertificateState.ISSUED:
            found[place_id] = latest
    return found


def restore_all(ids: Iterable[int], *, by: str) -> None:
    """Let these stand again. Locks them; the caller holds their session's lock. Whoever was told already is not told again."""
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("place__booking")
    for certificate in rows.filter(pk__in=list(ids)).order_by("pk"):
        transition(certificate, to=CertificateState.ISSUED, by=by, reason=AS_IT_WAS)
        if certificate.rendered_at:
            queue_certificate_ready(certificate)
