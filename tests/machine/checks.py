"""What holds after every step, whatever came before: seats, states and who sits where. Each answers in sentences; none: well."""

from collections import Counter

from attendees.enums import LIVE_BOOKINGS, LIVE_PLACES, STILL_WAITING, BookingState, PlaceState, WaitingState
from tests.machine.books import is_moving
from tests.machine.checks_documents import wrong_documents
from tests.machine.checks_money import wrong_money


def complaints(books):
    """Everything that does not hold just now."""
    looks = (wrong_counters, wrong_states, wrong_moves, wrong_people, wrong_money, wrong_documents)
    return [complaint for look in looks for complaint in look(books)]


def wrong_counters(books):
    """Seats, quotas and uses are the live places that have them; who waits is counted too. None is beyond its limit."""
    live = [place for place in books.places if place.state in LIVE_PLACES]
    waiting = Counter(entry.session_id for entry in books.entries if entry.state in STILL_WAITING)
    for name, rows, limit, counter in (
        ("session_id", books.sessions, "capacity", "places_taken"),
        ("ticket_type_id", books.tickets, "quota", "places_taken"),
        ("discount_id", books.discounts, "max_uses", "uses"),
    ):
        counted = Counter(getattr(place, name) for place in live)
        for row in rows:
            most, kept = getattr(row, limit), getattr(row, counter)
            if kept != counted[row.id]:
                yield f"{counter} of {name} {row.id} is {kept}, and {counted[row.id]} places are live"
            if most is not None and counted[row.id] > most:
                yield f"{name} {row.id} has {counted[row.id]} places, and {limit} is {most}"
    for session in books.sessions:
        if session.waiting_count != waiting[session.id]:
            yield f"session {session.id} counts {session.waiting_count} waiting, and {waiting[session.id]} are"


def wrong_states(books):
    """A booking and its places tell the same: only live ones have live places, confirmed ones confirmed places."""
    for booking in books.bookings:
        live = books.live(booking)
        if bool(live) != (booking.state in LIVE_BOOKINGS):
            yield f"{named(booking)} has {len(live)} live places"
        fits = PlaceState.CONFIRMED if booking.state == BookingState.CONFIRMED else PlaceState.HELD
        for place in live:
            if place.state != fits and not (is_moving(place) and booking.state == BookingState.CONFIRMED):
                yield f"{named(booking)} has a place that is {place.state}"
        told = f"booking_confirmed:{booking.id}" in books.messages
        if told != (booking.confirmed_at is not None):
            yield f"{named(booking)} was confirmed at {booking.confirmed_at}, and a message says so: {told}"


def wrong_moves(books):
    """A place that waits for its difference has an old one that is live, and one payment that can still come."""
    for place in books.places:
        if place.hold_ends_at and not is_moving(place):
            yield f"place {place.id} is {place.state} and held until {place.hold_ends_at}"
        if not is_moving(place):
            continue
        old, booking = books.place.get(place.replaces_id), books.booking[place.booking_id]
        under_way = [payment for payment in books.under_way(booking) if payment.for_place_id == place.id]
        if old is None or old.state not in LIVE_PLACES:
            yield f"place {place.id} moves, and its old place is gone"
        elif [payment.amount_pence for payment in under_way] != [place.price_pence - old.price_pence]:
            yield f"place {place.id} moves, and {len(under_way)} payments wait for the difference"


def wrong_people(books):
    """Nobody has two live places on one session; nobody waits twice; an offer has its booking."""
    seated = Counter(
        (place.session_id, place.attendee_email)
        for place in books.places
        if place.attendee_email and place.state in LIVE_PLACES
    )
    waiting = Counter((entry.session_id, entry.email) for entry in books.entries if entry.state in STILL_WAITING)
    for what, counts in (("sits", seated), ("waits", waiting)):
        yield from (f"{who} {what} {count} times" for who, count in counts.items() if count > 1)
    for entry in books.entries:
        booking = books.booking.get(entry.booking_id)
        is_out = booking is not None and booking.state == BookingState.OFFERED
        if is_out != (entry.state == WaitingState.OFFERED):
            yield f"entry {entry.id} is {entry.state}, and its booking {booking and booking.state}"


def named(booking):
    return f"{booking.state} booking {booking.id} ({booking.settlement})"
