"""Invoices, receipts and credit notes: numbers without a gap, and sums that agree with the places, VAT included."""

from attendees.enums import BookingState, DocumentKind, Settlement
from attendees.pricing import vat_within
from tests.machine.books import is_owed

# Nothing was charged for these yet, or ever: they have no documents.
UNCHARGED = (BookingState.REQUESTED, BookingState.OFFERED, BookingState.DECLINED)


def wrong_documents(books):
    yield from _wrong_numbers(books)
    for booking in books.bookings:
        for look in (_wrong_sums, _wrong_receipts):
            for complaint in look(books, booking):
                yield f"{booking.state} booking {booking.id} ({booking.settlement}): {complaint}"


def _wrong_numbers(books):
    """Each series runs from 1 to its last number."""
    last = {row.kind: row.last for row in books.series}
    for kind in DocumentKind:
        numbers = sorted(document.sequence for document in books.documents if document.kind == kind)
        if numbers != list(range(1, last.get(kind, 0) + 1)):
            yield f"the series of {kind} counts {last.get(kind)}, and holds {numbers}"


def _wrong_sums(books, booking):
    """What was billed less what was credited is what the places come to; a waiver is not a place given back.

    On invoice the invoices bill; by card the receipts, once it is paid.
    """
    kind = DocumentKind.INVOICE if booking.settlement == Settlement.INVOICE else DocumentKind.RECEIPT
    unpaid = booking.settlement == Settlement.CARD and booking.state == BookingState.HELD
    is_billed = booking.state not in UNCHARGED and not unpaid
    due = (books.total(booking), _vat(books, booking)) if is_billed else (0, 0)
    billed = _sums(books, booking, kind)
    credited = _sums(books, booking, DocumentKind.CREDIT_NOTE)
    if tuple(more - less for more, less in zip(billed, credited, strict=True)) != due:
        yield f"{kind}s of {billed} less credit notes of {credited} are not {due} (gross, VAT)"


def _sums(books, booking, kind):
    found = [document for document in books.documents_of[booking.id] if document.kind == kind]
    return sum(document.total_pence for document in found), sum(document.vat_pence for document in found)


def _vat(books, booking):
    places = books.places_of[booking.id]
    live = sum(place.vat_pence for place in places if is_owed(place))
    return live + sum(vat_within(place.kept_pence, place.vat_basis_points) for place in places)


def _wrong_receipts(books, booking):
    """Whatever arrived and was not sent back in full has its receipt, of no more than the sum."""
    receipts = {document.payment_id: document.total_pence for document in books.documents_of[booking.id]}
    for payment in books.paid(booking):
        if receipts.get(payment.id, 0) > payment.amount_pence:
            yield f"payment {payment.id} of {payment.amount_pence} has a receipt of {receipts[payment.id]}"
        if payment.id not in receipts and books.gone(payment) < payment.amount_pence:
            yield f"payment {payment.id} of {payment.amount_pence} has no receipt"
