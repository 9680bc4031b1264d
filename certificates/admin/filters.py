"""Filters that ask what organisers ask about certificates."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest


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
