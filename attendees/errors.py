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
