"""The PDF of an invoice, a receipt or a credit note, for whoever may open its booking."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from attendees.access import booking_for
from attendees.models import Document
from attendees.services.document_files import DocumentNotReadyError, read_document


@never_cache
def download(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """`/bookings/<reference>/documents/<number>/`. Unknown and forbidden look alike: 404.

    One that no worker has drawn yet is drawn now; where that is not possible, a page says so (202).
    """
    booking = booking_for(request, reference)
    document = get_object_or_404(booking.documents, number=number)
    try:
        return pdf_response(document)
    except DocumentNotReadyError as refusal:
        context = {"booking": booking, "document": document, "refusal": refusal}
        return render(request, "attendees/document_not_ready.html", context, status=202)


def pdf_response(document: Document) -> HttpResponse:
    """The PDF as a file to keep, out of the reach of caches. Raises DocumentNotReadyError."""
    response = HttpResponse(read_document(document), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{document.get_kind_display()} {document.number}.pdf"'
    return response
