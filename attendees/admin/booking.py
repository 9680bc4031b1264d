"""Bookings: looked at, approved, paid for by bank, cancelled, and their link sent once more."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.html import format_html
from unfold.dataclasses import UnfoldAction
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from attendees.admin import booking_invoice, booking_steps
from attendees.admin.booking_filters import ToDecideFilter
from attendees.admin.booking_list import BookingChangeList, with_counts
from attendees.admin.booking_open import open_steps
from attendees.admin.booking_tables import settled_how, tables_of
from attendees.admin.history import history_of_booking
from attendees.models import Booking
from attendees.services.approving import approve_booking
from attendees.services.sending_links import send_booking_link
from workshops.admin.actions import row_or_404, run_each
from workshops.admin.base import ReadOnlyAdmin, actor
from workshops.admin.labels import STATES
from workshops.foundation.money import exact_amount, spoken_price

BILLING = ("billed_to", "billing_address", "purchase_order", "accounts_email")
ORDER = ("reference", "session", "booker_name", "booker_email", "user", "consented_at")
TIMES = ("created_at", "hold_ends_at", "confirmed_at", "expired_at", "cancelled_at", "declined_at")


@admin.register(Booking)
class BookingAdmin(ReadOnlyAdmin):
    list_display = (
        "shown_reference",
        "booker_name",
        "shown_session",
        "places",
        "shown_state",
        "shown_settlement",
        "total",
        "outstanding",
    )
    list_filter = (ToDecideFilter, "state", "settlement", "session__workshop")
    search_fields = (
        "reference",
        "booker_name",
        "booker_email",
        "places__attendee_name",
        "places__attendee_email",
        "places__code",
        "billing__name",
        "billing__purchase_order",
    )
    search_help_text = (
        "Reference, name or email, of the booker or an attendee; purchase order, billing name, place code"
    )
    ordering = ("-pk",)
    actions = ("approve_each", "decline_each", "send_link")
    actions_detail = (
        "approve",
        "decline",
        "record_transfer",
        "trust",
        "release_unpaid",
        "cancel",
        "send_link_once",
    )
    change_form_outer_before_template = "admin/lectern/booking_tables.html"
    change_form_outer_after_template = "admin/lectern/history.html"
    readonly_fields = BILLING

    def get_fieldsets(self, request: HttpRequest, obj: Booking | None = None) -> list:
        """Without what is empty: who is billed, and the times of what did not happen."""
        billed = [("Billed to", {"fields": BILLING})] if getattr(obj, "billing", None) else []
        times = tuple(name for name in TIMES if getattr(obj, name, None))
        return [("Order", {"fields": ORDER}), *billed, ("When (UK time)", {"fields": times})]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return with_counts(super().get_queryset(request).select_related("session__workshop", "billing"))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[BookingChangeList]:
        return BookingChangeList

    def view_on_site(self, booking: Booking) -> str:
        """The booker's own page, on which organisers name places too."""
        return booking.get_absolute_url()

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[UnfoldAction]:
        shown = super().get_actions_detail(request, object_id)
        booking = self.get_object(request, str(object_id))
        possible = {f"attendees_booking_{name}" for name in open_steps(booking)} if booking else set()
        return [step for step in shown if step.action_name in possible]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        booking = kwargs.get("obj")
        if booking is not None:
            may_act = request.user.has_perm("attendees.change_booking")
            context |= tables_of(booking, request, may_act=may_act) | {"history": history_of_booking(booking)}
            # A booking can take more steps than the head of the page has room for: they stand below its facts.
            context |= {"steps": context["actions_detail"], "actions_detail": []}
        return super().render_change_form(request, context, *args, **kwargs)

    @display(description="Reference", ordering="reference")
    def shown_reference(self, booking: Booking) -> str:
        return format_html('<span class="lectern-code">{}</span>', booking.reference)

    @display(description="Session", ordering="session__starts_at")
    def shown_session(self, booking: Booking) -> str:
        day = date_format(booking.session.local_start, "j M Y")
        return format_html('<span class="lectern-date">{}</span> {}', day, booking.session.workshop.title)

    @display(description="Places")
    def places(self, booking: Any) -> str:
        """ "2 named of 3"; of one that is named, just "1"."""
        if booking.places_count == booking.named_count:
            return str(booking.places_count)
        return f"{booking.named_count} named of {booking.places_count}"

    @display(description="State", ordering="state", label=STATES)
    def shown_state(self, booking: Booking) -> str:
        return booking.get_state_display()

    @display(description="Settled", ordering="settlement")
    def shown_settlement(self, booking: Booking) -> str:
        return settled_how(booking)

    @display(description="Total", ordering="total_pence")
    def total(self, booking: Booking) -> str:
        return spoken_price(booking.total_pence)

    @display(description="Outstanding")
    def outstanding(self, booking: Any) -> str:
        """Of an invoice alone: a card booking is paid, or it is held."""
        return "" if booking.outstanding_pence is None else exact_amount(booking.outstanding_pence)

    @display(description="Billing name")
    def billed_to(self, booking: Booking) -> str:
        return booking.billing.name

    @display(description="Address")
    def billing_address(self, booking: Booking) -> str:
        return booking.billing.address

    @display(description="Purchase order")
    def purchase_order(self, booking: Booking) -> str:
        return booking.billing.purchase_order

    @display(description="Accounts payable")
    def accounts_email(self, booking: Booking) -> str:
        return booking.billing.accounts_email

    @action(description="Approve", permissions=["act"])
    def approve_each(self, request: HttpRequest, queryset: QuerySet) -> None:
        run_each(request, queryset, lambda pk: approve_booking(booking_id=pk, by=actor(request)), done="Approved")

    @action(description="Decline, with a reason", permissions=["act"])
    def decline_each(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return booking_steps.decline_several(self, queryset, request).answer(request)

    @action(description="Send the link again", permissions=["act"])
    def send_link(self, request: HttpRequest, queryset: QuerySet) -> None:
        done = "Link queued, at most once an hour, for"
        run_each(request, queryset, lambda pk: send_booking_link(booking_id=pk), done=done)

    @action(description="Approve", url_path="approve", permissions=["act"], icon="check", variant=ActionVariant.PRIMARY)
    def approve(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return booking_steps.approve_step(self, row_or_404(self, request, object_id), request).answer(request)

    @action(description="Decline", url_path="decline", permissions=["act"], icon="block")
    def decline(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return booking_steps.decline_step(self, row_or_404(self, request, object_id), request).answer(request)

    @action(description="Cancel booking", url_path="cancel", permissions=["act"], icon="event_busy")
    def cancel(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return booking_steps.cancel_step(self, row_or_404(self, request, object_id), request).answer(request)

    @action(description="Record a bank transfer", url_path="transfer", permissions=["act"], icon="account_balance")
    def record_transfer(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return booking_invoice.transfer_step(self, row_or_404(self, request, object_id), request).answer(request)

    @action(description="Confirm before payment", url_path="trust", permissions=["act"], icon="handshake")
    def trust(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return booking_invoice.trust_step(self, row_or_404(self, request, object_id), request).answer(request)

    @action(description="Release unpaid places", url_path="release", permissions=["act"], icon="event_seat")
    def release_unpaid(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return booking_invoice.release_step(self, row_or_404(self, request, object_id), request).answer(request)

    @action(description="Send link again", url_path="send-link", permissions=["act"], icon="send")
    def send_link_once(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return booking_steps.send_link_step(self, row_or_404(self, request, object_id)).answer(request)
