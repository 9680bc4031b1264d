"""Approving, declining and cancelling a booking, and sending its link: each step as its page asks for it."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from attendees.admin.shares import cancelling
from attendees.enums import BookingState, Settlement
from attendees.errors import CancelRefusedError
from attendees.models import Booking
from attendees.services.approving import approve_booking, decline_booking
from attendees.services.releasing import cancel_booking
from attendees.services.sending_links import send_booking_link
from workshops.admin.actions import ListStep, SpokenReasonForm, Step
from workshops.admin.base import OrganiserAdmin, actor
from workshops.foundation.money import exact_amount
from workshops.queries import current_provider


class DeclineForm(SpokenReasonForm):
    """Why not: the booker reads it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "Reason, said to the booker"
        self.fields["reason"].help_text = "Printed in the email to the booker, and kept with the booking."


def approve_step(admin: OrganiserAdmin, booking: Booking, request: HttpRequest) -> Step:
    return Step(
        admin=admin,
        row=booking,
        title=f"Approve booking {booking}",
        facts=[_who_asks(booking), _what_approving_does(booking), f"{booking.booker_email} is told."],
        button="Approve the booking",
        done="Approved",
        act=lambda _: approve_booking(booking_id=booking.pk, by=actor(request)),
    )


def _who_asks(booking: Booking) -> str:
    number = booking.places.live().count()
    places = "1 place" if number == 1 else f"{number} places"
    return f"{booking.booker_name} asks for {places} on {booking.session}."


def _what_approving_does(booking: Booking) -> str:
    if booking.is_free:
        return "It costs nothing, so it is confirmed at once."
    total = exact_amount(booking.total_pence)
    if booking.settlement == Settlement.INVOICE:
        return f"An invoice of {total} is issued, and the places are held until it is due."
    hours = current_provider().approval_hours
    return f"The places are held for {hours} hours, or until the session if that is sooner, for {total} to be paid."


def decline_step(admin: OrganiserAdmin, booking: Booking, request: HttpRequest) -> Step:
    return Step(
        admin=admin,
        row=booking,
        title=f"Decline booking {booking}",
        facts=[_who_asks(booking), "The seats are free again. Nothing was charged."],
        button="Decline the booking",
        done="Declined",
        form=DeclineForm,
        act=lambda filled: _decline(booking.pk, filled["reason"], request),
        is_grave=True,
    )


def decline_several(admin: OrganiserAdmin, bookings: QuerySet, request: HttpRequest) -> ListStep:
    names = [f"{booking}, {booking.booker_name}: {booking.session}." for booking in bookings]
    return ListStep(
        admin=admin,
        rows=bookings,
        name="decline_each",
        title=f"Decline {'1 booking' if len(names) == 1 else f'{len(names)} bookings'}",
        facts=["Each booker gets the same reason. The seats are free again. Nothing was charged.", *names],
        button="Decline",
        done="Declined",
        form=DeclineForm,
        act=lambda pk, reason: _decline(pk, reason, request),
        is_grave=True,
    )


def _decline(booking_id: int, reason: str, request: HttpRequest) -> Booking:
    return decline_booking(booking_id=booking_id, by=actor(request), reason=reason)


def cancel_step(admin: OrganiserAdmin, booking: Booking, request: HttpRequest) -> Step:
    places = list(booking.places.live().select_related("session"))
    facts, form = cancelling(booking, places)
    return Step(
        admin=admin,
        row=booking,
        title=f"Cancel booking {booking}",
        facts=[f"{booking.booker_name} is told by email, and the seats are free again.", *facts],
        button="Cancel the booking",
        done="Cancelled",
        form=form,
        act=_canceller(booking, request),
        is_grave=True,
    )


def _canceller(booking: Booking, request: HttpRequest) -> Callable[[dict[str, Any]], object]:
    def cancel(filled: dict[str, Any]) -> None:
        percent = filled.get("share_percent")
        ended = cancel_booking(booking_id=booking.pk, by=actor(request), reason=filled["reason"], percent=percent)
        if ended.state != BookingState.CANCELLED:
            state = ended.get_state_display().lower()
            raise CancelRefusedError(f"Booking {ended} is {state}, so there is nothing to cancel.")

    return cancel


def send_link_step(admin: OrganiserAdmin, booking: Booking) -> Step:
    return Step(
        admin=admin,
        row=booking,
        title=f"Send the link of {booking} again",
        facts=[f"It goes to {booking.booker_email}, at most once an hour."],
        button="Send the link",
        done="Link queued for",
        act=lambda _: send_booking_link(booking_id=booking.pk),
    )
