"""Someone says that their attendance is recorded wrongly, and is answered. What is recorded is changed apart from that."""

from django.db import transaction
from django.utils import timezone

from attendees.attendance_words import is_over
from attendees.emails.attendance_messages import queue_attendance_answered, queue_attendance_queried
from attendees.enums import QueryState
from attendees.errors import AttendanceRefusedError
from attendees.models import AttendanceQuery, Place
from attendees.services.locking import lock_sessions
from workshops.services.transitions import transition

ASKED = "You have told us already, and we have not answered yet. Once we have, you can write again."
TOO_EARLY = "Nothing is recorded yet. Once it is, you can say here that it is wrong."


def query_attendance(*, place_id: int, text: str) -> AttendanceQuery:
    """Keep what someone says against the record of their attendance, and tell the provider. Locks the session.

    Raises AttendanceRefusedError while nothing is recorded, without a text, and while another query of the place is open.
    """
    session_id = Place.objects.values_list("session_id", flat=True).get(pk=place_id)
    with transaction.atomic():
        lock_sessions([session_id])
        place = Place.objects.select_related("session__workshop", "attendance", "booking").get(pk=place_id)
        refusal = query_refusal(place)
        if refusal or not text.strip():
            raise AttendanceRefusedError(refusal or "Say in a sentence or two what is wrong.")
        query = AttendanceQuery.objects.create(place=place, text=text.strip())
        queue_attendance_queried(query)
    return query


def query_refusal(place: Place) -> str:
    """Why nothing can be said against the record now; empty where it can."""
    if not is_over(place) or getattr(place, "attendance", None) is None:
        return TOO_EARLY
    return ASKED if place.attendance_queries.filter(state=QueryState.OPEN).exists() else ""


def answer_query(*, query_id: int, answer: str, by: str) -> AttendanceQuery:
    """Answer the person in a sentence, by email and on their page. Changes nothing about the record. Locks the query.

    Raises AttendanceRefusedError without an answer, MoveRefusedError for a query that was answered already.
    """
    if not answer.strip():
        raise AttendanceRefusedError("Write the answer: it is all that the person hears.")
    with transaction.atomic():
        rows = AttendanceQuery.objects.select_for_update(of=("self",))
        query = rows.select_related("place__session__workshop", "place__attendance", "place__booking").get(pk=query_id)
        query.answer, query.answered_at = answer.strip()[:300], timezone.now()
        transition(query, to=QueryState.ANSWERED, by=by, save=("answer", "answered_at"))
        queue_attendance_answered(query)
    return query
