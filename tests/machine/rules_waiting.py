"""Rules: the waiting list and its offers."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from attendees.enums import STILL_WAITING
from attendees.errors import OfferOverError
from attendees.services.offering import offer_to_entry
from attendees.services.offers import accept_offer, decline_offer
from attendees.services.waiting import join_waiting_list, leave_waiting_list, move_entry
from tests.machine.rules import BY, GOING, PICK, Rules, pick, there_is
from tests.machine.scene import PEOPLE


def waiting(books):
    return [entry for entry in books.entries if entry.state in STILL_WAITING]


def offers(books):
    ids = {entry.booking_id for entry in books.entries}
    return [booking for booking in books.bookings if booking.id in ids]


def sold_out(books):
    """Tickets that may be worth waiting for; all of them where nothing is sold out."""
    full = {session.id for session in books.sessions if session.places_taken >= session.capacity}
    found = [row for row in books.tickets if row.session_id in full or row.places_taken == row.quota]
    return found or books.tickets


class WaitingRules(Rules):
    """Those who wait, and organisers who let them."""

    @rule(ticket=PICK, email=st.sampled_from(PEOPLE), quantity=st.sampled_from([1, 1, 2]), attends=st.booleans())
    def wait(self, ticket, email, quantity, attends):
        ticket = self.ticket(pick(sold_out(self.books), ticket))
        self.attempt(
            join_waiting_list,
            session=ticket.session,
            name="Waiting",
            email=email,
            ticket=ticket,
            quantity=quantity,
            attends=attends,
        )

    @there_is(offers)
    @rule(number=PICK, answer=st.sampled_from([accept_offer, accept_offer, decline_offer]), going=GOING)
    def answer_an_offer(self, number, answer, going):
        """An offer that is out, or one that was: links stay in mailboxes."""
        booking = pick(offers(self.books), number)
        try:
            answer(booking_id=booking.id, by="booker")
        except OfferOverError:
            return
        if answer is accept_offer:
            self.walk_on(booking.id, going)

    @there_is(waiting)
    @rule(number=PICK, what=st.sampled_from(["offer", "offer", "leave", "first", "last", "up", "down"]))
    def change_the_list(self, number, what):
        """Someone leaves, or an organiser has them moved, or offers them seats before their turn."""
        entry = pick(waiting(self.books), number)
        if what == "offer":
            self.attempt(offer_to_entry, entry_id=entry.id, by=BY)
        elif what == "leave":
            self.attempt(leave_waiting_list, entry_id=entry.id)
        else:
            self.attempt(move_entry, entry_id=entry.id, to=what, by=BY)
