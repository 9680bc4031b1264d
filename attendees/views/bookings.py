"""A booking's own page, and what its booker can do there with the whole of it."""

import logging

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from attendees.access import accept_key, booking_for, is_booker
from attendees.booking_page import page_of
from attendees.calendars import booking_calendar
from attendees.enums import BookingState, PaymentState
from attendees.errors import PaymentUnavailableError
from attendees.models import Booking
from attendees.services.invoicing import pay_by_card
from attendees.services.payments import refresh_payment
from attendees.services.releasing import cancel_booking
from attendees.views.booking import onward
from workshops.foundation.errors import DomainError

logger = logging.getLogger(__name__)


@never_cache
def booking_page(request: HttpRequest, reference: str) -> HttpResponse:
    """`/bookings/<reference>/`: by account, or by the signed link, whose key then leaves the address."""
    if "key" in request.GET:
        return _enter(request, reference)
    booking = booking_for(request, reference)
    context = page_of(booking)
    if not is_booker(request, booking):
        # An organiser looks at it: what is for the booker as an attendee leads nowhere for them.
        context["own_place"] = context["record"] = None
    return render(request, "attendees/booking.html", context)


def _enter(request: HttpRequest, reference: str) -> HttpResponse:
    if not accept_key(request, reference):
        raise Http404
    booking = booking_for(request, reference)
    if "paid" in request.GET:
        _look_at_payment(request, booking)
    elif "unpaid" in request.GET and booking.state == BookingState.HELD:
        messages.info(request, "You have not paid yet. Your seat is still held: pay below when you are ready.")
    return redirect(booking)


def _look_at_payment(request: HttpRequest, booking: Booking) -> None:
    """Back from Stripe: ask at once instead of waiting for the event."""
    for payment in booking.payments.filter(state=PaymentState.OPEN):
        try:
            refresh_payment(payment_id=payment.pk, by="booker")
        except PaymentUnavailableError:
            logger.warning("Stripe did not answer about payment %s; its event will.", payment.pk)
            messages.info(request, "Your payment is on its way to us. This page will show it in a minute.")
        except DomainError:
            logger.exception("Stripe does not know payment %s as we do.", payment.pk)
            messages.error(request, "We cannot find your payment. If you have paid, write to us.")


@require_POST
def pay(request: HttpRequest, reference: str) -> HttpResponse:
    """On to Stripe's page for a booking or a move that waits for money. A second click leads to the same page there."""
    booking = booking_for(request, reference)
    pay_by_card(booking_id=booking.pk)
    return onward(request, booking)


def cancel(request: HttpRequest, reference: str) -> HttpResponse:
    """Asks once, then cancels every place under the policy."""
    booking = booking_for(request, reference)
    if request.method != "POST":
        return render(request, "attendees/cancel.html", page_of(booking))
    try:
        booking = cancel_booking(booking_id=booking.pk, by="booker")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        _tell_cancelled(request, booking)
    return redirect(booking)


def _tell_cancelled(request: HttpRequest, booking: Booking) -> None:
    if booking.state == BookingState.CANCELLED:
        messages.success(request, "Your booking is cancelled. We have sent you a message about it.")
    else:
        messages.info(request, "Your booking had ended already, so there was nothing to cancel.")


def invitation(request: HttpRequest, reference: str) -> HttpResponse:
    """The calendar file of a confirmed booking's dates, with the joining page of the booker's own place."""
    booking = booking_for(request, reference)
    if booking.state != BookingState.CONFIRMED:
        raise Http404
    response = HttpResponse(booking_calendar(booking), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{booking.reference}.ics"'
    return response
