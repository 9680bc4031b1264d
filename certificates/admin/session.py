"""Sessions, with their roster and certificates."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from attendees.admin.session import BookedSessionAdmin
from certificates.admin.issuing import confirm_page
from certificates.admin.roster import roster_page
from workshops.admin.actions import row_or_404
from workshops.models import Session


@admin.register(Session)
class RosterSessionAdmin(BookedSessionAdmin):
    list_display = (*BookedSessionAdmin.list_display, "roster_link")
    actions_detail = ("roster", *BookedSessionAdmin.actions_detail)

    def has_mark_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether this person may say who attended."""
        return request.user.has_perm("attendees.change_attendance")

    @display(description="Roster")
    def roster_link(self, session: Session) -> str:
        address = reverse("admin:workshops_session_roster", args=[session.pk])
        return format_html('<a class="lectern-quiet" href="{}">Roster</a>', address)

    def get_urls(self) -> list[URLPattern]:
        confirm = self.admin_site.admin_view(self.confirm_and_issue)
        return [
            path("<int:object_id>/roster/confirm/", confirm, name="workshops_session_roster_confirm"),
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

    def confirm_and_issue(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return confirm_page(self, request, row_or_404(self, request, str(object_id)))
