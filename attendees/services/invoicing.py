"""Bookings on invoice: when an invoice is possible, when it is due, money that arrives by bank, reminders, and the end."""

import logging
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from attendees.emails import money_messages
from attendees.enums import BookingState, PaymentMethod, PaymentState, Settlement
from attendees.errors import InvoiceRefusedError
from attendees.models import Booking, Payment
from attendees.services.balances import balance_of
from attendees.services.checkouts import queue_closing
from attendees.services.documents import issue_receipt
from attendees.services.locking import lock_booking
from attendees.services.places import drop_payments
from workshops.enums import InvoiceRelease
from workshops.foundation.money import exact_amount
from workshops.models import Session
from workshops.queries import current_provider
from workshops.services.transitions import transition

logger = logging.getLogger(__name__)

LAST_MINUTE = time(23, 59)
# An invoice is due this long before the session at the latest, so that places are paid for or free again by then.
BEFORE_SESSION = timedelta(days=2)
REMIND_BEFORE = timedelta(days=7)


def invoice_refusal(session: Session) -> str:
    """Why a booking on this session cannot be paid by invoice now; empty while it can."""
    provider = current_provider()
    if not provider.takes_invoices:
        return "This booking cannot be paid by invoice. Pay by card, or write to us."
    if session.starts_at - timedelta(days=provider.invoice_closes_days) <= timezone.now():
        return "The session is too near for an invoice to be paid in time. Pay by card, or write to us."
    return ""


def refuse_invoice(session: Session) -> None:
    """Raise InvoiceRefusedError where `invoice_refusal` has a reason."""
    refusal = invoice_refusal(session)
    if refusal:
        raise InvoiceRefusedError(refusal)


def due_at(session: Session) -> datetime:
    """When an invoice made now is due: the last minute of a day in the session's zone, some days before it starts."""
    terms = timezone.now() + timedelta(days=current_provider().invoice_days)
    day = min(terms, session.starts_at - BEFORE_SESSION).astimezone(session.zone).date()
    return datetime.combine(day, LAST_MINUTE, tzinfo=session.zone)


def record_transfer(
    *, booking_id: int, amount_pence: int, reference: str, by: str, seen_pence: int | None = None
) -> Payment:
    """Write down that a bank transfer arrived for a booking on invoice, in full or in part.

    Once nothing is outstanding, a held booking is confirmed. A receipt is issued, and a card payment under way that would
    be too much lapses. `seen_pence` is what was outstanding on the page: of two who record the same part, one is told.
    Locks the booking. Raises InvoiceRefusedError for a booking that is not on invoice, for more than is outstanding, and
    where something else is outstanding by now.
    """
    from attendees.services.confirming import confirm_booking
    from attendees.services.places import drop_excessive_payment

    with transaction.atomic():
        booking = lock_booking(booking_id)
        _refuse_transfer(booking, amount_pence, seen_pence)
        # A try by card asks for what is no longer outstanding.
        drop_payments(booking, by)
        payment = Payment.objects.create(
            booking=booking, method=PaymentMethod.BANK, amount_pence=amount_pence, note=reference.strip()
        )
        payment.paid_at = timezone.now()
        transition(payment, to=PaymentState.PAID, by=by, reason=reference, save=("paid_at",))
        drop_excessive_payment(booking, by)
        issue_receipt(payment)
        if booking.state == BookingState.HELD and not balance_of(booking).outstanding:
            confirm_booking(booking, by=by)
    return payment


def outdated(outstanding_pence: int) -> str:
    """What to tell someone whose page showed another sum."""
    return (
        f"Something changed since you opened this page: {exact_amount(outstanding_pence)} is outstanding now. "
        "Look at the payments of the booking, then record what is missing there."
    )


