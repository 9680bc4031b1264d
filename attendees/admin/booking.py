"""Bookings: to look at, to cancel, and to send the link of once more."""

from collections.abc import Callable

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action, display

from attendees.admin.inlines import PaymentInline, PlaceInline
from attendees.enums import BookingState
from attendees.errors import CancelRefusedError
from attendees.models import Booking
from attendees.services.releasing import cancel_booking
from attendees.services.sending_links import send_booking_link
from workshops.admin.actions import Step, row_or_404, run_each
from workshops.admin.base import ReadOnlyAdmin, actor
from workshops.admin.labels import STATES
from workshops.foundation.money import spoken_price


@admin.register(Booking)
class BookingAdmin(ReadOnlyAdmin):
    list_display = ("reference", "booker_name", "booker_email", "session", "shown_state", "total", "created_at")
    list_filter = ("state", "session__workshop")
    list_select_related = ("session__workshop",)
    search_fields = (
        "reference",
        "booker_name",
        "booker_email",
        "places__attendee_name",
        "places__attendee_email",
    )
    search_help_text = "Reference, name or email, of the booker or an attendee"
    ordering = ("-pk",)
    inlines = (PlaceInline, PaymentInline)
    actions = ("send_link",)
    actions_detail = ("cancel_refunding", "cancel_keeping", "send_link_once")
    steps_to = {"cancel_refunding": BookingState.CANCELLED, "cancel_keeping": BookingState.CANCELLED}
    shows_changes = True
    readonly_fields = ("total",)
    fieldsets = (
        (None, {"fields": ("reference", "state", "session", "total")}),
        ("Booker", {"fields": ("booker_name", "booker_email", "user")}),
        (
            "When (UK time)",
            {
                "fields": (
                    "created_at",
                    "consented_at",
                    "hold_ends_at",
                    "confirmed_at",
                    "expired_at",
                    "cancelled_at",
                )
            },
        ),
    )

    @display(description="State", ordering="state", label=STATES)
    def shown_state(self, booking: Booking) -> str:
        return booking.get_state_display()

    @display(description="Total", ordering="total_pence")
    def total(self, booking: Booking) -> str:
        return spoken_price(booking.total_pence)

    @action(description="Send the link again", permissions=["act"])
    def send_link(self, request: HttpRequest, queryset: QuerySet) -> None:
        run_each(request, queryset, _send, done="Link queued, at most once an hour, for")

    @action(description="Send link again", url_path="send-link", permissions=["act"], icon="send")
    def send_link_once(self, request: HttpRequest, object_id: str) -> HttpResponse:
        booking = row_or_404(self, request, object_id)
        return Step(
            admin=self,
            row=booking,
            title=f"Send the link of {booking} again",
            facts=[f"It goes to {booking.booker_email}, at most once an hour."],
            button="Send the link",
            done="Link queued for",
            act=lambda _: _send(booking.pk),
        ).answer(request)

    @action(description="Cancel with refund", url_path="cancel-refunding", permissions=["act"], icon="undo")
    def cancel_refunding(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._cancel(request, object_id, refund=True)

    @action(description="Cancel, no refund", url_path="cancel-keeping", permissions=["act"], icon="event_busy")
    def cancel_keeping(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._cancel(request, object_id, refund=False)

    def _cancel(self, request: HttpRequest, object_id: str, *, refund: bool) -> HttpResponse:
        booking = row_or_404(self, request, object_id)
        money = "Everything that was paid goes back to the card." if refund else "Nothing is refunded."
        return Step(
            admin=self,
            row=booking,
            title=f"Cancel booking {booking} {'with a full refund' if refund else 'without a refund'}",
            facts=[f"{booking.booker_name} is told by email, and the seats are free again.", money],
            button="Cancel the booking",
            done="Cancelled",
            act=_canceller(booking, request, refund=refund),
            asks_reason=True,
            is_grave=True,
        ).answer(request)


def _canceller(booking: Booking, request: HttpRequest, *, refund: bool) -> Callable[[str], object]:
    def cancel(reason: str) -> None:
        ended = cancel_booking(booking_id=booking.pk, by=actor(request), reason=reason, refund=refund)
        if ended.state != BookingState.CANCELLED:
            raise CancelRefusedError(f"Booking {ended} has expired, so there is nothing to cancel.")

    return cancel


def _send(booking_id: int) -> None:
    send_booking_link(booking_id=booking_id)
