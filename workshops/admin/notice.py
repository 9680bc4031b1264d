"""Notices."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action, display

from workshops.admin.actions import Step, row_or_404, run_each
from workshops.admin.base import OrganiserAdmin, actor
from workshops.admin.labels import STATES
from workshops.enums import NoticeState
from workshops.models import Notice
from workshops.services.publishing import publish_notice, withdraw_notice


@admin.register(Notice)
class NoticeAdmin(OrganiserAdmin):
    list_display = ("title", "kind", "shown_state", "shown_from", "shown_until", "position")
    list_filter = ("state", "kind")
    search_fields = ("title", "body")
    autocomplete_fields = ("workshop",)
    readonly_fields = ("state",)
    actions = ("publish", "withdraw")
    actions_detail = ("publish_one", "withdraw_one")
    steps_to = {"publish_one": NoticeState.PUBLISHED, "withdraw_one": NoticeState.WITHDRAWN}
    shows_changes = True
    fieldsets = (
        (None, {"fields": ("state",)}),
        ("What it says", {"fields": ("kind", "title", "body", "link_text", "link_url", "workshop")}),
        (
            "When and where it shows",
            {"fields": ("shown_from", "shown_until", "position"), "description": "Times are UK time (Europe/London)."},
        ),
    )

    @display(description="State", ordering="state", label=STATES)
    def shown_state(self, notice: Notice) -> str:
        return notice.get_state_display()

    @action(description="Publish", permissions=["act"])
    def publish(self, request: HttpRequest, queryset: QuerySet) -> None:
        run_each(request, queryset, lambda pk: publish_notice(notice_id=pk, by=actor(request)), done="Published")

    @action(description="Withdraw", permissions=["act"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet) -> None:
        run_each(request, queryset, lambda pk: withdraw_notice(notice_id=pk, by=actor(request)), done="Withdrawn")

    @action(description="Publish", url_path="publish", permissions=["act"], icon="visibility")
    def publish_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        notice = row_or_404(self, request, object_id)
        return Step(
            admin=self,
            row=notice,
            title=f"Publish “{notice}”",
            facts=["It shows on the home page from now on, or within the times entered."],
            button="Publish",
            done="Published",
            act=lambda _: publish_notice(notice_id=notice.pk, by=actor(request)),
        ).answer(request)

    @action(description="Withdraw", url_path="withdraw", permissions=["act"], icon="visibility_off")
    def withdraw_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        notice = row_or_404(self, request, object_id)
        return Step(
            admin=self,
            row=notice,
            title=f"Withdraw “{notice}”",
            facts=["It no longer shows on the site."],
            button="Withdraw",
            done="Withdrawn",
            act=lambda _: withdraw_notice(notice_id=notice.pk, by=actor(request)),
        ).answer(request)
