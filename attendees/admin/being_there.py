"""What a session's page offers on the day: the code to check in by, the door, what people need."""

from django.http import HttpRequest, HttpResponse
from unfold.decorators import action

from attendees.admin.code_page import code_page
from attendees.admin.door_page import door_page
from attendees.admin.needs_page import needs_page
from workshops.admin.actions import row_or_404
from workshops.admin.base import OrganiserAdmin

ACTIONS = ("code", "door", "needs")


class BeingThereSteps(OrganiserAdmin):
    """Put before the admin of sessions."""

    def has_attend_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether this person may write down who is there."""
        return request.user.has_perm("attendees.change_attendance")

    def has_needs_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether this person may read what people need to take part."""
        return request.user.has_perm("attendees.view_accessneed")

    @action(description="Check-in code", url_path="code", permissions=["attend"], icon="password")
    def code(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return code_page(request, row_or_404(self, request, object_id))

    @action(description="Door", url_path="door", permissions=["attend"], icon="qr_code_scanner")
    def door(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return door_page(self, request, row_or_404(self, request, object_id))

    @action(description="Access needs", url_path="needs", permissions=["needs"], icon="accessibility_new")
    def needs(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return needs_page(self, request, row_or_404(self, request, object_id))
