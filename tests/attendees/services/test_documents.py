"""Issuing invoices, receipts and credit notes: what they say, and what is frozen in them."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from attendees.documents.content import DocumentContent, Line
from attendees.enums import BookingState, DocumentKind, PaymentMethod
from attendees.models import BillingDetails, Document
from attendees.pricing import place_price
from attendees.services.documents import Credit, issue_credit_note, issue_invoice, issue_receipt
from tests.factories import make_session
from tests.factories_documents import (
    BANK,
    make_billing,
    make_code,
    make_invoiced,
    make_ordered,
    make_ordered_place,
    make_paid,
    make_rate,
    make_seller,
)
from workshops.models import TicketType

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seller():
    return make_seller()


def places_of(booking):
    return list(booking.places.all())


def said(document):
    return DocumentContent.from_json(document.snapshot)


def invoiced(**fields):
    booking = make_invoiced(**fields)
    return issue_invoice(booking, places=places_of(booking))


def test_invoice_is_addressed_as_the_booking_says():
    document = invoiced()

    content = said(document)
    assert (content.buyer.name, content.buyer.address) == (
        "Leeds Community NHS Trust",
        ("Finance Department", "1 Park Square", "Leeds LS1 2ES"),
    )
    assert (content.purchase_order, content.reference) == ("PO-4471", document.booking.reference)


def test_invoice_says_how_to_pay_and_by_when():
    booking = make_invoiced()
    BillingDetails.objects.update(due_at=datetime(2027, 7, 1, 22, 59, tzinfo=UTC))
    booking.billing.refresh_from_db()

    content = said(issue_invoice(booking, places=places_of(booking)))

    assert "\n".join(content.how_to_pay) == BANK
    assert content.due_on.isoformat() == "2027-07-01"


def test_due_day_is_that_of_the_sessions_clock():
    """The last minute of the first of July in New York is the second in London."""
    booking = make_invoiced(session=make_session(time_zone="America/New_York", price_pence=12000))
    BillingDetails.objects.update(due_at=datetime(2027, 7, 2, 3, 59, tzinfo=UTC))
    booking.billing.refresh_from_db()

    assert said(issue_invoice(booking, places=places_of(booking))).due_on.isoformat() == "2027-07-01"


def test_invoice_without_billing_details_is_refused():
    booking = make_ordered()

    with pytest.raises(BillingDetails.DoesNotExist):
        issue_invoice(booking, places=places_of(booking))

    assert Document.objects.count() == 0


def test_equal_places_share_a_line():
    document = invoiced(places=10, discount=make_code())

    day = f"{document.booking.session.local_start:%A} {document.booking.session.local_start.day}"
    (line,) = said(document).lines
    assert line == Line(
        title="Endings: the last six sessions",
        details=(
            f"{day} {document.booking.session.local_start:%B %Y} · Standard",
            "£120.00 less £12.00 with code TEAM10, VAT included",
        ),
        quantity=10,
        vat_basis_points=2000,
        gross_pence=108000,
        vat_pence=18000,
    )
    assert (document.total_pence, document.vat_pence) == (108000, 18000)


def test_line_is_the_sum_over_its_places_not_rounded_anew():
    """A third of a penny of VAT in each: 3 places at 1.00 hold 3 x 17p, while 3.00 would hold 50p."""
    document = invoiced(places=3, price_pence=100)

    assert [(line.gross_pence, line.vat_pence) for line in said(document).lines] == [(300, 51)]


def test_places_that_differ_have_lines_of_their_own():
    booking = make_invoiced(places=2)
    ticket = TicketType.objects.create(session=booking.session, name="Student", price_pence=6000)
    make_ordered_place(booking, place_price(6000, vat_rate=make_rate(500)), ticket=ticket)
    make_ordered_place(booking, place_price(12000, vat_rate=make_rate()), session=make_session())

    lines = said(issue_invoice(booking, places=places_of(booking))).lines

    assert [(line.quantity, line.gross_pence, line.vat_basis_points) for line in lines] == [
        (2, 24000, 2000),
        (1, 6000, 500),
        (1, 12000, 2000),
    ]


def test_seller_who_is_not_registered_shows_no_vat():
    make_seller(vat=False)
    document = invoiced(basis_points=None, discount=make_code())

    content = said(document)
    assert (content.has_vat, content.seller.vat_number, document.vat_pence) == (False, "", 0)
    assert content.lines[0].details[1] == "£120.00 less £12.00 with code TEAM10"


def test_note_is_printed_where_there_is_one():
    booking = make_invoiced()

    notes = [said(issue_invoice(booking, places=places_of(booking), note=note)).notes for note in ("", "Anew.")]

    assert notes == [(), ("Anew.",)]


def test_receipt_shows_what_a_payment_bought():
    booking = make_ordered(places=2)
    payment = make_paid(booking, paid_at=datetime(2027, 3, 5, 23, 30, tzinfo=UTC))

    document = issue_receipt(payment, places=places_of(booking))

    content = said(document)
    assert (document.kind, document.payment, document.total_pence, document.vat_pence) == (
        DocumentKind.RECEIPT,
        payment,
        24000,
        4000,
    )
    assert (content.paid, content.buyer.name) == ("Paid by card on 5 March 2027", "Priya Nair")
    assert [line.quantity for line in content.lines] == [2]


def test_receipt_of_a_transfer_settles_the_invoice_without_showing_vat_again():
    booking = make_invoiced()
    issue_invoice(booking, places=places_of(booking))

    document = issue_receipt(make_paid(booking, amount_pence=5000, method=PaymentMethod.BANK, note="LCHT 9"))

    content = said(document)
    assert content.lines == (Line(title="Payment received for invoice INV-00001", gross_pence=5000),)
    assert (content.has_vat, document.vat_pence) == (False, 0)
    assert content.paid.endswith("reference LCHT 9")
    assert content.purchase_order == "PO-4471"


def test_receipt_without_places_or_invoice_names_the_booking():
    booking = make_ordered()

    (line,) = said(issue_receipt(make_paid(booking))).lines

    assert line == Line(title=f"Payment received for booking {booking.reference}", gross_pence=12000)


def test_receipt_is_issued_once_for_a_payment():
    payment = make_paid(make_ordered())

    assert issue_receipt(payment) == issue_receipt(payment)
    assert Document.objects.count() == 1


def moved(*, old_pence, new_pence):
    """A place, and the dearer one that replaces it."""
    booking = make_ordered(price_pence=old_pence)
    session, price = make_session(price_pence=new_pence), place_price(new_pence, vat_rate=make_rate())
    return make_ordered_place(booking, price, session=session, replaces=booking.places.get())


def test_difference_of_a_move_is_one_line_with_its_vat():
    new = moved(old_pence=12000, new_pence=15000)

    document = issue_receipt(make_paid(new.booking, amount_pence=3000, for_place=new), places=[new])

    (line,) = said(document).lines
    assert line.title == f"Difference for another date: {new.session.workshop.title}"
    assert (line.quantity, line.gross_pence, line.vat_pence, line.vat_basis_points) == (None, 3000, 500, 2000)


def test_both_receipts_of_a_move_hold_the_vat_of_the_new_place_to_the_penny():
    """100p hold 17p of VAT, 199p hold 33p; 99p by themselves would hold 17p, and 17 + 17 are not 33."""
    new = moved(old_pence=100, new_pence=199)
    old = new.replaces
    first = issue_receipt(make_paid(new.booking, amount_pence=100), places=[old])

    second = issue_receipt(make_paid(new.booking, amount_pence=99, for_place=new), places=[new])

    assert (first.vat_pence, second.vat_pence, new.vat_pence) == (17, 16, 33)


def test_another_sum_than_the_places_is_shared_between_their_rates():
    booking = make_ordered(price_pence=10000)
    make_ordered_place(booking, place_price(5000, vat_rate=make_rate(500)))

    document = issue_receipt(make_paid(booking, amount_pence=10001), places=places_of(booking))

    assert [(line.gross_pence, line.vat_basis_points) for line in said(document).lines] == [(6667, 2000), (3334, 500)]
    assert (document.total_pence, document.vat_pence) == (10001, 1111 + 159)


def test_credit_note_takes_parts_of_places_off_the_latest_invoice():
    booking = make_invoiced(places=3)
    issue_invoice(booking, places=places_of(booking))
    latest = issue_invoice(booking, places=places_of(booking))
    issue_receipt(make_paid(booking))

    document = issue_credit_note(
        booking, credits=[Credit(place, 6000, 1000) for place in places_of(booking)[:2]], reason="Two cancelled."
    )

    content = said(document)
    day = f"{timezone.localdate().day} {timezone.localdate():%B %Y}"
    assert (document.credits, content.credits) == (latest, f"Invoice INV-00002 of {day}")
    assert (document.total_pence, document.vat_pence, content.notes) == (12000, 2000, ("Two cancelled.",))
    assert [(line.quantity, line.details[1]) for line in content.lines] == [(2, "£60.00 of £120.00, VAT included")]


def test_credit_note_of_a_card_booking_credits_the_receipt():
    booking = make_ordered()
    receipt = issue_receipt(make_paid(booking), places=places_of(booking))

    document = issue_credit_note(booking, credits=[Credit(booking.places.get(), 12000, 2000)], reason="Cancelled.")

    assert (document.credits, len(said(document).lines[0].details)) == (receipt, 1)


def test_nothing_is_credited_where_nothing_was_billed():
    booking = make_invoiced()

    assert issue_credit_note(booking, credits=[Credit(booking.places.get(), 6000, 1000)], reason="x") is None
    assert Document.objects.count() == 0


def test_nothing_is_credited_when_it_comes_to_nought():
    document = invoiced()

    note = issue_credit_note(document.booking, credits=[Credit(document.booking.places.get(), 0, 0)], reason="x")

    assert (note, Document.objects.count()) == (None, 1)


def test_documents_of_another_booking_are_not_credited():
    invoiced()
    other = make_ordered()

    assert issue_credit_note(other, credits=[Credit(other.places.get(), 6000, 1000)], reason="x") is None


def test_series_count_for_themselves():
    booking = make_invoiced()
    places = places_of(booking)

    numbers = [
        issue_invoice(booking, places=places).number,
        issue_receipt(make_paid(booking)).number,
        issue_invoice(booking, places=places).number,
        issue_credit_note(booking, credits=[Credit(places[0], 100, 17)], reason="x").number,
    ]

    assert numbers == ["INV-00001", "REC-00001", "INV-00002", "CRN-00001"]


def test_snapshot_keeps_what_was_true_when_it_was_issued():
    document = invoiced()
    before = said(document)

    make_seller(name="Another Name", vat_number="GB 999", bank_details="Elsewhere")
    BillingDetails.objects.update(name="Another Buyer")
    document.booking.session.workshop.title = "Another title"
    document.booking.session.workshop.save()

    document.refresh_from_db()
    assert said(document) == before
    assert (before.seller.name, before.buyer.name) == ("Alder Training", "Leeds Community NHS Trust")


def test_drawing_is_handed_to_a_worker_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        invoiced()

    assert len(waiting) == 1


def test_receipt_for_a_booking_on_invoice_is_addressed_to_whoever_pays():
    booking = make_ordered(state=BookingState.CONFIRMED)
    make_billing(booking, purchase_order="")

    content = said(issue_receipt(make_paid(booking)))

    assert (content.buyer.name, content.purchase_order, content.due_on) == ("Leeds Community NHS Trust", "", None)
