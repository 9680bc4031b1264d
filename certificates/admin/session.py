"""Sessions, with their roster and certificates."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from unfold.dataclasses import UnfoldAction
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from attendees.admin.session import BookedSessionAdmin
from certificates.admin.day import day_page
from certificates.admin.evidence import evidence_page
from certificates.admin.evidence_steps import remove_stay_page, reopen_page
from certificates.admin.issuing import confirm_page
from certificates.admin.roster import roster_page
from workshops.admin.actions import row_or_404
from workshops.models import Session

REACHED_FROM_THE_DAY = {"code", "door", "needs", "reports"}


@admin.register(Session)
class RosterSessionAdmin(BookedSessionAdmin):
    list_display = (*BookedSessionAdmin.list_display, "roster_link")
    actions_detail = ("day", "roster", *BookedSessionAdmin.actions_detail)

    def has_mark_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether this person may say who attended."""
        return request.user.has_perm("attendees.change_attendance")

    @display(description="Roster")
    def roster_link(self, session: Session) -> str:
        address = reverse("admin:workshops_session_roster", args=[session.pk])
        return format_html('<a class="lectern-quiet" href="{}">Roster</a>', address)

    def get_urls(self) -> list[URLPattern]:
        confirm = self.admin_site.admin_view(self.confirm_and_issue)
        evidence = self.admin_site.admin_view(self.evidence)
        reopen = self.admin_site.admin_view(self.reopen)
        stay = self.admin_site.admin_view(self.remove_stay)
        return [
            path("<int:object_id>/roster/confirm/", confirm, name="workshops_session_roster_confirm"),
            path("<int:object_id>/roster/<int:place_id>/", evidence, name="workshops_session_evidence"),
            path("<int:object_id>/roster/<int:place_id>/reopen/", reopen, name="workshops_session_reopen"),
            path("<int:object_id>/roster/<int:place_id>/stays/<int:stay_id>/", stay, name="workshops_session_stay"),
            *super().get_urls(),
        ]

    @action(
        description="Roster",
        url_path="roster",
        permissions=["mark"],
        icon="fact_check",
        variant=ActionVariant.PRIMARY,
    )
    def roster(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return roster_page(self, request, row_or_404(self, request, object_id))

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[UnfoldAction]:
        """The day's page leads to the rest: all of them in one bar would not fit."""
        shown = super().get_actions_detail(request, object_id)
        return [step for step in shown if step.path not in REACHED_FROM_THE_DAY]

    @action(description="The day", url_path="day", permissions=["mark"], icon="today", variant=ActionVariant.PRIMARY)
    def day(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return day_page(self, request, row_or_404(self, request, object_id))

    def confirm_and_issue(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return confirm_page(self, request, row_or_404(self, request, str(object_id)))

    def evidence(self, request: HttpRequest, object_id: int, place_id: int) -> HttpResponse:
        return evidence_page(self, request, self._markable(request, object_id), place_id)

    def reopen(self, request: HttpRequest, object_id: int, place_id: int) -> HttpResponse:
        return reopen_page(self, request, self._markable(request, object_id), place_id)

    def remove_stay(self, request: HttpRequest, object_id: int, place_id: int, stay_id: int) -> HttpResponse:
        return remove_stay_page(self, request, self._markable(request, object_id), place_id, stay_id)

    def _markable(self, request: HttpRequest, object_id: int) -> Session:
        """The session, for whoever may say who attended. Raises Http404 or PermissionDenied."""
        if not self.has_mark_permission(request):
            raise PermissionDenied
        session: Session = row_or_404(self, request, str(object_id))
        return session
