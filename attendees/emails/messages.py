"""One function for each message about a booking. Each may be called again: the outbox keeps one."""

from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import timezone

from attendees.emails.compose import Attachment, queue_email
from attendees.links import booking_link
from attendees.models import Booking, Payment
from workshops.calendar import session_calendar


def about(booking: Booking, **more: Any) -> dict[str, Any]:
    prefetch_related_objects([booking.session], "parts", "workshop__presenter_links__presenter")
    return {
        "booking": booking,
        "session": booking.session,
        "workshop": booking.session.workshop,
        "link": settings.SITE_URL + booking_link(booking),
        **more,
    }


def queue_confirmation(booking: Booking) -> None:
    """The place is confirmed: facts, link, and an invitation for the calendar."""
    calendar = Attachment(
        name="invitation.ics",
        media_type="text/calendar",
        text=session_calendar([booking.session], joining=True).decode(),
    )
    queue_email(
        kind="booking_confirmed",
        key=str(booking.pk),
        to=booking.booker_email,
        context=about(booking),
        attachments=[calendar],
    )


def queue_request_received(booking: Booking) -> None:
    """The booking waits for an organiser's yes; nothing is charged before."""
    queue_email(kind="request_received", key=str(booking.pk), to=booking.booker_email, context=about(booking))


def queue_request_approved(booking: Booking) -> None:
    """An organiser said yes: pay until then to keep the places."""
    queue_email(kind="request_approved", key=str(booking.pk), to=booking.booker_email, context=about(booking))


def queue_request_declined(booking: Booking) -> None:
    """An organiser said no, and why."""
    queue_email(kind="request_declined", key=str(booking.pk), to=booking.booker_email, context=about(booking))


def queue_hold_expired(booking: Booking) -> None:
    """The held seat went back on sale, because no payment came."""
    queue_email(kind="hold_expired", key=str(booking.pk), to=booking.booker_email, context=about(booking))


def queue_cancellation(booking: Booking, *, refunded_pence: int) -> None:
    """The booking was cancelled, and what goes back."""
    queue_email(
        kind="booking_cancelled",
        key=str(booking.pk),
        to=booking.booker_email,
        context=about(booking, refunded_pence=refunded_pence),
    )


def queue_session_cancelled(booking: Booking, *, reason: str, refunded_pence: int) -> None:
    """We cancelled the session: why, what goes back, and an entry that takes it out of the calendar."""
    calendar = Attachment(
        name="cancelled.ics", media_type="text/calendar", text=session_calendar([booking.session]).decode()
    )
    other_dates = settings.SITE_URL + booking.session.workshop.get_absolute_url()
    queue_email(
        kind="session_cancelled",
        key=str(booking.pk),
        to=booking.booker_email,
        context=about(booking, reason=reason, refunded_pence=refunded_pence, other_dates=other_dates),
        attachments=[calendar],
    )


def queue_late_payment_refunded(payment: Payment, *, refunded_pence: int) -> None:
    """A payment came that could buy nothing (the seat had gone, or was paid already), and goes back in full."""
    booking = payment.booking
    queue_email(
        kind="late_payment_refunded",
        key=f"{booking.pk}:{payment.pk}",
        to=booking.booker_email,
        context=about(booking, refunded_pence=refunded_pence),
    )


def queue_booking_link(booking: Booking) -> None:
    """The booking's link once more, at most once an hour."""
    hour = timezone.now().strftime("%Y%m%d%H")
    queue_email(kind="booking_link", key=f"{booking.pk}:{hour}", to=booking.booker_email, context=about(booking))
