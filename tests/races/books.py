"""The books must balance, whoever came first."""

from attendees.enums import BookingState, PaymentState, RefundState
from attendees.models import Booking, Payment, Refund
from workshops.models import Session, StateChange


def seats(session: Session) -> tuple[int, int]:
    """The counter, and the live places that it counts."""
    session.refresh_from_db()
    return session.places_taken, session.places.live().count()


def kept_pence(booking: Booking) -> int:
    """Money taken for a booking, less what goes back."""
    taken = sum(payment.amount_pence for payment in booking.payments.filter(state=PaymentState.PAID))
    back = Refund.objects.filter(payment__booking=booking).exclude(state=RefundState.FAILED)
    return taken - sum(refund.amount_pence for refund in back)


def owed_pence(booking: Booking) -> int:
    """What its places cost: the price of confirmed ones, nothing for any other."""
    return sum(place.price_pence for place in booking.places.confirmed())


def imbalances() -> list[str]:
    """Each booking whose money does not fit its places, each session whose counter does not; empty when all is well."""
    found = [
        f"{seats(session)} seats of {session.pk}" for session in Session.objects.all() if len(set(seats(session))) > 1
    ]
    for booking in Booking.objects.all():
        if kept_pence(booking) != owed_pence(booking):
            found.append(f"{booking.state} {booking}: kept {kept_pence(booking)}, owed {owed_pence(booking)}")
        if booking.places.live().exists() != (booking.state in {BookingState.HELD, BookingState.CONFIRMED}):
            found.append(f"{booking.state} {booking}: {[place.state for place in booking.places.all()]}")
    return found


def moves(row: Booking | Payment | Refund, to: str) -> int:
    """How often a row moved to the state `to`."""
    return StateChange.objects.filter(subject=row._meta.label_lower, subject_id=row.pk, to_state=to).count()
