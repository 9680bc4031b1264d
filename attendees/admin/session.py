"""Sessions, knowing who has booked: what can no longer change, and cancelling. Registered higher up."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from unfold.dataclasses import UnfoldAction
from unfold.decorators import action

from attendees.admin.being_there import ACTIONS, BeingThereSteps
from attendees.admin.evidence import EvidenceAdmin
from attendees.admin.session_cancel import cancel_step, may_cancel
from attendees.admin.session_changes import FIELDSET, LOOK, ToldSessionForm, tell_or_warn
from attendees.admin.session_message import message_page
from attendees.services.changes import takes_place
from attendees.services.offering import offer_seats
from workshops.admin.actions import row_or_404
from workshops.admin.base import actor
from workshops.admin.session import SessionAdmin
from workshops.admin.ticket import TicketForm, TicketInline
from workshops.admin.timetable import TimetableInline
from workshops.models import Session

OFFERED_ONE = "The first person on the waiting list whom the seats suit has an offer by email."
OFFERED = "{} people on the waiting list have an offer by email."


class BookedTicketForm(TicketForm):
    """Holds the price of a ticket that someone has booked."""

    def clean_price_pence(self) -> int:
        price = self.cleaned_data["price_pence"]
        changed = self.instance.pk and price != self.instance.price_pence
        if changed and self.instance.places.exists():
            raise ValidationError(
                "Someone has booked this ticket, so its price stays. Add another ticket type with the new price."
            )
        return price


class BookedTicketInline(TicketInline):
    form = BookedTicketForm


class BookedSessionAdmin(BeingThereSteps, EvidenceAdmin, SessionAdmin):
    form = ToldSessionForm
    inlines = (TimetableInline, BookedTicketInline)
    actions_detail = (*SessionAdmin.actions_detail, *ACTIONS, "reports", "message", "cancel")

    def get_fieldsets(self, request: HttpRequest, obj: Session | None = None) -> Any:
        """Where people count on the session, its form ends with telling them."""
        shown = super().get_fieldsets(request, obj)
        is_told = obj is not None and takes_place(obj) and obj.places_taken > 0
        return (*shown, FIELDSET) if is_told else shown

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        wrong = context["adminform"].form.errors
        if "tell" in wrong:
            messages.warning(request, LOOK)
        if list(wrong) == ["tell"] and len(context["errors"]) == 1:
            # It is a question, and no mistake of theirs.
            context["errors"] = []
        return super().render_change_form(request, context, *args, **kwargs)

    def tell_of_change(self, request: HttpRequest, session: Session, form: Any) -> None:
        if not tell_or_warn(request, session, form, by=actor(request)):
            super().tell_of_change(request, session, form)

    def has_message_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether this person may write to those who come."""
        return request.user.has_perm("attendees.change_booking")

    def is_booked(self, session: Session) -> bool:
        return session.places.exists()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A capacity or quota that was raised gives seats to those who wait, before anyone else can book them."""
        super().save_related(request, form, formsets, change)
        if change:
            offered = offer_seats(session_id=form.instance.pk)
            if offered:
                messages.success(request, OFFERED_ONE if offered == 1 else OFFERED.format(offered))

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[UnfoldAction]:
        shown = super().get_actions_detail(request, object_id)
        session = self.get_object(request, str(object_id))
        stays = session is not None and not may_cancel(session)
        return [step for step in shown if not (stays and step.action_name.endswith("_cancel"))]

    @action(description="Write to people", url_path="message", permissions=["message"], icon="mail")
    def message(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return message_page(self, request, row_or_404(self, request, object_id))

    @action(
        description="Cancel session",
        url_path="cancel",
        permissions=["act"],
        icon="event_busy",
    )
    def cancel(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return cancel_step(self, row_or_404(self, request, object_id), request).answer(request)
