"""Filters that ask what organisers ask about bookings."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from attendees.admin.billing import overdue_invoices, unpaid_invoices
from attendees.enums import BookingState


class ToDecideFilter(SimpleListFilter):
    """Bookings that wait for an organiser."""

    title = "waits for you"
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("approval", "To be approved"), ("unpaid", "Unpaid invoice"), ("overdue", "Overdue invoice")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "approval":
            return queryset.filter(state=BookingState.REQUESTED)
        if self.value() == "unpaid":
            return queryset.filter(pk__in=unpaid_invoices())
        if self.value() == "overdue":
            return queryset.filter(pk__in=overdue_invoices(timezone.now()))
        return queryset
