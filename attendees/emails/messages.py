"""One function for each message about a booking. Each may be called again: the outbox keeps one."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import timezone

from attendees.calendars import booking_calendar, cancellation, gone_for_booker, invitation, live_places, own_places
from attendees.emails.compose import Attachment, queue_email
from attendees.joining import joining_opens_at
from attendees.links import booking_link
from attendees.models import Booking, Payment, Place
from attendees.place_links import join_link
from workshops.calendar import session_calendar
from workshops.models import Session


def about(booking: Booking, **more: Any) -> dict[str, Any]:
    prefetch_related_objects([booking.session], "parts", "workshop__presenter_links__presenter")
    return {
        "booking": booking,
        "session": booking.session,
        "workshop": booking.session.workshop,
        "link": settings.SITE_URL + booking_link(booking),
        **more,
    }


def queue_confirmation(booking: Booking, places: Iterable[Place] | None = None) -> None:
    """The place is confirmed: facts, link, how to join for a booker who comes, and an invitation for the calendar.

    `places`: its live places, where they are at hand.
    """
    places = live_places(booking, places)
    own = own_places(booking, places)
    joining = {"join_link": join_link(own[0]), "joining_opens_at": joining_opens_at(own[0].session)} if own else {}
    context = about(booking, **joining)
    queue_email(
        kind="booking_confirmed",
        key=str(booking.pk),
        to=booking.booker_email,
        context=context,
        attachments=[invitation(booking_calendar(booking, places))],
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


def queue_cancellation(booking: Booking, places: Sequence[Place], *, refunded_pence: int) -> None:
    """The booking was cancelled with its `places`: what goes back, and a file that takes them out of the calendar."""
    files = cancellation(gone_for_booker(booking, places))
    queue_email(
        kind="booking_cancelled",
        key=str(booking.pk),
        to=booking.booker_email,
        context=about(booking, refunded_pence=refunded_pence, has_calendar=bool(files)) | on_session_of(places),
        attachments=files,
    )


def on_session_of(places: Sequence[Place]) -> dict[str, Session]:
    """What a message shows of the session its places are on, which is not always that of their booking."""
    return {"session": places[0].session} if places else {}


def queue_session_cancelled(booking: Booking, session: Session, *, reason: str, refunded_pence: int) -> None:
    """We cancelled the session that its places were on: why, what goes back, and a file that takes it out of the calendar."""
    calendar = Attachment(name="cancelled.ics", media_type="text/calendar", text=session_calendar([session]).decode())
    other_dates = settings.SITE_URL + booking.session.workshop.get_absolute_url()
    queue_email(
        kind="session_cancelled",
        key=str(booking.pk),
        to=booking.booker_email,
        context=about(booking, reason=reason, refunded_pence=refunded_pence, other_dates=other_dates)
        | {"session": session},
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
