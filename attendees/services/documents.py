"""Issuing invoices, receipts and credit notes: a number without a gap, a frozen snapshot, and the drawing queued.

Each is called in the transaction that makes it necessary, after every other lock: the number series is the last.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from attendees.documents.content import Buyer, DocumentContent, Line, Seller
from attendees.enums import DocumentKind, PaymentMethod
from attendees.models import BillingDetails, Booking, Document, Payment, Place
from attendees.services.document_lines import Part, difference_line, lines_of, shared_lines, whole
from attendees.services.numbering import take_number, written
from workshops.foundation.queueing import queue_task
from workshops.models import Provider
from workshops.printing.text import composed_lines
from workshops.queries import current_provider

PAID_BY = {PaymentMethod.CARD: "by card", PaymentMethod.BANK: "by bank transfer"}


@dataclass(frozen=True)
class Credit(Part):
    """What of a place's price is taken back, VAT included, and the VAT in it. Pence."""


def issue_invoice(booking: Booking, *, places: Sequence[Place], note: str = "") -> Document:
    """Bill `places` to the booking's billing address, due when that says. The caller holds the booking's lock."""
    return _issue(
        DocumentKind.INVOICE,
        booking,
        lines=lines_of(whole(places)),
        due_on=booking.billing.due_at.astimezone(booking.session.zone).date(),
        how_to_pay=composed_lines(current_provider().bank_details),
        notes=(note,) if note else (),
    )


def issue_receipt(payment: Payment, *, places: Sequence[Place] = (), note: str = "") -> Document:
    """Say that a paid payment arrived, once: a second call gives the first receipt back. Holds the booking's lock.

    `places` are what it bought. A sum that is not theirs is the difference of a move; without places it settles an
    invoice that showed the VAT already.
    """
    if existing := Document.objects.filter(payment=payment).first():
        return existing
    return _issue(
        DocumentKind.RECEIPT,
        payment.booking,
        lines=_received(payment, places),
        payment=payment,
        paid=_paid(payment),
        notes=(note,) if note else (),
    )


def issue_credit_note(booking: Booking, *, credits: Sequence[Credit], reason: str) -> Document | None:  # noqa: A002
    """Take `credits` off the booking's latest invoice, or else receipt. The caller holds the booking's lock.

    None, and nothing is issued, when there is neither or the credits come to nought.
    """
    parts = [credit for credit in credits if credit.amount_pence]
    credited = _latest(booking, DocumentKind.INVOICE) or _latest(booking, DocumentKind.RECEIPT)
    if not parts or credited is None:
        return None
    return _issue(
        DocumentKind.CREDIT_NOTE,
        booking,
        lines=lines_of(parts),
        credited=credited,
        notes=(reason,) if reason else (),
    )


def _issue(
    kind: DocumentKind,
    booking: Booking,
    *,
    lines: tuple[Line, ...],
    payment: Payment | None = None,
    credited: Document | None = None,
    **words: Any,
) -> Document:
    """Write the document and its snapshot, and queue the drawing. Nothing is read or locked after the number."""
    from attendees.tasks import draw_document

    now, billing = timezone.now(), _billing(booking)
    content = DocumentContent(
        kind=kind,
        number="",
        issued_on=timezone.localdate(now),
        seller=_seller(current_provider()),
        buyer=_buyer(booking, billing),
        reference=booking.reference,
        purchase_order=billing.purchase_order if billing else "",
        lines=lines,
        credits=_called(credited) if credited else "",
        **words,
    )
    with transaction.atomic():
        sequence = take_number(kind)
        number = written(kind, sequence)
        document = Document.objects.create(
            kind=kind,
            sequence=sequence,
            number=number,
            booking=booking,
            payment=payment,
            credits=credited,
            snapshot=replace(content, number=number).as_json(),
            total_pence=content.gross_pence,
            vat_pence=content.vat_pence,
            issued_at=now,
        )
        queue_task(draw_document, document.pk)
    return document


def _seller(provider: Provider) -> Seller:
    return Seller(
        name=provider.name,
        address=provider.address,
        contact=" · ".join(part for part in (provider.phone, provider.email) if part),
        vat_number=provider.vat_number,
        company_details=provider.company_details,
    )


def _billing(booking: Booking) -> BillingDetails | None:
    return getattr(booking, "billing", None)


def _buyer(booking: Booking, billing: BillingDetails | None) -> Buyer:
    if billing is None:
        return Buyer(name=booking.booker_name)
    return Buyer(name=billing.name, address=composed_lines(billing.address))


def _received(payment: Payment, places: Sequence[Place]) -> tuple[Line, ...]:
    amount = payment.amount_pence
    if places and sum(place.price_pence for place in places) <= amount:
        # An older, dearer try was paid: what is too much goes back at once, and was never for anything.
        return lines_of(whole(places))
    if payment.for_place_id and places:
        return difference_line(places[0], amount_pence=amount)
    if places:
        return shared_lines(f"Payment for booking {payment.booking}", amount_pence=amount, places=places)
    invoice = _latest(payment.booking, DocumentKind.INVOICE)
    settled = f"invoice {invoice.number}" if invoice else f"booking {payment.booking}"
    return (Line(title=f"Payment received for {settled}", gross_pence=amount),)


def _paid(payment: Payment) -> str:
    day = date_format(timezone.localtime(payment.paid_at), "j F Y")
    reference = f", reference {payment.note}" if payment.note else ""
    return f"Paid {PAID_BY[PaymentMethod(payment.method)]} on {day}{reference}"


def _latest(booking: Booking, kind: DocumentKind) -> Document | None:
    return Document.objects.filter(booking=booking, kind=kind).order_by("-sequence").first()


def _called(document: Document) -> str:
    """ "Invoice INV-00012 of 3 May 2027"."""
    day = date_format(timezone.localtime(document.issued_at), "j F Y")
    return f"{DocumentKind(document.kind).label} {document.number} of {day}"
