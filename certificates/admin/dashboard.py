"""The organisers' first page: what needs attention today."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from attendees.admin.filters import NEEDS_SOMEONE
from attendees.enums import EventState, PlaceState, RefundState
from attendees.models import OutboxMessage, Place, Refund, StripeEvent
from attendees.payments.gateway import is_set_up
from certificates.models import Certificate
from workshops.enums import Mode, SessionState
from workshops.models import PageImport, Session

SHOWN = 8
LINK_DUE = timedelta(days=14)


def fill_dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Each part only for those who may see its rows."""
    may = request.user.has_perm
    if may("workshops.view_session") or may("workshops.change_session"):
        context["coming"] = list(_scheduled().filter(ends_at__gt=timezone.now()).order_by("starts_at")[:SHOWN])
    if may("attendees.change_attendance"):
        context["unconfirmed"] = list(sessions_to_confirm()[:SHOWN])
    context["attention"] = attention(request)
    context["title"] = "Today"
    return context


def attention(request: HttpRequest) -> list[dict[str, Any]]:
    """What went wrong or waits for a decision: a sentence each, with where to look."""
    counted = (_messages(request), _refunds(request), _events(request), _certificates(request), _imports(request))
    found = [*(part for part in counted if part), *_without_link(request)]
    return found if is_set_up() else [*found, {"what": "Card payment is not set up: paid tickets cannot be paid for."}]


def _messages(request: HttpRequest) -> dict[str, Any] | None:
    if not request.user.has_perm("attendees.view_outboxmessage"):
        return None
    number = OutboxMessage.objects.filter(state__in=NEEDS_SOMEONE).count()
    return _part(number, "message", "failed or perhaps sent", "attendees_outboxmessage", "attention=yes")


def _refunds(request: HttpRequest) -> dict[str, Any] | None:
    if not request.user.has_perm("attendees.view_refund"):
        return None
    number = Refund.objects.filter(state=RefundState.FAILED).count()
    return _part(number, "refund", "failed", "attendees_refund", "state__exact=failed")


def _events(request: HttpRequest) -> dict[str, Any] | None:
    if not request.user.has_perm("attendees.view_stripeevent"):
        return None
    number = StripeEvent.objects.filter(state=EventState.FAILED).count()
    return _part(number, "Stripe event", "could not be worked off", "attendees_stripeevent", "state__exact=failed")


def _without_link(request: HttpRequest) -> list[dict[str, Any]]:
    """Sessions online that begin within two weeks and that nobody could join yet."""
    if not request.user.has_perm("workshops.view_session"):
        return []
    now = timezone.now()
    soon = _scheduled().filter(ends_at__gt=now, starts_at__lte=now + LINK_DUE, mode=Mode.ONLINE, joining_url="")
    return [
        {
            "what": f"No joining link yet: {session.workshop.title}, {date_format(session.local_start, 'D j M, H:i')}",
            "link": reverse("admin:workshops_session_change", args=[session.pk]),
        }
        for session in soon.order_by("starts_at")[:SHOWN]
    ]


def _certificates(request: HttpRequest) -> dict[str, Any] | None:
    if not request.user.has_perm("certificates.view_certificate"):
        return None
    number = Certificate.objects.filter(rendered_at=None).exclude(error="").count()
    return _part(number, "certificate", "without a PDF", "certificates_certificate", "pdf=failed")


def _imports(request: HttpRequest) -> dict[str, Any] | None:
    if not request.user.has_perm("workshops.view_pageimport"):
        return None
    number = PageImport.objects.filter(open_questions__gt=0).count()
    return _part(number, "imported page", "with open questions", "workshops_pageimport", "open=yes")


def _part(number: int, noun: str, trouble: str, page: str, query: str) -> dict[str, Any] | None:
    if not number:
        return None
    what = f"{number} {noun if number == 1 else noun + 's'} {trouble}"
    return {"what": what, "link": f"{reverse(f'admin:{page}_changelist')}?{query}"}


def _scheduled() -> Any:
    return Session.objects.scheduled().select_related("workshop")


def sessions_to_confirm() -> Any:
    """Past sessions with a place whose attendance nobody has confirmed, the latest first."""
    places = Place.objects.filter(session=OuterRef("pk"), state=PlaceState.CONFIRMED)
    undecided = places.filter(Q(attendance__isnull=True) | Q(attendance__confirmed_at__isnull=True))
    return _scheduled().past().filter(Exists(undecided), state=SessionState.SCHEDULED).order_by("-ends_at")
