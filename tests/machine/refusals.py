"""A refusal tells the truth: what it says against a booking or a move is so."""

from attendees.enums import LIVE_PLACES
from attendees.errors import AlreadyBookedError, DiscountRefusedError, SoldOutError


def must_be_true(outcome, books, *, ticket, emails, code=""):
    """Anything but these refusals passes. `books` is how everything stood before."""
    wanted = len(emails)
    if isinstance(outcome, AlreadyBookedError):
        named = [email for email in emails if email]
        seated = [
            place
            for place in books.places
            if place.session_id == ticket.session_id and place.state in LIVE_PLACES and place.attendee_email in named
        ]
        assert seated or len(set(named)) < len(named), outcome
    elif isinstance(outcome, SoldOutError):
        left = [ticket.session.seats_left, *([] if ticket.left is None else [ticket.left])]
        assert min(left) < wanted, outcome
    elif isinstance(outcome, DiscountRefusedError):
        discount = next(row for row in books.discounts if row.code == code)
        assert discount.max_uses is not None, outcome
        assert discount.uses + wanted > discount.max_uses, outcome
