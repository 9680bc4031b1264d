"""Rules: booking, giving back, moving, naming, approving, and sessions that do not take place."""

import uuid
from dataclasses import dataclass

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from attendees.enums import LIVE_PLACES, BookingState
from attendees.models import Booking
from attendees.people import Attendee
from attendees.services.approving import approve_booking, decline_booking
from attendees.services.booking import Billing, Booker, Terms, book_places
from attendees.services.cancelling import cancel_session
from attendees.services.moving import move_place
from attendees.services.naming import claim_place
from attendees.services.places import cancel_places
from attendees.services.releasing import cancel_booking
from tests.machine.books import Books
from tests.machine.refusals import must_be_true
from tests.machine.rules import BY, GOING, PICK, Rules, pick, there_is
from tests.machine.scene import CODES, PEOPLE, set_the_scene

BILLING = Billing(name="Leeds Community NHS Trust", address="1 Park Square\nLeeds LS1 2ES", purchase_order="PO-4471")
PERCENT = st.sampled_from([None, None, None, 100, 50, 0])


@dataclass(frozen=True)
class Order:
    """A form that someone sends; addresses that are empty are to be named later."""

    ticket: int
    booker: str
    who: list[str]
    code: str
    bill: bool
    going: str


# Mostly one or two places: few orders are meant to fill a date.
ORDERS = st.builds(
    Order,
    ticket=PICK,
    booker=st.sampled_from(PEOPLE),
    who=st.one_of(
        st.lists(st.sampled_from((*PEOPLE, "")), min_size=1, max_size=2),
        st.lists(st.sampled_from((*PEOPLE, "")), min_size=1, max_size=4),
    ),
    code=st.sampled_from(("", "", *CODES)),
    bill=st.booleans(),
    going=GOING,
)


def live_places(books):
    return [place for place in books.places if place.state in LIVE_PLACES]


def unnamed(books):
    return [place for place in live_places(books) if not place.attendee_email]


def requests(books):
    return [booking for booking in books.bookings if booking.state == BookingState.REQUESTED]


def scheduled(books):
    return [session for session in books.sessions if session.state == "scheduled"]


def person(email):
    return Attendee(name=email.partition("@")[0].title(), email=email) if email else Attendee()


class BookingRules(Rules):
    """What bookers, attendees and organisers do with places."""

    @initialize(orders=st.lists(ORDERS, min_size=3, max_size=6), vat=st.booleans(), releases=st.booleans())
    def begin(self, orders, vat, releases):
        """A provider with its dates, and the first few who come."""
        set_the_scene(vat=vat, releases=releases)
        for order in orders:
            self.books = Books()
            self.book(order)

    @rule(order=ORDERS)
    def book(self, order):
        """A form is sent; with a card the booker gets as far as `going` says."""
        ticket = self.ticket(pick(self.books.tickets, order.ticket))
        booked = self.attempt(
            book_places,
            ticket=ticket,
            booker=Booker(name="Booker", email=order.booker),
            attendees=[person(email) for email in order.who],
            consented_at=timezone.now(),
            form_key=uuid.uuid4(),
            by="booker",
            terms=Terms(discount_code=order.code, billing=BILLING if order.bill else None),
        )
        if isinstance(booked, Booking):
            self.walk_on(booked.pk, order.going)
        else:
            must_be_true(booked, self.books, ticket=ticket, emails=order.who, code=order.code)

    @there_is(live_places)
    @rule(number=PICK, how=st.sampled_from(["one place", "one place", "all", "the booking"]), percent=PERCENT)
    def give_back(self, number, how, percent):
        """One place, each that the booking has live, or the booking: cancelled as a whole."""
        place = pick(live_places(self.books), number)
        booking = self.books.booking[place.booking_id]
        if how == "the booking":
            self.attempt(cancel_booking, booking_id=booking.id, by=BY, percent=percent)
            return
        places = self.books.live(booking) if how == "all" else [place]
        self.attempt(
            cancel_places, booking_id=booking.id, place_ids=[place.id for place in places], by="booker", percent=percent
        )

    @there_is(live_places)
    @rule(number=PICK, ticket=PICK, overrule=st.booleans(), at_no_cost=st.sampled_from([False, False, False, True]))
    def move(self, number, ticket, overrule, at_no_cost):
        place = pick(live_places(self.books), number)
        elsewhere = [row for row in self.books.tickets if row.session_id != place.session_id]
        ticket = self.ticket(pick(elsewhere, ticket))
        moved = self.attempt(
            move_place, place_id=place.id, ticket=ticket, by="booker", overrule=overrule, at_no_cost=at_no_cost
        )
        must_be_true(moved, self.books, ticket=ticket, emails=[place.attendee_email])

    @there_is(unnamed)
    @rule(number=PICK, email=st.sampled_from(PEOPLE))
    def claim(self, number, email):
        place = pick(unnamed(self.books), number)
        self.attempt(claim_place, booking_id=place.booking_id, person=person(email), by="attendee")

    @there_is(requests)
    @rule(number=PICK, says_yes=st.sampled_from([True, True, False]))
    def decide(self, number, says_yes):
        booking = pick(requests(self.books), number)
        if says_yes:
            self.attempt(approve_booking, booking_id=booking.id, by=BY)
        else:
            self.attempt(decline_booking, booking_id=booking.id, by=BY, reason="For practitioners only.")

    @there_is(lambda books: len(scheduled(books)) > 1)
    @rule(number=PICK, other=PICK, moves=st.booleans(), really=st.sampled_from([False, True]))
    def cancel_a_session(self, number, other, moves, really):
        """Rarely, for little happens on a date that is cancelled."""
        if not really:
            return
        session = pick(scheduled(self.books), number)
        others = [date for date in scheduled(self.books) if date.id != session.id]
        move_to = pick(others, other).id if moves else None
        self.attempt(cancel_session, session_id=session.id, by=BY, reason="The presenter is ill.", move_to=move_to)
