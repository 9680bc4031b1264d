"""Names that people ask for on their certificates: more than a slip, so somebody looks whether it is the same person."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextInputWidget

from certificates.enums import NameRequestState
from certificates.models import NameRequest
from certificates.services.name_requests import approve_name, decline_name
from workshops.admin.actions import Step, row_or_404
from workshops.admin.base import ReadOnlyAdmin, actor
from workshops.admin.labels import FIELDS, STATES


class DeclineForm(forms.Form):
    """Why not, said to the person."""

    reason = forms.CharField(
        max_length=300,
        label="Reason, sent by email",
        help_text="One or two sentences: why the name stays, and what would show that it is the same person.",
        widget=UnfoldAdminTextInputWidget,
    )


@admin.register(NameRequest)
class NameRequestAdmin(ReadOnlyAdmin):
    list_display = ("before", "name", "session", "shown_state", "created_at", "decided_at")
    list_filter = ("state", "place__session__workshop")
    list_select_related = ("place__session__workshop",)
    search_fields = ("before", "name", "place__attendee_email", "place__booking__reference")
    search_help_text = "Name, email or booking reference"
    ordering = ("-pk",)
    actions_detail = ("approve", "decline")
    steps_to = {"approve": NameRequestState.APPROVED, "decline": NameRequestState.DECLINED}
    shows_changes = True
    fields = ("before", "name", "note", "session", "email", "state", "created_at", "decided_at", "answer")
    readonly_fields = ("session", "email")

    def get_form(
        self, request: HttpRequest, obj: NameRequest | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        labels = FIELDS | {"before": "Issued to", "name": "Asks for", "note": "Why", "created_at": "Written"}
        return super().get_form(request, obj, change, **{"labels": labels} | kwargs)

    def has_act_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whoever may revoke certificates may decide to whom they are made out."""
        return request.user.has_perm("certificates.change_certificate")

    @display(description="Session", ordering="place__session__starts_at")
    def session(self, asked: NameRequest) -> str:
        return str(asked.place.session)

    @display(description="Email")
    def email(self, asked: NameRequest) -> str:
        return asked.place.attendee_email or "none"

    @display(description="State", ordering="state", label=STATES)
    def shown_state(self, asked: NameRequest) -> str:
        return asked.get_state_display()

    @action(description="Approve", url_path="approve", permissions=["act"], icon="check")
    def approve(self, request: HttpRequest, object_id: str) -> HttpResponse:
        asked = row_or_404(self, request, object_id)
        return Step(
            admin=self,
            row=asked,
            title=f"Make the certificate out to {asked.name}",
            facts=[
                f"It was issued to {asked.before}. {f'They say: {asked.note}' if asked.note else 'They give no reason.'}",
                "Approve only where it is the same person, such as after a marriage: a certificate cannot be passed on.",
                "A new version is issued and its link sent by email. The old number says that it was replaced.",
            ],
            button="Issue it under this name",
            done="Approved",
            act=lambda reason: approve_name(request_id=asked.pk, by=actor(request), reason=reason),
            asks_reason=True,
        ).answer(request)

    @action(description="Decline", url_path="decline", permissions=["act"], icon="block")
    def decline(self, request: HttpRequest, object_id: str) -> HttpResponse:
        asked = row_or_404(self, request, object_id)
        return Step(
            admin=self,
            row=asked,
            title=f"Decline the name {asked.name}",
            facts=[f"The certificate of {asked.before} stays as it is. They read your reason in an email."],
            button="Decline and tell them",
            form=DeclineForm,
            done="Declined",
            act=lambda filled: decline_name(request_id=asked.pk, by=actor(request), reason=filled["reason"]),
        ).answer(request)
