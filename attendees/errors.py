"""Refusals that bookers and attendees are shown."""

from workshops.foundation.errors import DomainError


class BookingRefusedError(DomainError):
    """Booking is not possible now; the sentence says why and what to do instead."""


class SoldOutError(BookingRefusedError):
    """Fewer seats are left than were asked for."""


class AlreadyBookedError(BookingRefusedError):
    """Someone named in the booking already has a place."""


class FormUsedError(BookingRefusedError):
    """The form made a booking before, of something else than it holds now."""


class DeclarationMissingError(BookingRefusedError):
    """The ticket type asks for a declaration that was not made."""


class DiscountRefusedError(BookingRefusedError):
    """The code is unknown, over, used up, or not for this."""


class NotEligibleError(BookingRefusedError):
    """The ticket type is not for this person, or something it asks for is missing."""


class ProofNeededError(NotEligibleError):
    """The ticket type is for certain addresses, and nobody has shown yet that this one is theirs."""


class TotalChangedError(BookingRefusedError):
    """The sum is another than the person was shown."""


class ChangeRefusedError(DomainError):
    """A place cannot be changed like that, or not any more."""


class InvoiceRefusedError(DomainError):
    """An invoice is not possible here, or this money does not fit it."""


class CancelRefusedError(DomainError):
    """The booking cannot be cancelled any more."""


class PaymentUnavailableError(DomainError):
    """Stripe cannot be reached, or is not set up; the seat stays held."""


class PaymentMismatchError(DomainError):
    """Stripe took another sum than was asked for."""


class AttendanceRefusedError(DomainError):
    """Attendance cannot be decided like this."""


class WaitingRefusedError(DomainError):
    """The waiting list is not open for this person or session."""


class AlreadyThereError(WaitingRefusedError):
    """The address waits already or has a place: true, and nobody else's business."""


class OfferRefusedError(DomainError):
    """Seats cannot be offered to this person, or the order of the list cannot change like this."""


class OfferOverError(DomainError):
    """The offer was declined, ran out or was taken back; the sentence says how to wait again."""


class CheckInRefusedError(DomainError):
    """Nobody could be checked in: the same words whatever is wrong, so that nobody learns who is booked."""


class NeedRefusedError(DomainError):
    """What someone needs cannot be kept for this place, or not without their consent."""


class NobodyToTellError(DomainError):
    """A message has nobody to go to."""
