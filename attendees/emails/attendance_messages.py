"""One function for each message about the record of someone's attendance. Each may be called again: the outbox keeps one."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from attendees.attendance_words import standing_of, why_of
from attendees.emails.compose import queue_email
from attendees.models import AttendanceQuery
from attendees.place_links import place_link
from workshops.queries import current_provider


def queue_attendance_queried(query: AttendanceQuery) -> None:
    """Tell the provider that someone disputes their record; nobody, while the provider has no address."""
    address = current_provider().email
    if address:
        page = reverse("admin:attendees_attendancequery_change", args=[query.pk])
        queue_email(kind="attendance_queried", key=str(query.pk), to=address, context=_about(query, page))


def queue_attendance_answered(query: AttendanceQuery) -> None:
    """The organisers' answer to whoever sits on the place, with what is recorded now."""
    if query.place.attendee_email:
        context = _about(query, place_link(query.place))
        queue_email(kind="attendance_answered", key=str(query.pk), to=query.place.attendee_email, context=context)


def _about(query: AttendanceQuery, path: str) -> dict[str, Any]:
    attendance = getattr(query.place, "attendance", None)
    return {
        "query": query,
        "place": query.place,
        "session": query.place.session,
        "workshop": query.place.session.workshop,
        "recorded": standing_of(attendance) if attendance else "Nothing",
        "why": why_of(attendance) if attendance else "",
        "link": settings.SITE_URL + path,
    }
