"""What Stripe says about a payment, and what follows from it.

Stripe's events only trigger; every decision rests on the checkout fetched anew. HTTP happens outside transactions.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from attendees.emails import messages
from attendees.enums import BookingState, PaymentState, PlaceState, Settlement
from attendees.errors import PaymentMismatchError, PaymentUnavailableError
from attendees.models import Booking, Payment
from attendees.payments import gateway
from attendees.payments.answers import Checkout
from attendees.services import seating
from attendees.services.balances import balance_of, give_back_excess, retotal
from attendees.services.checkouts import SHORTEST_CHECKOUT, known_checkout, renew_try
from attendees.services.confirming import confirm_booking
from attendees.services.documents import issue_receipt
from attendees.services.locking import lock_payment
from attendees.services.moving import complete_move
from attendees.services.places import drop_excessive_payment, drop_payments, end_move
from attendees.services.releasing import expire_booking
from workshops.foundation.errors import DomainError
from workshops.services.transitions import transition

# After this long without an answer from Stripe a seat is freed all the same: a payment that still comes is given back.
PATIENCE = timedelta(minutes=15)


def refresh_payment(*, payment_id: int, by: str = "stripe") -> None:
    """Ask Stripe how a payment stands, and act on the answer. Safe to call at any time and any number of times."""
    checkout_id = Payment.objects.values_list("checkout_id", flat=True).get(pk=payment_id)
    if not checkout_id:
        return
    Payment.objects.filter(pk=payment_id).update(looked_at=timezone.now())
    apply_checkout(payment_id=payment_id, checkout=gateway.fetch_checkout(checkout_id), by=by)


def apply_checkout(*, payment_id: int, checkout: Checkout, by: str) -> None:
    """Act on a checkout as Stripe has it: paid confirms or refunds, expired frees the seat, open changes nothing.

    Raises PaymentMismatchError when another sum was paid than we asked for: nothing is confirmed, a person looks.
    """
    if checkout.is_paid:
        _refuse_other_sum(payment_id, checkout)
        record_payment(payment_id=payment_id, intent_id=checkout.intent_id, by=by)
    elif checkout.status == "expired":
        _note_closed(payment_id, by)


def _refuse_other_sum(payment_id: int, checkout: Checkout) -> None:
    asked = Payment.objects.values_list("amount_pence", "currency").get(pk=payment_id)
    if asked != (checkout.amount_pence, checkout.currency):
        raise PaymentMismatchError(
            f"Checkout {checkout.checkout_id} took {checkout.amount_pence} {checkout.currency}, "
            f"but {asked[0]} {asked[1]} was asked for. Look at it in Stripe."
        )


def _note_closed(payment_id: int, by: str) -> None:
    """Nobody can pay this try any more: end the hold it stood for, if it is the try that counts."""
    payment = Payment.objects.select_related("booking").get(pk=payment_id)
    if payment.state == PaymentState.OPEN:
        _end_try(payment, by)
    lapsed = Payment.objects.filter(pk=payment_id, state=PaymentState.LAPSED, closed_at=None)
    lapsed.update(closed_at=timezone.now())


def _end_try(payment: Payment, by: str) -> None:
    """What becomes of the seats that an open try stood for: a long hold (after an approval, an offer) gets another try."""
    if payment.for_place_id:
        end_move(place_id=payment.for_place_id, by=by)
    elif payment.booking.hold_ends_at and payment.booking.hold_ends_at > timezone.now() + SHORTEST_CHECKOUT:
        renew_try(payment_id=payment.pk, by=by)
    else:
        expire_booking(booking_id=payment.booking_id, by=by)


def close_checkout(*, payment_id: int) -> None:
    """Make sure that nobody can pay a lapsed payment; if somebody did, the money gets a seat or goes back.

    Raises PaymentUnavailableError when Stripe cannot be reached; the sweep tries again.
    """
    payment = Payment.objects.get(pk=payment_id)
    if payment.state != PaymentState.LAPSED or payment.closed_at:
        return
    checkout_id = known_checkout(payment)
    try:
        checkout = gateway.closed_checkout(checkout_id) if checkout_id else None
    except gateway.CheckoutUnknownError:
        checkout = None
    if checkout is None:
        _note_closed(payment_id, "sweep")
    else:
        apply_checkout(payment_id=payment_id, checkout=checkout, by="sweep")


def record_payment(*, payment_id: int, intent_id: str, by: str) -> None:
    """Write down that a payment arrived, and give the booker what it bought; a repeat changes nothing.

    A held booking is confirmed, a move completed. One whose hold ran out gets its seats back if there is room, and the
    whole price back if there is none; so does a cancelled one, and one that another try has paid. Locks booking, payment,
    then the sessions and what hangs on them.
    """
    with transaction.atomic():
        payment = lock_payment(payment_id)
        if payment.state == PaymentState.PAID:
            return
        payment.paid_at = payment.closed_at = timezone.now()
        payment.intent_id = intent_id or None
        transition(payment, to=PaymentState.PAID, by=by, save=("paid_at", "closed_at", "intent_id"))
        _settle(payment, by)


def _settle(payment: Payment, by: str) -> None:
    """Give the booker what the payment bought, and back whatever is too much."""
    bought = complete_move(payment, by=by) if payment.for_place_id else _seat_booking(payment, by)
    refunded = give_back_excess(
        payment.booking,
        reason="More was paid than is owed." if bought else "The payment arrived when the seat was no longer held.",
    )
    if refunded:
        messages.queue_late_payment_refunded(payment, refunded_pence=refunded)


def _seat_booking(payment: Payment, by: str) -> bool:
    """Confirm a booking that has its seats, or finds them again, once nothing is outstanding; a receipt goes with it."""
    booking = payment.booking
    if booking.settlement == Settlement.INVOICE:
        return _settle_invoice(payment, by)
    if booking.state not in {BookingState.HELD, BookingState.EXPIRED}:
        return False
    if booking.state == BookingState.EXPIRED and not _reseat(booking):
        return False
    outstanding = balance_of(booking).outstanding
    if outstanding:
        # Less came than is owed: what came stays, and the rest can be paid.
        Payment.objects.create(booking=booking, amount_pence=outstanding)
        return True
    confirm_booking(booking, by=by)
    drop_payments(booking, by)
    issue_receipt(payment, places=list(booking.places.live().select_related("ticket_type", "session__workshop")))
    return True


def _settle_invoice(payment: Payment, by: str) -> bool:
    """An invoice was paid by card, in full or in part; False when nothing of it was outstanding any more.

    Once the places of an invoice are released it is credited, so what comes then buys no seats.
    """
    balance = balance_of(payment.booking)
    if balance.excess >= payment.amount_pence:
        return False
    if payment.booking.state == BookingState.HELD and not balance.outstanding:
        confirm_booking(payment.booking, by=by)
    drop_excessive_payment(payment.booking, by)
    issue_receipt(payment)
    return True


def _reseat(booking: Booking) -> bool:
    """Take the seats of an expired booking again, unless they are gone or the person has booked anew meanwhile."""
    if booking.session.starts_at <= timezone.now():
        return False
    places = list(booking.places.filter(state=PlaceState.RELEASED, released_at__gte=booking.expired_at))
    addresses = [place.attendee_email for place in places if place.attendee_email]
    if booking.session.places.live().filter(attendee_email__in=addresses).exists():
        return False
    try:
        with transaction.atomic():
            seating.retake(places)
    except DomainError:
        return False
    for place in places:
        place.released_at = None
        transition(place, to=PlaceState.CONFIRMED, by="stripe", save=("released_at",))
    retotal(booking)
    return True


def end_hold(*, booking_id: int, by: str = "sweep") -> None:
    """End one hold that has run out: close its checkout at Stripe first, then free the seats.

    A seat is freed only once Stripe says that nobody can pay for it any more. When Stripe cannot be reached, the
    hold waits for the next sweep, until PATIENCE after the hold's own end.
    """
    payment = Payment.objects.filter(booking_id=booking_id, for_place=None, state=PaymentState.OPEN).first()
    if payment is None or _is_closed(payment, by):
        expire_booking(booking_id=booking_id, by=by)


def end_overdue_move(*, place_id: int, by: str = "sweep") -> None:
    """End one move whose difference was not paid in time: its checkout is closed first, then the new seat freed."""
    payment = Payment.objects.filter(for_place_id=place_id, state=PaymentState.OPEN).first()
    if payment is None or _is_closed(payment, by):
        end_move(place_id=place_id, by=by)


def _is_closed(payment: Payment, by: str) -> bool:
    """Close a try's checkout at Stripe; False when Stripe told how it ended and that was acted on.

    Raises PaymentUnavailableError while Stripe cannot be reached and a payment could still come.
    """
    try:
        checkout = gateway.closed_checkout(str(payment.checkout_id))
    except gateway.CheckoutUnknownError:
        return True
    except PaymentUnavailableError:
        if payment.checkout_expires_at and timezone.now() < payment.checkout_expires_at + PATIENCE:
            raise
        return True
    apply_checkout(payment_id=payment.pk, checkout=checkout, by=by)
    return False
