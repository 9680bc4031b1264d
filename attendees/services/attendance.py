"""Who attended: marked for each place, then confirmed. Confirmed attendance is what certificates rest on."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from attendees.enums import Decision, PlaceState
from attendees.errors import AttendanceRefusedError
from attendees.models import Attendance, Place
from attendees.services.attendance_record import CONFIRMED, note_attendance, refuse_confirmed
from attendees.session_evidence import counting_of
from workshops.enums import SessionState
from workshops.models import Session

NO_EVIDENCE = "Say why: no evidence shows whether {} was there, so the reason is all there is."
DEPARTS = "Say why: the evidence proposes something else for {}."
UNSETTLED = "Say why: the evidence leaves it open how long {} was there."


def mark_attendance(
    *, place_id: int, decision: Decision, by: str, minutes: int | None = None, reason: str = ""
) -> Attendance:
    """Write down what an organiser saw for one place. `minutes` is CPD minutes, for attendance in part only.

    The same as is proposed already changes nothing. Anything else needs a reason, but for a doubt ("to review").
    Locks the session. Raises AttendanceRefusedError without that reason, for a place that is not confirmed, before the
    session begins, for minutes that do not fit, and once the attendance has been confirmed.
    """
    with transaction.atomic():
        place = _lock_place(place_id)
        _refuse_unfit(place)
        before = refuse_confirmed(place)
        if before and _is_as_proposed(before, decision, minutes):
            return before
        counting = counting_of(place.session)
        marked = Attendance(
            pk=before.pk if before else None,
            place=place,
            decision=decision,
            minutes=_minutes(place.session, decision, minutes),
            participatory_minutes=counting.participatory_minutes if decision == Decision.FULL else None,
            skills_minutes=counting.skills_minutes if decision == Decision.FULL else None,
            evidence=before.evidence if before else "",
            decided_by=by,
            decided_at=timezone.now(),
            reason=_reason(place, before, decision, reason.strip()),
        )
        marked.save()
        note_attendance(place_ids=[place_id], came_from=before, became=decision, by=by, reason=marked.reason)
    return marked


def _lock_place(place_id: int) -> Place:
    """The place anew, with its session locked as confirming locks it: a late mark must not undo a confirmation."""
    session_id = Place.objects.values_list("session_id", flat=True).get(pk=place_id)
    Session.objects.select_for_update().get(pk=session_id)
    rows = Place.objects.select_related("session__workshop", "attendance").prefetch_related("session__parts")
    return rows.get(pk=place_id)


def _refuse_unfit(place: Place) -> None:
    if place.state != PlaceState.CONFIRMED:
        raise AttendanceRefusedError(f"The place of {place} is not confirmed, so nobody can have attended on it.")
    if place.session.starts_at > timezone.now():
        raise AttendanceRefusedError("The session has not begun. Mark attendance once it has.")


def _is_as_proposed(attendance: Attendance, decision: Decision, minutes: int | None) -> bool:
    is_same = attendance.decision == decision and (decision != Decision.PART or attendance.minutes == minutes)
    return attendance.is_proposed and is_same


def _reason(place: Place, before: Attendance | None, decision: Decision, reason: str) -> str:
    if not reason and decision != Decision.REVIEW:
        raise AttendanceRefusedError(_why_a_reason(before).format(place))
    return reason


def _why_a_reason(before: Attendance | None) -> str:
    if before is None or not before.evidence:
        return NO_EVIDENCE
    return UNSETTLED if before.decision == Decision.REVIEW else DEPARTS


def _minutes(session: Session, decision: Decision, stated: int | None) -> int | None:
    """Minutes that a decision stands for; unknown stays unknown."""
    if decision not in {Decision.FULL, Decision.PART}:
        return None
    scheduled = session.teaching_minutes
    if not scheduled:
        raise AttendanceRefusedError(
            "This session states no CPD minutes. Enter them on the session or its workshop first."
        )
    if decision == Decision.FULL:
        return scheduled
    if not stated or not 0 < stated < scheduled:
        raise AttendanceRefusedError(
            f"For attendance in part, give the minutes: more than 0 and fewer than {scheduled}."
        )
    return stated


def confirm_attendance(*, session_id: int, by: str, place_ids: Collection[int] | None = None) -> list[int]:
    """Confirm what was marked for a session, or for some of its places; the ids of the places newly confirmed.

    Places to review, unmarked or confirmed earlier are left alone. Locks the session. Raises AttendanceRefusedError
    for a session that is cancelled or not over.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update().get(pk=session_id)
        _refuse_unfinished(session)
        marked = Attendance.objects.filter(place__session=session, place__state=PlaceState.CONFIRMED, confirmed_at=None)
        marked = marked.exclude(decision=Decision.REVIEW)
        if place_ids is not None:
            marked = marked.filter(place_id__in=place_ids)
        return _confirm(list(marked.values_list("place_id", flat=True)), timezone.now(), by)


def _confirm(places: list[int], now: datetime, by: str) -> list[int]:
    Attendance.objects.filter(place_id__in=places).update(confirmed_at=now, decided_by=by)
    note_attendance(place_ids=places, became=CONFIRMED, by=by)
    return places


def _refuse_unfinished(session: Session) -> None:
    if session.state != SessionState.SCHEDULED:
        raise AttendanceRefusedError("Only a session that was held has attendance.")
    if session.ends_at > timezone.now():
        ends = f"{session.local_end:%H:%M on %d %B %Y}"
        raise AttendanceRefusedError(f"The session lasts until {ends}. Confirm attendance after that.")
