"""Filters that ask what organisers ask about people and messages."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest

from attendees.enums import MessageState
from workshops.models import Session

NEEDS_SOMEONE = (MessageState.FAILED, MessageState.UNSURE)


class WaitingFilter(SimpleListFilter):
    """Those who still wait, or those who left."""

    title = "waiting"
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Still waiting"), ("no", "Left")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() in {"yes", "no"}:
            return queryset.filter(left_at__isnull=self.value() == "yes")
        return queryset


class SessionFilter(SimpleListFilter):
    """The entries of one session, of those that someone waits for."""

    title = "session"
    parameter_name = "session"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[int, str]]:
        sessions = Session.objects.filter(waiting_count__gt=0).select_related("workshop").order_by("starts_at", "pk")
        return [(session.pk, str(session)) for session in sessions]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value() or ""
        return queryset.filter(session_id=value) if value.isdecimal() else queryset


class AttentionFilter(SimpleListFilter):
    """Messages that an organiser has to decide about."""

    title = "needs attention"
    parameter_name = "attention"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Failed or perhaps sent")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(state__in=NEEDS_SOMEONE) if self.value() == "yes" else queryset
