"""Sessions, knowing who has booked: what can no longer change, and cancelling. Registered higher up."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.dataclasses import UnfoldAction
from unfold.decorators import action

from attendees.enums import BookingState, PaymentState
from attendees.models import Booking
from attendees.services.cancelling import cancel_session
from attendees.services.offering import offer_seats
from workshops.admin.actions import Step, row_or_404
from workshops.admin.base import actor
from workshops.admin.session import SessionAdmin
from workshops.admin.ticket import TicketForm, TicketInline
from workshops.admin.timetable import TimetableInline
from workshops.enums import SessionState
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


class BookedSessionAdmin(SessionAdmin):
    inlines = (TimetableInline, BookedTicketInline)
    actions_detail = (*SessionAdmin.actions_detail, "cancel")

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
        """Cancelling is offered again while bookings are left over from a cancellation that was interrupted."""
        shown = super().get_actions_detail(request, object_id)
        session = self.get_object(request, str(object_id))
        done = session is not None and session.state == SessionState.CANCELLED and not live_bookings(session).exists()
        return [step for step in shown if not (done and step.action_name.endswith("_cancel"))]

    @action(
        description="Cancel session",
        url_path="cancel",
        permissions=["act"],
        icon="event_busy",
    )
    def cancel(self, request: HttpRequest, object_id: str) -> HttpResponse:
        session = row_or_404(self, request, object_id)
        return Step(
            admin=self,
            row=session,
            title=f"Cancel “{session}”",
            facts=what_cancelling_does(session),
            button="Cancel the session",
            done="Cancelled",
            act=lambda reason: cancel_session(session_id=session.pk, by=actor(request), reason=reason),
            tells_reason=True,
            is_grave=True,
        ).answer(request)


def live_bookings(session: Session) -> QuerySet:
    """Bookings that hold a seat."""
    return Booking.objects.filter(session=session, state__in=[BookingState.HELD, BookingState.CONFIRMED])


def what_cancelling_does(session: Session) -> list[str]:
    """How many people a cancellation touches, said before it is done."""
    live = live_bookings(session)
    paid = live.filter(payments__state=PaymentState.PAID).distinct().count()
    return [
        f"{_counted(live.count())} will be cancelled and told by email.",
        f"{_counted(paid)} will be refunded in full.",
        "This cannot be taken back.",
    ]


def _counted(number: int) -> str:
    return "1 booking" if number == 1 else f"{number} bookings"
