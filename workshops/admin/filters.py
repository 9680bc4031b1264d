"""Filters that ask what organisers ask."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone


class WhenFilter(SimpleListFilter):
    """Coming sessions, soonest first in mind, or those that are over."""

    title = "when"
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("coming", "Coming"), ("past", "Past")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        now = timezone.now()
        if self.value() == "coming":
            return queryset.filter(ends_at__gt=now)
        if self.value() == "past":
            return queryset.filter(ends_at__lte=now)
        return queryset


class OpenQuestionsFilter(SimpleListFilter):
    """Imports that wait for a decision."""

    title = "open questions"
    parameter_name = "open"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "With open questions"), ("no", "None")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        wanted = {"yes": queryset.filter(open_questions__gt=0), "no": queryset.filter(open_questions=0)}
        return wanted.get(self.value() or "", queryset)


class PdfFilter(SimpleListFilter):
    """How far the PDF has come."""

    title = "PDF"
    parameter_name = "pdf"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("made", "Made"), ("failed", "Failed"), ("waiting", "Being made")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        waiting = queryset.filter(rendered_at=None)
        wanted = {
            "made": queryset.exclude(rendered_at=None),
            "failed": waiting.exclude(error=""),
            "waiting": waiting.filter(error=""),
        }
        return wanted.get(self.value() or "", queryset)
