"""Several places, codes, hidden tickets, VAT, approval and invoices: what a booking freezes, and what it refuses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState, PlaceState, Settlement
from attendees.errors import (
    BookingRefusedError,
    DiscountRefusedError,
    InvoiceRefusedError,
    NotEligibleError,
    SoldOutError,
    TotalChangedError,
)
from attendees.models import Booking, OutboxMessage, Payment
from tests.factories import make_provider, make_session, make_workshop
from tests.factories_money import BILLING, book, counters, invoice, make_discount, make_vat_rate, ticket_of
from workshops.models import DiscountCode, TicketType

pytestmark = pytest.mark.django_db


def with_ticket(session=None, **fields):
    session = session or make_session(price_pence=9500)
    TicketType.objects.filter(session=session).update(**fields)
    return ticket_of(session)


def test_several_places_are_held_and_priced_together():
    session = make_session(price_pence=9500)

    booking = book(session, quantity=3)

    assert (booking.state, booking.total_pence, booking.payments.get().amount_pence) == ("held", 28500, 28500)
    assert [place.attendee_name for place in booking.places.all()] == ["Priya Nair", "", ""]
    assert counters(session) == (3, 3, 3)


def test_booker_who_does_not_come_takes_no_place():
    booking = book(make_session(), quantity=2, unnamed=True)

    assert [place.is_named for place in booking.places.all()] == [False, False]


@pytest.mark.parametrize(("quantity", "sentence"), [(1, "for 2 places or more"), (5, "4 places")])
def test_quantity_outside_the_tickets_limits_is_refused(quantity, sentence):
    ticket = with_ticket(min_places=2, max_places=4)

    with pytest.raises(BookingRefusedError, match=sentence):
        book(ticket=ticket, quantity=quantity)

    assert (Booking.objects.count(), counters(ticket.session)) == (0, (0, 0, 0))


def test_quota_is_kept_while_seats_are_left():
    ticket = with_ticket(quota=2)
    book(ticket=ticket, quantity=2)

    with pytest.raises(SoldOutError, match="sold out"):
        book(ticket=ticket, email="tom@example.org")

    assert counters(ticket.session) == (2, 2, 2)


def test_quota_that_is_nearly_gone_says_how_many_are_left():
    ticket = with_ticket(quota=2)

    with pytest.raises(SoldOutError, match="asked for 3 places and 2 are left on “Standard”"):
        book(ticket=ticket, quantity=3)


def test_code_takes_its_share_off_each_place_and_counts_places():
    make_discount(percent=15)
    session = make_session(price_pence=9333)

    booking = book(session, quantity=2, discount_code="spring 20")

    place = booking.places.first()
    assert (place.list_pence, place.discount_pence, place.price_pence) == (9333, 1400, 7933)
    assert (booking.total_pence, DiscountCode.objects.get().uses) == (15866, 2)


def test_code_that_leaves_nothing_to_pay_confirms_at_once():
    make_discount(percent=100)

    booking = book(make_session(price_pence=9500), discount_code="SPRING20", billing=BILLING)

    assert (booking.state, booking.total_pence, booking.settlement) == ("confirmed", 0, "card")
    assert Payment.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"is_active": False}, "do not know"),
        ({"closes_at": timezone.now() - timedelta(hours=1)}, "has ended"),
        ({"opens_at": timezone.now() + timedelta(hours=1)}, "not open yet"),
        ({"max_uses": 3, "uses": 3}, "used up"),
        ({"max_uses": 3, "uses": 2}, "good for 1 more place, and you asked for 2"),
    ],
)
def test_code_that_does_not_hold_is_refused_with_what_to_do(fields, sentence):
    make_discount(**fields)
    session = make_session(price_pence=9500)

    with pytest.raises(DiscountRefusedError, match=sentence):
        book(session, quantity=2, discount_code="SPRING20")

    assert (Booking.objects.count(), counters(session)) == (0, (0, 0, 0))
    assert DiscountCode.objects.get().uses == fields.get("uses", 0)


def test_unknown_code_is_refused():
    with pytest.raises(DiscountRefusedError, match="do not know this code"):
        book(make_session(price_pence=9500), discount_code="NOPE")


def test_code_of_another_workshop_is_refused_and_of_this_one_taken():
    session = make_session(price_pence=9500)
    code = make_discount()
    code.workshops.add(make_workshop())

    with pytest.raises(DiscountRefusedError, match="not for this workshop"):
        book(session, discount_code="SPRING20")
    code.workshops.add(session.workshop)

    assert book(session, discount_code="SPRING20").total_pence == 7600


def test_code_bound_to_a_ticket_type_holds_for_that_alone():
    mine, other = (ticket_of(make_session(price_pence=9500)) for _ in range(2))
    make_discount().ticket_types.add(mine)

    with pytest.raises(DiscountRefusedError):
        book(ticket=other, discount_code="SPRING20")

    assert book(ticket=mine, discount_code="SPRING20").total_pence == 7600


def test_hidden_ticket_needs_its_code():
    ticket = with_ticket(code="STAFF")

    with pytest.raises(BookingRefusedError, match="needs its code"):
        book(ticket=ticket)

    assert book(ticket=ticket, ticket_code="staff").state == BookingState.HELD


def test_another_total_than_was_shown_books_nothing():
    session = make_session(price_pence=9500)

    with pytest.raises(TotalChangedError, match=r"The total is £285\.00"):
        book(session, quantity=3, shown_pence=9500)

    assert (Booking.objects.count(), counters(session)) == (0, (0, 0, 0))


def test_vat_is_frozen_with_the_place():
    make_provider(vat_number="GB 123 4567 89")
    rate = make_vat_rate()

    booking = book(make_session(price_pence=9500), quantity=2)
    rate.basis_points = 500
    rate.save()

    place = booking.places.first()
    place.refresh_from_db()
    assert (place.vat_basis_points, place.vat_pence, booking.total_pence) == (2000, 1583, 19000)


def test_ticket_with_a_rate_of_its_own_uses_that():
    make_provider(vat_number="GB 123 4567 89")
    make_vat_rate()
    ticket = with_ticket(vat_rate=make_vat_rate(name="Zero rate", basis_points=0, is_default=False))

    place = book(ticket=ticket).places.get()

    assert (place.vat_basis_points, place.vat_pence) == (0, 0)


def test_provider_that_is_not_registered_charges_no_vat():
    make_vat_rate()

    assert book(make_session(price_pence=9500)).places.get().vat_basis_points is None


def test_registered_provider_without_a_rate_charges_the_standard_one():
    make_provider(vat_number="GB 123 4567 89")

    assert book(make_session(price_pence=12000)).places.get().vat_pence == 2000


def test_terms_are_frozen_with_the_booking():
    make_provider(cancellation_days=10, partial_days=3, partial_percent=40)

    booking = book()

    assert (booking.policy["full_days"], booking.policy["partial_days"], booking.policy["partial_percent"]) == (
        10,
        3,
        40,
    )


def test_ticket_that_needs_approval_makes_a_request_and_charges_nothing():
    ticket = with_ticket(needs_approval=True)

    booking = book(ticket=ticket)

    assert (booking.state, booking.places.get().state, Payment.objects.count()) == ("requested", PlaceState.HELD, 0)
    assert counters(ticket.session) == (1, 1, 1)
    assert OutboxMessage.objects.get().kind == "request_received"


def test_invoice_holds_the_places_until_it_is_due_and_is_issued():
    make_provider(invoice_days=20)
    session = make_session(price_pence=9500, starts_in=timedelta(days=60))

    booking = invoice(session, quantity=10)

    bill = booking.documents.get()
    assert (booking.state, booking.settlement, bill.kind, bill.total_pence) == ("held", "invoice", "invoice", 95000)
    assert (booking.billing.purchase_order, booking.billing.due_at) == ("PO-4471", booking.hold_ends_at)
    assert (booking.hold_ends_at.astimezone(session.zone).date() - timezone.localdate()).days == 20
    assert Payment.objects.count() == 0


def test_invoice_is_due_before_the_session_at_the_latest():
    make_provider(invoice_days=30, invoice_closes_days=10)
    session = make_session(price_pence=9500, starts_in=timedelta(days=20))

    booking = invoice(session)

    assert booking.hold_ends_at < session.starts_at - timedelta(days=1)


def test_invoice_too_near_to_the_session_is_refused():
    make_provider(invoice_closes_days=14)

    with pytest.raises(InvoiceRefusedError, match="too near"):
        invoice(make_session(price_pence=9500, starts_in=timedelta(days=13)))

    assert Booking.objects.count() == 0


def test_provider_that_takes_no_invoices_says_so():
    make_provider(takes_invoices=False)

    with pytest.raises(InvoiceRefusedError, match="cannot be paid by invoice"):
        invoice()


def test_ticket_that_asks_for_the_profession_refuses_who_does_not_say():
    ticket = with_ticket(asks_profession=True)

    with pytest.raises(NotEligibleError, match="the profession"):
        book(ticket=ticket)

    assert counters(ticket.session) == (0, 0, 0)


def test_booking_by_card_is_held_for_the_providers_minutes():
    make_provider(hold_minutes=45)

    booking = book(make_session(price_pence=9500))

    assert (booking.hold_ends_at - timezone.now()) > timedelta(minutes=44)
    assert booking.settlement == Settlement.CARD
