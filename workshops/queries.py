"""Look-ups of what is offered."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import Prefetch

from workshops.enums import SessionState
from workshops.models import Notice, Presenter, Provider, Session, TimetablePart, Workshop

# Entries on the home page, and past sessions named on a workshop's page.
PROGRAMME_LENGTH = 20
PAST_LENGTH = 6
NOTICES_LENGTH = 2


@dataclass(frozen=True)
class Month:
    """The sessions of one month, in their own time zones."""

    first_day: date
    sessions: list[Session]


@dataclass(frozen=True)
class SessionsOfWorkshop:
    """What a workshop's page lists; every session shares the one workshop object."""

    coming: list[Session] = field(default_factory=list)
    past: list[Session] = field(default_factory=list)


# What this request has looked up already; None outside requests, where every question is asked anew.
_known: ContextVar[dict[str, Provider] | None] = ContextVar("known provider", default=None)


def current_provider() -> Provider:
    """The provider of this installation; one with the default texts while none has been entered. Asked once a request."""
    known = _known.get()
    if known is None:
        return _stored_provider()
    return known.get("provider") or known.setdefault("provider", _stored_provider())


def _stored_provider() -> Provider:
    return Provider.objects.filter(pk=1).first() or Provider(pk=1)


@contextmanager
def provider_known_once() -> Iterator[None]:
    """Within the block the provider is looked up once."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def next_sessions() -> list[Session]:
    """The next sessions of all workshops, earliest first."""
    return list(Session.objects.coming().with_details().order_by("starts_at", "pk")[:PROGRAMME_LENGTH])


def current_notices() -> list[Notice]:
    """The notices that the home page shows."""
    return list(Notice.objects.current().order_by("position", "pk")[:NOTICES_LENGTH])


def by_month(sessions: Iterable[Session]) -> list[Month]:
    """Sessions in their order, divided where the month changes."""
    months = groupby(sessions, key=lambda session: session.local_start.date().replace(day=1))
    return [Month(first_day, list(group)) for first_day, group in months]


def sessions_of(workshop: Workshop, *, drafts: bool = False) -> SessionsOfWorkshop:
    """Coming sessions, cancelled ones included, and the last few that took place. Three queries."""
    found = Session.objects.filter(workshop=workshop).prefetch_related(
        "ticket_types", Prefetch("parts", TimetablePart.objects.select_related("presenter"))
    )
    if not drafts:
        found = found.exclude(state=SessionState.DRAFT)
    sessions = list(found.order_by("starts_at", "pk"))
    for session in sessions:
        session.workshop = workshop
    past = [session for session in sessions if session.is_past and session.state == SessionState.SCHEDULED]
    return SessionsOfWorkshop(
        coming=[session for session in sessions if not session.is_past], past=past[::-1][:PAST_LENGTH]
    )


def calendar_sessions() -> list[Session]:
    """Sessions that are not over, cancelled ones included, so that calendars hear of it."""
    return list(Session.objects.public().not_over().with_details().order_by("starts_at", "pk"))


def public_presenters() -> list[Presenter]:
    """Presenters who lead something that is published, by name."""
    return list(Presenter.objects.filter(workshops__in=Workshop.objects.published()).distinct().order_by("name", "pk"))
