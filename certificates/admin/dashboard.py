"""The organisers' first page: what needs attention today."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone

from attendees.admin.filters import NEEDS_SOMEONE
from attendees.enums import PlaceState
from attendees.models import OutboxMessage, Place
from attendees.payments.gateway import is_set_up
from certificates.models import Certificate
from workshops.enums import SessionState
from workshops.models import PageImport, Session

SHOWN = 8


def fill_dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Each part only for those who may see its rows."""
    may = request.user.has_perm
    if may("workshops.view_session") or may("workshops.change_session"):
        context["coming"] = list(_scheduled().filter(ends_at__gt=timezone.now()).order_by("starts_at")[:SHOWN])
    if may("attendees.change_attendance"):
        context["unconfirmed"] = list(sessions_to_confirm()[:SHOWN])
    context["attention"] = attention(request)
    return context


def attention(request: HttpRequest) -> list[dict[str, Any]]:
    """What went wrong or waits for a decision: a sentence each, with where to look."""
    may = request.user.has_perm
    found = []
    if may("attendees.view_outboxmessage"):
        messages = OutboxMessage.objects.filter(state__in=NEEDS_SOMEONE).count()
        found.append((messages, "messages failed or perhaps sent", "admin:attendees_outboxmessage_changelist", "attention=yes"))
    if may("certificates.view_certificate"):
        failed = Certificate.objects.filter(rendered_at=None).exclude(error="").count()
        found.append((failed, "certificates without a PDF", "admin:certificates_certificate_changelist", "pdf=failed"))
    if may("workshops.view_pageimport"):
        drafts = PageImport.objects.filter(open_questions__gt=0).count()
        found.append((drafts, "imported pages with open questions", "admin:workshops_pageimport_changelist", "open=yes"))
    shown = [{"number": number, "what": what, "page": page, "query": query} for number, what, page, query in found if number]
    return shown if is_set_up() else [*shown, {"what": "Card payment is not set up: paid tickets cannot be paid for."}]


def _scheduled() -> Any:
    return Session.objects.scheduled().select_related("workshop")


def sessions_to_confirm() -> Any:
    """Past sessions with a place whose attendance nobody has confirmed, the latest first."""
    places = Place.objects.filter(session=OuterRef("pk"), state=PlaceState.CONFIRMED)
    undecided = places.filter(Q(attendance__isnull=True) | Q(attendance__confirmed_at__isnull=True))
    return _scheduled().past().filter(Exists(undecided), state=SessionState.SCHEDULED).order_by("-ends_at")
