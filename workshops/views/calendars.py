"""Sessions for people's own calendars. Public: never with the joining link."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from workshops.calendar import session_calendar
from workshops.models import Session, Workshop
from workshops.queries import calendar_sessions


def all_sessions(request: HttpRequest) -> HttpResponse:
    """`/calendar.ics`: every session that is not over, to subscribe to."""
    return _file(calendar_sessions(), name="workshops")


def of_workshop(request: HttpRequest, slug: str) -> HttpResponse:
    """`/workshops/<slug>/calendar.ics`: its sessions that are not over."""
    workshop = get_object_or_404(Workshop.objects.published(), slug=slug)
    sessions = Session.objects.public().not_over().filter(workshop=workshop)
    return _file(sessions.with_details().order_by("starts_at", "pk"), name=workshop.slug)


def of_session(request: HttpRequest, pk: int) -> HttpResponse:
    """`/sessions/<id>/calendar.ics`: one session, over or not."""
    session = get_object_or_404(Session.objects.public().with_details(), pk=pk)
    return _file([session], name=f"{session.workshop.slug}-{session.pk}")


def _file(sessions: Iterable[Session], *, name: str) -> HttpResponse:
    return HttpResponse(
        session_calendar(sessions),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{name}.ics"'},
    )
