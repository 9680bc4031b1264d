"""Messages that carry an invoice or a credit note, queued with the stored PDF. Each may be called again."""

from attendees.documents.content import DocumentContent
from attendees.emails.compose import DocumentAttachment, queue_email
from attendees.emails.messages import about
from attendees.enums import DocumentKind
from attendees.models import Document

# A receipt is no message of its own: it lies ready on the booking's page.
KINDS = {DocumentKind.INVOICE: "invoice_issued", DocumentKind.CREDIT_NOTE: "credit_note_issued"}


def queue_document_messages(document: Document) -> None:
    """To the booker, and to accounts payable where an address is given, each with the PDF."""
    kind = KINDS.get(DocumentKind(document.kind))
    if kind is None:
        return
    booking = document.booking
    billing = getattr(booking, "billing", None)
    attachment = DocumentAttachment(name=f"{document.get_kind_display()} {document.number}.pdf", document=document.pk)
    context = about(booking, document=document, content=DocumentContent.from_json(document.snapshot))
    queue_email(
        kind=kind, key=f"{document.pk}:booker", to=booking.booker_email, context=context, attachments=[attachment]
    )
    if billing and billing.accounts_email not in {"", booking.booker_email}:
        # The link opens the whole booking: it is for the booker alone.
        context = context | {"link": ""}
        queue_email(
            kind=kind,
            key=f"{document.pk}:accounts",
            to=billing.accounts_email,
            context=context,
            attachments=[attachment],
        )
