"""Attendance as the evidence has it: proposed for many places at once, and never over what a person decided."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from attendees.enums import FileState, StaySource
from attendees.errors import AttendanceRefusedError
from attendees.models import Attendance, AttendanceFile, Place, Stay
from attendees.services.attendance_record import note_attendance, refuse_confirmed
from attendees.services.locking import lock_sessions
from attendees.session_evidence import Finding, counting_of, finding_for
from workshops.enums import SessionState
from workshops.models import Session

NO_REPORT = "named in no report"
NO_SCAN = "not scanned at the door"
USED = "As the evidence proposes."
WRITTEN = (
    "decision",
    "minutes",
    "participatory_minutes",
    "skills_minutes",
    "evidence",
    "is_proposed",
    "decided_by",
    "decided_at",
    "reason",
)


def propose_attendance(*, session_id: int, by: str) -> int:
    """Propose attendance for the confirmed places of a session from their stays; the number of places proposed.

    What is confirmed or was marked by a person stays as it is. A named place that nothing shows is proposed absent once
    a report was applied or somebody was scanned; while neither has happened nothing is known of it, and a proposal
    whose evidence is gone is withdrawn. Proposes nothing for a session that is not held or has not begun. Locks the
    session; may be called by whoever holds that lock. The same queries however many places there are.
    """
    with transaction.atomic():
        session = lock_sessions([session_id])[session_id]
        if session.state != SessionState.SCHEDULED or session.starts_at > timezone.now():
            return 0
        return _propose(session, _undecided(session_id), by)


def propose_for_place(*, place_id: int, by: str) -> bool:
    """The same for one place, after its stays changed; whether anything is proposed now. Call it under the session's lock."""
    session = Session.objects.select_related("workshop").get(places=place_id)
    if session.state != SessionState.SCHEDULED or session.starts_at > timezone.now():
        return False
    return bool(_propose(session, _undecided(session.pk).filter(pk=place_id), by))


def use_proposal(*, place_id: int, by: str) -> Attendance:
    """Put what the evidence proposes in the place of what a person marked. Locks the session; the mark is audited.

    Raises AttendanceRefusedError once the attendance is confirmed, and where there is no evidence to propose from.
    """
    session_id = Place.objects.values_list("session_id", flat=True).get(pk=place_id)
    with transaction.atomic():
        session = lock_sessions([session_id])[session_id]
        place = Place.objects.select_related("attendance").get(pk=place_id)
        marked = refuse_confirmed(place)
        if marked and not marked.is_proposed:
            Attendance.objects.filter(pk=marked.pk).update(is_proposed=True, reason="")
        if not _propose(session, _undecided(session_id).filter(pk=place_id), by):
            raise AttendanceRefusedError(f"There is no evidence to propose the attendance of {place} from.")
        attendance = Attendance.objects.get(place_id=place_id)
        note_attendance(place_ids=[place_id], came_from=marked, became=attendance.decision, by=by, reason=USED)
    return attendance


def _undecided(session_id: int) -> QuerySet[Place]:
    """Confirmed places whose attendance nobody has decided."""
    proposed = Q(attendance__is_proposed=True, attendance__confirmed_at=None)
    return Place.objects.confirmed().filter(Q(attendance=None) | proposed, session_id=session_id)


def _propose(session: Session, places: QuerySet[Place], by: str) -> int:
    prefetch_related_objects([session], "parts")
    counting, absence = counting_of(session), _absence(session)
    named = dict(places.order_by("pk").values_list("pk", "attendee_name"))
    stays = _stays(places)
    found = {
        pk: finding
        for pk, name in named.items()
        if (finding := finding_for(counting, stays.get(pk, ()), absence=absence if name else ""))
    }
    _withdraw(places, found.keys())
    _write(found, by)
    return len(found)


def _absence(session: Session) -> str:
    """What it means that nothing shows someone: nothing, until evidence of the session has arrived."""
    reports = AttendanceFile.objects.filter(session=session, state=FileState.APPLIED).exists()
    scans = Stay.objects.filter(place__session=session, source=StaySource.SCAN).exists()
    return " and ".join([*([NO_REPORT] if reports else []), *([NO_SCAN] if scans else [])])


def _stays(places: QuerySet[Place]) -> dict[int, list[Stay]]:
    found: dict[int, list[Stay]] = defaultdict(list)
    for stay in Stay.objects.filter(place__in=places).order_by("place_id", "starts_at", "pk"):
        found[stay.place_id].append(stay)
    return found


def _withdraw(places: QuerySet[Place], kept: Collection[int]) -> None:
    """Take back proposals that no evidence stands behind any more."""
    proposed = Attendance.objects.filter(place__in=places, is_proposed=True)
    gone = [pk for pk, place in proposed.values_list("pk", "place_id") if place not in kept]
    if gone:
        Attendance.objects.filter(pk__in=gone).delete()


def _write(found: dict[int, Finding], by: str) -> None:
    now = timezone.now()
    rows: Iterable[Attendance] = (
        Attendance(
            place_id=pk,
            decision=finding.decision,
            minutes=finding.minutes,
            participatory_minutes=finding.participatory_minutes,
            skills_minutes=finding.skills_minutes,
            evidence=finding.sentence,
            is_proposed=True,
            decided_by=by,
            decided_at=now,
        )
        for pk, finding in found.items()
    )
    Attendance.objects.bulk_create(rows, update_conflicts=True, unique_fields=["place"], update_fields=WRITTEN)
