"""The equation of docs/bookings.md, worked out anew from the rows, and compared with what the code believes."""

from attendees.enums import BookingState, DisputeState, RefundState, Settlement
from attendees.models import Booking
from attendees.services.balances import balance_of

# Nothing of these can still be paid or given back by card: what came in is what is owed.
SETTLED = (BookingState.CONFIRMED, BookingState.CANCELLED, BookingState.EXPIRED, BookingState.DECLINED)
NEVER_CHARGED = (BookingState.REQUESTED, BookingState.OFFERED, BookingState.DECLINED)


def wrong_money(books):
    for booking in books.bookings:
        for look in (_wrong_total, _wrong_balance, _wrong_ends, _wrong_waiver, _wrong_payments):
            for complaint in look(books, booking):
                yield f"{booking.state} booking {booking.id} ({booking.settlement}): {complaint}"


def wrong_beliefs(books):
    """What the code works out for each booking is what the rows say."""
    for booking in books.bookings:
        balance = balance_of(Booking.objects.get(pk=booking.id))
        believed = balance.owed, balance.taken - balance.given
        if believed != (books.owed(booking), books.kept(booking)):
            yield f"booking {booking.id}: {believed} is believed, and {books.owed(booking), books.kept(booking)} is so"


def _wrong_total(books, booking):
    if booking.total_pence != books.total(booking):
        yield f"its total is {booking.total_pence}, and its places come to {books.total(booking)}"


def _wrong_balance(books, booking):
    owed, kept = books.owed(booking), books.kept(booking)
    if kept > owed:
        yield f"{kept} was kept, and {owed} is owed"
    if booking.state in SETTLED and booking.settlement == Settlement.CARD and kept != owed:
        yield f"{kept} was kept, and exactly {owed} is owed"
    if booking.state == BookingState.HELD and kept >= owed:
        yield f"it waits for money, and of {owed} all is paid"


def _wrong_ends(books, booking):
    """Nothing is kept of what was never charged, nor of a card payment that came too late."""
    late = booking.state == BookingState.EXPIRED and booking.settlement == Settlement.CARD
    if (late or booking.state in NEVER_CHARGED) and (books.kept(booking) or booking.waived_pence):
        yield f"{books.kept(booking)} was kept"
    if (late or booking.state == BookingState.DECLINED) and books.total(booking):
        yield f"it still owes {books.total(booking)}"


def _wrong_waiver(books, booking):
    """Only what went back at Stripe without our asking is waived."""
    refunds = [row for paid in books.paid(booking) for row in books.refunds_of[paid.id] if row.is_outside]
    lost = [row for paid in books.paid(booking) for row in books.disputes_of[paid.id] if row.state == DisputeState.LOST]
    most = sum(row.amount_pence for row in [*(r for r in refunds if r.state != RefundState.FAILED), *lost])
    if booking.waived_pence > most:
        yield f"{booking.waived_pence} is waived, and {most} went back by itself"


def _wrong_payments(books, booking):
    """What can still be paid is what is still to be paid."""
    under_way = books.under_way(booking)
    of_booking = [payment.amount_pence for payment in under_way if payment.for_place_id is None]
    outstanding = max(0, books.owed(booking) - books.kept(booking))
    if len(under_way) > 1:
        yield f"{len(under_way)} payments are under way"
    if booking.settlement == Settlement.CARD and booking.state == BookingState.HELD:
        if of_booking != [outstanding]:
            yield f"{outstanding} is outstanding, and payments of {of_booking} are under way"
    elif booking.settlement == Settlement.CARD and of_booking:
        yield f"payments of {of_booking} are under way"
    elif under_way and booking.state not in {BookingState.HELD, BookingState.CONFIRMED}:
        yield f"{len(under_way)} payments are under way"
    elif sum(of_booking) > outstanding:
        yield f"{of_booking} is under way, and {outstanding} outstanding"
