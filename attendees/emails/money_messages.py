"""One function for each message about changes of places and about money owed. Each may be called again."""

from collections.abc import Sequence

from django.conf import settings

from attendees.calendars import cancellation, gone_for_booker, invitation, place_calendar_for
from attendees.emails.compose import queue_email
from attendees.emails.messages import about, on_session_of
from attendees.models import Booking, Payment, Place, WaitingListEntry
from workshops.models import Session


def queue_invoice_reminder(booking: Booking, *, outstanding_pence: int, round_: int) -> None:
    """What is outstanding: a week before it is due, the day after, then every week; `round_` counts them, 0 before."""
    context = about(booking, billing=booking.billing, outstanding_pence=outstanding_pence, is_overdue=round_ > 0)
    # The link opens the whole booking: it is for the booker alone.
    readers = {"booker": (booking.booker_email, context), "accounts": (_accounts(booking), context | {"link": ""})}
    for who, (address, own) in readers.items():
        if address:
            queue_email(kind="invoice_reminder", key=f"{booking.pk}:{round_}:{who}", to=address, context=own)


def _accounts(booking: Booking) -> str:
    """Accounts payable, unless that is the booker."""
    address = booking.billing.accounts_email
    return "" if address == booking.booker_email else address


def queue_places_cancelled(
    booking: Booking, places: Sequence[Place], *, reason: str, refunded_pence: int, tell_attendees: bool
) -> None:
    """Some places of a booking were given back: to the booker, and to whoever sat there."""
    left = booking.places.live().count()
    files = cancellation(gone_for_booker(booking, places))
    context = about(booking, places=places, left=left, reason=reason, refunded_pence=refunded_pence)
    queue_email(
        kind="places_cancelled",
        key=f"{booking.pk}:{'-'.join(str(place.pk) for place in places)}"[:90],
        to=booking.booker_email,
        context=context | on_session_of(places) | {"has_calendar": bool(files)},
        attachments=files,
    )
    if tell_attendees:
        for place in places:
            queue_attendee_cancelled(booking, place, reason=reason)


def queue_attendee_cancelled(booking: Booking, place: Place, *, reason: str) -> None:
    """Someone whose place was given back by whoever booked it, or by us; not to the booker, who is told otherwise."""
    if not place.attendee_email or place.attendee_email == booking.booker_email:
        return
    queue_email(
        kind="place_cancelled",
        key=str(place.pk),
        to=place.attendee_email,
        context=about(booking, place=place, reason=reason) | {"session": place.session},
        attachments=cancellation([place.session]),
    )


def queue_place_moved(place: Place, *, refunded_pence: int) -> None:
    """A place is on another date now: to the booker and to the attendee, with an invitation for the new date."""
    booking = place.booking
    context = about(booking, place=place, refunded_pence=refunded_pence) | {"session": place.session}
    for address in {booking.booker_email, place.attendee_email} - {""}:
        is_booker = address == booking.booker_email
        old = cancellation(_left_behind(place, is_booker=is_booker))
        own = {"link": _link(place, address, context["link"]), "is_booker": is_booker, "old_goes": bool(old)}
        queue_email(
            kind="place_moved",
            key=f"{place.pk}:{'booker' if is_booker else 'attendee'}",
            to=address,
            context=context | own,
            attachments=[invitation(place_calendar_for(place, address)), *old],
        )


def _left_behind(place: Place, *, is_booker: bool) -> list[Session]:
    """The session that the place was on before; of a booker's calendar only where nothing of the booking is left on it."""
    if place.replaces is None:
        return []
    return gone_for_booker(place.booking, [place.replaces]) if is_booker else [place.replaces.session]


def _link(place: Place, address: str, booking_link: str) -> str:
    """The booker opens the booking; the attendee only their own place."""
    from attendees.place_links import place_link

    return booking_link if address == place.booking.booker_email else settings.SITE_URL + place_link(place)


def queue_difference_due(payment: Payment) -> None:
    """An organiser moved a place to a dearer date: the seat there is held, and what has to be paid until when."""
    booking, place = payment.booking, payment.for_place
    if place is None or place.replaces is None:
        return
    context = about(booking, payment=payment, place=place, old=place.replaces) | {"session": place.session}
    queue_email(kind="difference_due", key=str(payment.pk), to=booking.booker_email, context=context)


def queue_move_lapsed(place: Place) -> None:
    """The difference was not paid in time: the place stays where it was."""
    context = about(place.booking, place=place, old=place.replaces)
    queue_email(kind="move_lapsed", key=str(place.pk), to=place.booking.booker_email, context=context)


def queue_waiting_ended(entry: WaitingListEntry, *, reason: str) -> None:
    """The session that someone waited for will not take place."""
    queue_email(
        kind="waiting_ended",
        key=str(entry.pk),
        to=entry.email,
        context={
            "entry": entry,
            "session": entry.session,
            "workshop": entry.session.workshop,
            "reason": reason,
            "other_dates": settings.SITE_URL + entry.session.workshop.get_absolute_url(),
        },
    )
