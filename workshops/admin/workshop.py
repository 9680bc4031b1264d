"""Workshops: a form in the order of the public page, published and withdrawn by actions."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Min, Q, QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from unfold.admin import TabularInline
from unfold.decorators import action, display

from workshops.admin.actions import Step, row_or_404, run_each
from workshops.admin.base import OrganiserAdmin, OrganiserInline, actor
from workshops.admin.labels import STATES
from workshops.enums import SessionState, WorkshopState
from workshops.models import Workshop, WorkshopPresenter
from workshops.services.publishing import missing_for_publication, publish_workshop, withdraw_workshop


class PresenterFormSet(BaseInlineFormSet):
    """Offers the next free position to a row that is added."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance.pk is None:
            form.initial.setdefault("position", self._last + 1)

    @cached_property
    def _last(self) -> int:
        return max((link.position for link in self.get_queryset()), default=0)


class PresenterInline(OrganiserInline, TabularInline):
    model = WorkshopPresenter
    formset = PresenterFormSet
    autocomplete_fields = ("presenter",)
    fields = ("presenter", "position")
    extra = 0
    verbose_name = "presenter"
    verbose_name_plural = "presenters"


@admin.register(Workshop)
class WorkshopAdmin(OrganiserAdmin):
    list_display = ("title", "kind", "shown_state", "next_session")
    list_filter = ("state", "kind")
    search_fields = ("title", "summary", "presenters__name")
    ordering = ("title",)
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("partners",)
    readonly_fields = ("state", "published_at", "updated_at")
    inlines = (PresenterInline,)
    actions = ("publish", "withdraw")
    actions_detail = ("publish_one", "withdraw_one")
    steps_to = {"publish_one": WorkshopState.PUBLISHED, "withdraw_one": WorkshopState.WITHDRAWN}
    shows_changes = True
    fieldsets = (
        (None, {"fields": ("state", "published_at", "updated_at")}),
        (
            "Head of the page",
            {"fields": ("title", "slug", "kind", "summary")},
        ),
        ("What it is about", {"fields": ("description", "aims", "objectives", "modalities", "references", "audience")}),
        ("Hours", {"fields": ("cpd_minutes",), "description": "CPD hours are kept in minutes of teaching."}),
        ("Run with", {"fields": ("partners", "partnership")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        coming = Q(sessions__state=SessionState.SCHEDULED, sessions__starts_at__gt=timezone.now())
        return super().get_queryset(request).annotate(next_at=Min("sessions__starts_at", filter=coming))

    def view_on_site(self, workshop: Workshop) -> str:
        return workshop.get_absolute_url()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only drafts: what visitors have seen is withdrawn, so that links and certificates keep their subject."""
        is_draft = obj is None or obj.state == WorkshopState.DRAFT
        return is_draft and super().has_delete_permission(request, obj)

    @display(description="State", ordering="state", label=STATES)
    def shown_state(self, workshop: Workshop) -> str:
        return workshop.get_state_display()

    @display(description="Next session (UK time)", ordering="next_at")
    def next_session(self, workshop: Workshop) -> datetime | None:
        return workshop.next_at

    @action(description="Publish", permissions=["act"])
    def publish(self, request: HttpRequest, queryset: QuerySet) -> None:
        run_each(request, queryset, lambda pk: publish_workshop(workshop_id=pk, by=actor(request)), done="Published")

    @action(description="Withdraw", permissions=["act"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet) -> None:
        run_each(request, queryset, lambda pk: withdraw_workshop(workshop_id=pk, by=actor(request)), done="Withdrawn")

    @action(description="Publish", url_path="publish", permissions=["act"], icon="visibility")
    def publish_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        workshop = row_or_404(self, request, object_id)
        missing = missing_for_publication(workshop)
        shown = f"Visitors will see it at {workshop.get_absolute_url()}."
        return Step(
            admin=self,
            row=workshop,
            title=f"Publish “{workshop}”",
            facts=[f"Still missing: {', '.join(missing)}." if missing else shown],
            button="Publish",
            done="Published",
            act=lambda _: publish_workshop(workshop_id=workshop.pk, by=actor(request)),
        ).answer(request)

    @action(description="Withdraw", url_path="withdraw", permissions=["act"], icon="visibility_off")
    def withdraw_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        workshop = row_or_404(self, request, object_id)
        return Step(
            admin=self,
            row=workshop,
            title=f"Withdraw “{workshop}”",
            facts=["Visitors will no longer see it. Bookings and certificates stay as they are."],
            button="Withdraw",
            done="Withdrawn",
            act=lambda reason: withdraw_workshop(workshop_id=workshop.pk, by=actor(request), reason=reason),
            asks_reason=True,
        ).answer(request)
