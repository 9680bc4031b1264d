"""Waiting lists."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action

from attendees.admin.filters import WaitingFilter
from attendees.errors import WaitingRefusedError
from attendees.models import WaitingListEntry
from attendees.services.waiting import leave_waiting_list
from workshops.admin.actions import Step, row_or_404, run_each
from workshops.admin.base import ReadOnlyAdmin


@admin.register(WaitingListEntry)
class WaitingListEntryAdmin(ReadOnlyAdmin):
    list_display = ("name", "email", "session", "quantity", "created_at", "left_at")
    list_filter = (WaitingFilter, "session__workshop")
    list_select_related = ("session__workshop",)
    search_fields = ("name", "email", "session__workshop__title")
    ordering = ("created_at", "pk")
    fields = ("name", "email", "session", "quantity", "user", "created_at", "left_at")
    actions = ("remove",)
    actions_detail = ("remove_one",)

    @action(description="Remove from the waiting list", permissions=["act"])
    def remove(self, request: HttpRequest, queryset: QuerySet) -> None:
        run_each(request, queryset, _remove, done="Removed")

    @action(description="Remove", url_path="remove", permissions=["act"], icon="person_remove")
    def remove_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        entry = row_or_404(self, request, object_id)
        return Step(
            admin=self,
            row=entry,
            title=f"Remove {entry} from the waiting list",
            facts=["They are not told. Their entry is kept here, with the time."],
            button="Remove",
            done="Removed",
            act=lambda _: _remove(entry.pk),
        ).answer(request)


def _remove(entry_id: int) -> None:
    if not leave_waiting_list(entry_id=entry_id):
        raise WaitingRefusedError("This person had left the waiting list already.")
