"""Documents by several hands at once: no number twice and none left out, one file, one message."""

from functools import partial

import pytest
from django.db import transaction

from attendees.enums import DocumentKind
from attendees.models import Document, NumberSeries, OutboxMessage
from attendees.services.balances import balance_of
from attendees.services.document_files import make_document, make_documents_left_behind
from attendees.services.documents import issue_invoice, issue_receipt
from attendees.services.invoicing import record_transfer
from attendees.services.locking import lock_booking
from tests.factories_documents import make_invoiced, make_paid
from tests.races.together import RUNS, kinds, run_together

# One test process, so that two crowds do not share the connections.
pytestmark = [pytest.mark.django_db(transaction=True)]
HANDS = 5


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def issue(booking_id):
    """As services do: the booking's lock first, the number's last."""
    with transaction.atomic():
        booking = lock_booking(booking_id)
        return issue_invoice(booking, places=list(booking.places.all())).sequence


def issue_and_fail(booking_id):
    with transaction.atomic():
        issue(booking_id)
        raise ZeroDivisionError


def sequences(kind):
    return list(Document.objects.filter(kind=kind).order_by("sequence").values_list("sequence", flat=True))


def test_twenty_documents_from_several_hands_have_the_numbers_1_to_20():
    bookings = [make_invoiced() for _ in range(20)]

    given = run_together(*[partial(issue, booking.pk) for booking in bookings], hands=HANDS)

    assert sorted(given) == list(range(1, 21)) == sequences(DocumentKind.INVOICE)
    assert NumberSeries.objects.get(kind=DocumentKind.INVOICE).last == 20


def test_hands_that_fail_leave_no_gap():
    bookings = [make_invoiced() for _ in range(20)]
    calls = [partial(issue_and_fail if number % 3 else issue, booking.pk) for number, booking in enumerate(bookings)]

    outcomes = run_together(*calls, hands=HANDS)

    assert sorted(outcome for outcome in outcomes if isinstance(outcome, int)) == list(range(1, 8))
    assert sequences(DocumentKind.INVOICE) == list(range(1, 8))


def test_two_hands_issue_one_receipt_for_a_payment():
    booking = make_invoiced()
    payment = make_paid(booking)

    def receive():
        with transaction.atomic():
            lock_booking(booking.pk)
            return issue_receipt(payment).pk

    given = run_together(*[receive] * HANDS)

    assert (len(set(given)), sequences(DocumentKind.RECEIPT)) == (1, [1])


def test_drawing_by_several_hands_stores_one_file_and_tells_once(own_folder):
    issue(make_invoiced().pk)
    document = Document.objects.get()

    outcomes = run_together(*[partial(make_document, document_id=document.pk)] * HANDS)

    assert sorted(outcomes) == [False] * (HANDS - 1) + [True]
    assert [path.name for path in own_folder.rglob("*.pdf")] == ["INV-00001.pdf"]
    assert OutboxMessage.objects.filter(kind="invoice_issued").count() == 2


def test_two_sweeps_share_the_work(own_folder):
    for _ in range(3):
        issue(make_invoiced().pk)

    run_together(make_documents_left_behind, make_documents_left_behind)

    assert len(list(own_folder.rglob("*.pdf"))) == 3
    assert list(Document.objects.values_list("attempts", flat=True)) == [1] * 3


def test_two_organisers_record_the_same_part_once():
    bookings = [make_invoiced() for _ in range(RUNS)]
    calls = [
        partial(
            record_transfer,
            booking_id=booking.pk,
            amount_pence=1000,
            reference="BACS 17",
            by="user:1",
            seen_pence=balance_of(booking).outstanding,
        )
        for booking in bookings
    ]

    outcomes = [kinds(run_together(call, call)) for call in calls]

    assert outcomes == [{"Payment": 1, "InvoiceRefusedError": 1}] * RUNS
    assert Document.objects.filter(kind=DocumentKind.RECEIPT).count() == RUNS
