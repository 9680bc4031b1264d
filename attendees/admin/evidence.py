"""The way from a session to its attendance reports."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from unfold.decorators import action

from attendees.admin.evidence_files import PERMISSION, files_page
from attendees.admin.evidence_person import person_page
from attendees.admin.evidence_views import file_page
from workshops.admin.actions import row_or_404
from workshops.admin.base import OrganiserAdmin


class EvidenceAdmin(OrganiserAdmin):
    """Adds the pages of reports to the pages of a session; the list of them is an action of its page."""

    def has_evidence_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether this person may say who attended."""
        return request.user.has_perm(PERMISSION)

    def get_urls(self) -> list[URLPattern]:
        door: Any = self.admin_site.admin_view
        own = "<int:object_id>/reports/<int:file_id>/"
        return [
            path(own, door(self.one_report), name="workshops_session_report"),
            path(f"{own}person/", door(self.one_person), name="workshops_session_report_person"),
            *super().get_urls(),
        ]

    @action(description="Attendance reports", url_path="reports", permissions=["evidence"], icon="upload_file")
    def reports(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return files_page(self, request, row_or_404(self, request, object_id))

    def one_report(self, request: HttpRequest, object_id: int, file_id: int) -> HttpResponse:
        return file_page(self, request, row_or_404(self, request, str(object_id)), file_id)

    def one_person(self, request: HttpRequest, object_id: int, file_id: int) -> HttpResponse:
        return person_page(self, request, row_or_404(self, request, str(object_id)), file_id)
