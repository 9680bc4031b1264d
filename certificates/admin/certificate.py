"""Certificates: to look at, to draw again, to revoke and to restore."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from unfold.decorators import action, display

from certificates.admin.snapshot import shown_snapshot
from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.services.retrying import retry_render
from certificates.services.revoking import restore_certificate, revoke_certificate
from workshops.admin.actions import Step, row_or_404, run_each
from workshops.admin.base import ReadOnlyAdmin, actor
from workshops.admin.filters import PdfFilter
from workshops.admin.labels import STATES
from workshops.foundation.durations import hours_label


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    list_display = ("number", "name", "workshop", "hours", "shown_state", "pdf_link", "issued_at")
    list_filter = ("state", PdfFilter, "place__session__workshop")
    list_select_related = ("place__session__workshop",)
    search_fields = (
        "number",
        "place__attendee_name",
        "place__attendee_email",
        "place__booking__reference",
        "place__session__workshop__title",
    )
    search_help_text = "Number, name, email, booking reference or workshop"
    ordering = ("-pk",)
    actions = ("try_again",)
    actions_detail = ("try_again_one", "revoke", "restore")
    steps_to = {"revoke": CertificateState.REVOKED, "restore": CertificateState.ISSUED}
    shows_changes = True
    readonly_fields = ("name", "booking", "pdf_link", "shown_words")
    fieldsets = (
        (None, {"fields": ("number", "state", "version", "replaces", "name", "booking", "issued_at")}),
        ("PDF", {"fields": ("pdf_link", "rendered_at", "sha256", "attempts", "error")}),
        ("What it says, for ever", {"fields": ("shown_words",)}),
    )

    @display(description="Name")
    def name(self, certificate: Certificate) -> str:
        return certificate.snapshot.get("name", "")

    @display(description="Workshop")
    def workshop(self, certificate: Certificate) -> str:
        return certificate.snapshot.get("title", "")

    @display(description="Hours")
    def hours(self, certificate: Certificate) -> str:
        return hours_label(certificate.snapshot.get("minutes") or 0)

    @display(description="Booking")
    def booking(self, certificate: Certificate) -> str:
        return certificate.place.booking.reference

    @display(description="State", ordering="state", label=STATES)
    def shown_state(self, certificate: Certificate) -> str:
        return certificate.get_state_display()

    @display(description="PDF", ordering="rendered_at")
    def pdf_link(self, certificate: Certificate) -> str:
        if certificate.rendered_at:
            return format_html('<a class="lectern-quiet" href="{}">Open PDF</a>', certificate.download_path)
        return "Failed" if certificate.error else "Being made"

    @display(description="Words")
    def shown_words(self, certificate: Certificate) -> str:
        return shown_snapshot(certificate.snapshot)

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list:
        shown = super().get_actions_detail(request, object_id)
        row = self.get_object(request, str(object_id))
        made = row is not None and row.rendered_at is not None
        return [step for step in shown if not (made and step.action_name.endswith("_try_again_one"))]

    @action(description="Try again to make the PDF", permissions=["act"])
    def try_again(self, request: HttpRequest, queryset: QuerySet) -> None:
        run_each(request, queryset, lambda pk: retry_render(certificate_id=pk, by=actor(request)), done="Trying again")

    @action(description="Try again", url_path="try-again", permissions=["act"], icon="refresh")
    def try_again_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        certificate = row_or_404(self, request, object_id)
        return Step(
            admin=self,
            row=certificate,
            title=f"Try again to make the PDF of {certificate}",
            facts=[f"Last error: {certificate.error}" if certificate.error else "No error is noted."],
            button="Try again",
            done="Trying again",
            act=lambda _: retry_render(certificate_id=certificate.pk, by=actor(request)),
        ).answer(request)

    @action(description="Revoke", url_path="revoke", permissions=["act"], icon="block")
    def revoke(self, request: HttpRequest, object_id: str) -> HttpResponse:
        certificate = row_or_404(self, request, object_id)
        return Step(
            admin=self,
            row=certificate,
            title=f"Revoke certificate {certificate}",
            facts=["Whoever checks its number is told that it is revoked. The attendee is not told by email."],
            button="Revoke the certificate",
            done="Revoked",
            act=lambda reason: revoke_certificate(certificate_id=certificate.pk, by=actor(request), reason=reason),
            asks_reason=True,
            is_grave=True,
        ).answer(request)

    @action(description="Restore", url_path="restore", permissions=["act"], icon="restore")
    def restore(self, request: HttpRequest, object_id: str) -> HttpResponse:
        certificate = row_or_404(self, request, object_id)
        return Step(
            admin=self,
            row=certificate,
            title=f"Restore certificate {certificate}",
            facts=["It is valid again for whoever checks its number."],
            button="Restore the certificate",
            done="Restored",
            act=lambda reason: restore_certificate(certificate_id=certificate.pk, by=actor(request), reason=reason),
            asks_reason=True,
        ).answer(request)