def _refuse_transfer(booking: Booking, amount_pence: int, seen_pence: int | None) -> None:
    if booking.settlement != Settlement.INVOICE:
        raise InvoiceRefusedError(f"Booking {booking} is not on invoice, so no transfer can be recorded for it.")
    outstanding = balance_of(booking).outstanding
    if booking.state == BookingState.REQUESTED:
        raise InvoiceRefusedError(f"Booking {booking} is not approved yet, so nothing is to be paid.")
    if seen_pence not in {None, outstanding}:
        raise InvoiceRefusedError(outdated(outstanding))
    if amount_pence < 1 or amount_pence > outstanding:
        raise InvoiceRefusedError(
            f"{exact_amount(outstanding)} is outstanding for booking {booking}. "
            "Record no more than that, and send anything beyond it back."
        )


def trust_booking(*, booking_id: int, by: str, reason: str) -> Booking:
    """Confirm a booking on invoice before it is paid; what is outstanding stays outstanding. Locks the booking.

    Raises InvoiceRefusedError for any other booking.
    """
    from attendees.services.confirming import confirm_booking

    with transaction.atomic():
        booking = lock_booking(booking_id)
        if booking.settlement != Settlement.INVOICE or booking.state != BookingState.HELD:
            raise InvoiceRefusedError(f"Booking {booking} does not wait for an invoice to be paid.")
        confirm_booking(booking, by=by, reason=reason)
    return booking


def can_pay_by_card(booking: Booking) -> bool:
    """Whether what is outstanding on an invoice may be paid by card instead."""
    return booking.settlement == Settlement.INVOICE and booking.state in {BookingState.HELD, BookingState.CONFIRMED}


def pay_by_card(*, booking_id: int) -> Payment | None:
    """Make the payment by card for whatever is outstanding on an invoice, or find the one under way. Locks the booking.

    None where nothing is outstanding, or the booking is not on invoice.
    """
    with transaction.atomic():
        booking = lock_booking(booking_id)
        outstanding = balance_of(booking).outstanding
        if not can_pay_by_card(booking) or not outstanding:
            return None
        under_way = booking.payments.filter(state__in=[PaymentState.PENDING, PaymentState.OPEN]).first()
        if under_way and under_way.amount_pence != outstanding:
            transition(under_way, to=PaymentState.LAPSED, by="booker")
            queue_closing(under_way)
            under_way = None
        return under_way or Payment.objects.create(booking=booking, amount_pence=outstanding)


def look_after_invoices() -> int:
    """Remind of invoices that are nearly due or overdue, and release what the provider's policy releases; how many.

    Each reminder goes out once: a week before, on the day after the due date, then every week. Safe to run at any time.
    """
    now = timezone.now()
    unpaid = Booking.objects.filter(
        settlement=Settlement.INVOICE,
        state__in=[BookingState.HELD, BookingState.CONFIRMED],
        billing__due_at__lte=now + REMIND_BEFORE,
    )
    keys = list(unpaid.values_list("pk", flat=True))
    for key in keys:
        try:
            _look_after(key, now)
        except Exception:
            logger.exception("Invoice of booking %s could not be looked after; the others are.", key)
    return len(keys)


def _look_after(booking_id: int, now: datetime) -> None:
    with transaction.atomic():
        booking = lock_booking(booking_id)
        due, outstanding = booking.billing.due_at, balance_of(booking).outstanding
        releases = current_provider().invoice_release == InvoiceRelease.RELEASE
        if not outstanding or booking.state not in {BookingState.HELD, BookingState.CONFIRMED}:
            return
        if not (due < now and releases and booking.state == BookingState.HELD):
            money_messages.queue_invoice_reminder(booking, outstanding_pence=outstanding, round_=_round(due, now))
            return
    release_unpaid(booking_id=booking_id, by="sweep")


def _round(due: datetime, now: datetime) -> int:
    """Which reminder is the latest that is due: 0 before the due date, 1 in the week after it, then one more a week."""
    return 0 if now <= due else 1 + (now - due).days // 7


def release_unpaid(*, booking_id: int, by: str, reason: str = "The invoice was not paid when it was due.") -> Booking:
    """End a held booking whose invoice was not paid: seats freed, the invoice credited, what came in goes back."""
    from attendees.services.releasing import expire_booking

    return expire_booking(booking_id=booking_id, by=by, reason=reason)
