"""The organisers' first page: what needs attention today."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone

from attendees.enums import PlaceState
from attendees.models import Place
from certificates.admin.attention import SHOWN, attention
from workshops.enums import SessionState
from workshops.models import Session


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


def _scheduled() -> Any:
    return Session.objects.scheduled().select_related("workshop")


def sessions_to_confirm() -> Any:
    """Past sessions with a place whose attendance nobody has confirmed, the latest first."""
    places = Place.objects.filter(session=OuterRef("pk"), state=PlaceState.CONFIRMED)
    undecided = places.filter(Q(attendance__isnull=True) | Q(attendance__confirmed_at__isnull=True))
    return _scheduled().past().filter(Exists(undecided), state=SessionState.SCHEDULED).order_by("-ends_at")
