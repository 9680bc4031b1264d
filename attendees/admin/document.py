"""Invoices, receipts and credit notes: to look at, to download, and to draw again once that has failed."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import action, display

from attendees.models import Document
from attendees.services.document_files import DocumentNotReadyError, draw_again
from attendees.views.documents import pdf_response
from workshops.admin.actions import Step, row_or_404, run_each
from workshops.admin.base import ReadOnlyAdmin, actor
from workshops.admin.filters import PdfFilter
from workshops.foundation.money import exact_amount


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    list_display = ("number", "kind", "booking", "total", "issued_at", "pdf_link")
    list_filter = ("kind", PdfFilter, "issued_at")
    list_select_related = ("booking",)
    search_fields = (
        "number",
        "booking__reference",
        "booking__booker_name",
        "booking__booker_email",
        "booking__billing__name",
    )
    search_help_text = "Number, booking reference, booker, or who is billed"
    ordering = ("-pk",)
    actions = ("draw_again",)
    actions_detail = ("download", "draw_again_one")
    readonly_fields = ("total", "vat", "pdf_link", "buyer")
    fieldsets = (
        (None, {"fields": ("number", "kind", "booking", "buyer", "payment", "credits", "total", "vat", "issued_at")}),
        ("PDF", {"fields": ("pdf_link", "rendered_at", "sha256", "attempts", "error")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("booking", "credits", "payment__booking")

    @display(description="Total", ordering="total_pence")
    def total(self, document: Document) -> str:
        return exact_amount(document.total_pence)

    @display(description="VAT in it")
    def vat(self, document: Document) -> str:
        return exact_amount(document.vat_pence)

    @display(description="Addressed to")
    def buyer(self, document: Document) -> str:
        return document.snapshot.get("buyer", {}).get("name", "")

    @display(description="PDF", ordering="rendered_at")
    def pdf_link(self, document: Document) -> str:
        if document.rendered_at:
            path = reverse("admin:attendees_document_download", args=[document.pk])
            return format_html('<a class="lectern-quiet" href="{}">Download</a>', path)
        return "Failed" if document.error else "Being made"

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list:
        """Only what can be done: a PDF that exists never changes."""
        shown = super().get_actions_detail(request, object_id)
        row = self.get_object(request, str(object_id))
        closed = "_draw_again_one" if row is not None and row.rendered_at else "_download"
        return [step for step in shown if not step.action_name.endswith(closed)]

    @action(description="Download", url_path="download", permissions=["view"], icon="download")
    def download(self, request: HttpRequest, object_id: str) -> HttpResponse:
        document = row_or_404(self, request, object_id)
        try:
            return pdf_response(document)
        except DocumentNotReadyError as refusal:
            failed = f"The PDF could not be made: {document.error}"
            messages.error(request, failed if document.error else str(refusal))
            return redirect("admin:attendees_document_change", document.pk)

    @action(description="Try again to make the PDF", permissions=["act"])
    def draw_again(self, request: HttpRequest, queryset: QuerySet) -> None:
        run_each(request, queryset, lambda pk: draw_again(document_id=pk, by=actor(request)), done="Trying again")

    @action(description="Try again", url_path="draw-again", permissions=["act"], icon="refresh")
    def draw_again_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        document = row_or_404(self, request, object_id)
        return Step(
            admin=self,
            row=document,
            title=f"Try again to make the PDF of {document}",
            facts=[f"Last error: {document.error}" if document.error else "No error is noted."],
            button="Try again",
            done="Trying again",
            act=lambda _: draw_again(document_id=document.pk, by=actor(request)),
        ).answer(request)
