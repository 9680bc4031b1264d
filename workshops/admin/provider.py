"""The one provider: its list is its form."""

import base64

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from unfold.decorators import display

from workshops.admin.base import OrganiserAdmin
from workshops.models import Provider, VatRate

LARGEST_SIGNATURE = 2_000_000


class ProviderForm(ModelForm):
    """Holds the signature to what a certificate can print."""

    def clean_signature(self) -> object:
        upload = self.cleaned_data.get("signature")
        image = getattr(upload, "image", None)
        if image is None:
            return upload
        if image.format not in {"JPEG", "PNG"}:
            raise ValidationError("Upload the signature as a JPEG or PNG image.")
        if upload.size > LARGEST_SIGNATURE:
            raise ValidationError("This image is larger than 2 MB. About 800 x 250 pixels are enough.")
        return upload


@admin.register(Provider)
class ProviderAdmin(OrganiserAdmin):
    form = ProviderForm
    readonly_fields = ("signature_now",)
    fieldsets = (
        ("The site", {"fields": ("name", "strapline", "introduction")}),
        ("Contact, as pages and certificates print it", {"fields": ("address", "phone", "email", "website")}),
        (
            "Booking and cancelling",
            {
                "fields": (
                    "hold_minutes",
                    "cancellation_days",
                    "partial_days",
                    "partial_percent",
                    "swap_hours",
                    "move_days",
                    "offer_hours",
                    "approval_hours",
                ),
                "description": "A booking keeps the terms it was made on. What you change here holds for bookings from now on.",
            },
        ),
        (
            "Invoices and VAT",
            {
                "fields": (
                    "takes_invoices",
                    "invoice_days",
                    "invoice_closes_days",
                    "invoice_release",
                    "bank_details",
                    "vat_number",
                    "company_details",
                ),
                "description": "Documents that were issued stay as they are.",
            },
        ),
        (
            "Certificates",
            {
                "fields": (
                    "letters",
                    "number_prefix",
                    "signatory_name",
                    "signatory_role",
                    "signature_now",
                    "signature",
                ),
                "description": "What you change here stands on certificates issued from now on. Those issued stay as they are.",
            },
        ),
    )

    @display(description="Signature now")
    def signature_now(self, provider: Provider) -> str:
        """The image itself: it is never served to visitors, so it has no address to link to."""
        if not provider.signature or not provider.signature.storage.exists(provider.signature.name):
            return "None yet: certificates print the signatory’s name alone."
        with provider.signature.open("rb") as file:
            data = base64.b64encode(file.read()).decode()
        return format_html('<img class="lectern-signature" alt="The signature" src="data:image;base64,{}">', data)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Provider.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Provider | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Provider, form: ModelForm, change: bool) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)
        for lack in lacks(obj):
            messages.warning(request, lack)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        known = Provider.objects.filter(pk=1).exists()
        return redirect(*(("admin:workshops_provider_change", 1) if known else ("admin:workshops_provider_add",)))


def lacks(provider: Provider) -> list[str]:
    """What is still missing for what was switched on: a sentence each."""
    found = []
    if provider.takes_invoices and not provider.bank_details.strip():
        found.append("Invoices are offered, and nothing says how to pay them: enter the bank details.")
    if provider.is_registered_for_vat and not VatRate.objects.filter(is_default=True).exists():
        found.append(
            "No VAT rate is the default one, so tickets without a rate count with 20 %. Add one below VAT rates."
        )
    return found
