"""Cancelling a session: what becomes of everyone on it is said, chosen, done, and told in figures."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from unfold.widgets import UnfoldAdminSelectWidget

from attendees.enums import PaymentState
from attendees.models import Booking, Place
from attendees.services.cancelling import Emptied, cancel_session
from attendees.services.openness import closed_reason, ticket_reason
from workshops.admin.actions import SpokenReasonForm, Step
from workshops.admin.base import OrganiserAdmin, actor
from workshops.enums import SessionState
from workshops.models import Session, TicketType

GIVE_BACK = ("", "Cancelled: all money goes back")
LEFT_OVER = (
    "{} could not be cancelled or moved: the log says why. Cancel the session once more to try again, or see to it by "
    "hand."
)


class CancelSessionForm(SpokenReasonForm):
    """Why, and where people go: nowhere, or to another date."""

    move_to = forms.TypedChoiceField(
        label="What happens to the bookings",
        required=False,
        coerce=int,
        empty_value=None,
        widget=UnfoldAdminSelectWidget,
        help_text="A booking that finds no room on the other date is cancelled, and everything goes back.",
        error_messages={"invalid_choice": "Nobody can be moved to this date any more. Choose another."},
    )
    field_order = ("move_to", "reason")

    def __init__(self, *args: Any, choices: Sequence[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["move_to"].choices = [GIVE_BACK, *choices]  # type: ignore[attr-defined]


def cancel_step(admin: OrganiserAdmin, session: Session, request: HttpRequest) -> Step:
    choices = [(other.pk, _spoken(other)) for other in targets_of(session)]
    return Step(
        admin=admin,
        row=session,
        title=f"Cancel “{session}”",
        facts=what_cancelling_does(session),
        button="Cancel the session",
        form=lambda data: CancelSessionForm(data, choices=choices),
        act=lambda filled: cancel_session(
            session_id=session.pk, by=actor(request), reason=filled["reason"], move_to=filled["move_to"]
        ),
        tell=_tell_emptied,
        is_grave=True,
    )


def may_cancel(session: Session) -> bool:
    """Whether there is something to cancel; again while places are left over from a try that was interrupted."""
    if session.state == SessionState.CANCELLED:
        return live_places(session).exists()
    return SessionState.CANCELLED in session.MOVES[SessionState(session.state)] and not session.is_past


def live_places(session: Session) -> QuerySet[Place]:
    """The places that are on this session now, whichever session their booking was made for."""
    return Place.objects.live().filter(session=session)


def what_cancelling_does(session: Session) -> list[str]:
    """How many people a cancellation touches, said before it is done."""
    places = live_places(session).count()
    bookings = Booking.objects.filter(places__in=live_places(session)).distinct()
    paid = bookings.filter(payments__state=PaymentState.PAID).count()
    waiting = [f"{_counted(session.waiting_count, 'person')} on the waiting list will be told that it has ended."]
    return [
        f"{_counted(bookings.count(), 'booking')} with {_counted(places, 'place')} will be cancelled or moved, and everyone told by email.",
        f"{_counted(paid, 'booking')} {'has' if paid == 1 else 'have'} been paid for, in full or in part.",
        *(waiting if session.waiting_count else []),
        "This cannot be taken back.",
    ]


def targets_of(session: Session) -> list[Session]:
    """Coming dates of the workshop with a seat left, soonest first, on the ticket that `cancel_session` would take."""
    tickets = TicketType.objects.filter(
        session__workshop=session.workshop_id,
        session__state=SessionState.SCHEDULED,
        session__starts_at__gt=timezone.now(),
        code="",
    )
    rows = tickets.exclude(session=session.pk).select_related("session__workshop")
    first: dict[int, TicketType] = {}
    for ticket in rows.order_by("session__starts_at", "session_id", "position", "pk"):
        first.setdefault(ticket.session_id, ticket)
    return [ticket.session for ticket in first.values() if _takes_people(ticket)]


def _takes_people(ticket: TicketType) -> bool:
    is_open = not (closed_reason(ticket.session) or ticket_reason(ticket))
    return is_open and ticket.session.seats_left > 0 and not ticket.is_gone


def _spoken(session: Session) -> str:
    """ "Moved to Fri 12 Jun 2026, 10:00, Leeds, at no cost: 7 of 20 seats left"."""
    words = [date_format(session.local_start, "D j M Y, H:i"), session.town]
    where = ", ".join(word for word in words if word)
    return f"Moved to {where}, at no cost: {session.seats_left} of {session.capacity} seats left"


def _tell_emptied(request: HttpRequest, emptied: Emptied) -> None:
    moved, cancelled = _counted(emptied.moved, "booking"), _counted(emptied.cancelled, "booking")
    messages.success(request, f"The session is cancelled: {moved} moved, {cancelled} cancelled.")
    if emptied.failed:
        messages.error(request, LEFT_OVER.format(_counted(emptied.failed, "booking")))


def _counted(number: int, noun: str) -> str:
    many = {"person": "people"}.get(noun, f"{noun}s")
    return f"1 {noun}" if number == 1 else f"{number} {many}"
