"""What people say against the record of their attendance: looked at beside the evidence, and answered in a sentence."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextInputWidget

from attendees.attendance_words import standing_of, why_of
from attendees.enums import QueryState
from attendees.models import AttendanceQuery
from attendees.services.attendance_queries import answer_query
from workshops.admin.actions import Step, row_or_404
from workshops.admin.base import ReadOnlyAdmin, actor
from workshops.admin.labels import FIELDS, STATES


class AnswerForm(forms.Form):
    """One sentence, which goes out by email."""

    answer = forms.CharField(
        max_length=300,
        label="Answer, sent by email",
        help_text="One or two sentences: what you found, and what you changed. They stand on the person’s page too.",
        widget=UnfoldAdminTextInputWidget,
    )


@admin.register(AttendanceQuery)
class AttendanceQueryAdmin(ReadOnlyAdmin):
    list_display = ("person", "session", "shown_state", "text_begins", "created_at", "answered_at")
    list_filter = ("state", "place__session__workshop")
    list_select_related = ("place__session__workshop",)
    search_fields = ("place__attendee_name", "place__attendee_email", "place__booking__reference")
    search_help_text = "Name, email or booking reference"
    ordering = ("-pk",)
    actions_detail = ("answer_it",)
    steps_to = {"answer_it": QueryState.ANSWERED}
    shows_changes = True
    fields = ("person", "session", "state", "shown_text", "recorded", "evidence", "created_at", "answer", "answered_at")
    readonly_fields = ("person", "session", "shown_text", "recorded", "evidence")

    def get_form(
        self, request: HttpRequest, obj: AttendanceQuery | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        labels = FIELDS | {"created_at": "Written", "answered_at": "Answered"}
        return super().get_form(request, obj, change, **{"labels": labels} | kwargs)

    def has_act_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whoever may decide about attendance may answer for it."""
        return request.user.has_perm("attendees.change_attendance")

    @display(description="Person", ordering="place__attendee_name")
    def person(self, query: AttendanceQuery) -> str:
        return str(query.place)

    @display(description="Session", ordering="place__session__starts_at")
    def session(self, query: AttendanceQuery) -> str:
        return str(query.place.session)

    @display(description="State", ordering="state", label=STATES)
    def shown_state(self, query: AttendanceQuery) -> str:
        return query.get_state_display()

    @display(description="What they say")
    def text_begins(self, query: AttendanceQuery) -> str:
        return query.text if len(query.text) <= 80 else f"{query.text[:79].rstrip()}…"

    @display(description="What they say")
    def shown_text(self, query: AttendanceQuery) -> str:
        return format_html('<div class="lectern-text">{}</div>', query.text)

    @display(description="Recorded")
    def recorded(self, query: AttendanceQuery) -> str:
        attendance = getattr(query.place, "attendance", None)
        if attendance is None:
            return "Nothing"
        why = why_of(attendance)
        return f"{standing_of(attendance)}{f' ({why})' if why else ''}"

    @display(description="Evidence")
    def evidence(self, query: AttendanceQuery) -> str:
        # The page itself is registered higher up, where certificates are known.
        address = reverse("admin:workshops_session_evidence", args=[query.place.session_id, query.place_id])
        return format_html('<a class="lectern-quiet" href="{}">Parts, stays and history</a>', address)

    @action(description="Answer", url_path="answer", permissions=["act"], icon="reply")
    def answer_it(self, request: HttpRequest, object_id: str) -> HttpResponse:
        query = row_or_404(self, request, object_id)
        return Step(
            admin=self,
            row=query,
            title=f"Answer {query.place}",
            facts=[
                f"They say: {query.text}",
                f"Recorded: {self.recorded(query)}.",
                "Answering changes nothing about the record. Overrule or reopen it first where they are right.",
            ],
            button="Send the answer",
            form=AnswerForm,
            done="Answered",
            act=lambda filled: answer_query(query_id=query.pk, answer=filled["answer"], by=actor(request)),
        ).answer(request)
