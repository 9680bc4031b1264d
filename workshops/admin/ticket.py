"""Ticket types in a session's form, with prices in pounds: the common case on top, the rest in groups that open."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from unfold.admin import StackedInline
from unfold.decorators import display

from workshops.admin.base import OrganiserInline
from workshops.admin.fields import CodeField, DomainsField, PoundsField
from workshops.admin.ticket_terms import taken, terms_of
from workshops.models import TicketType

EARLY_BIRD = (
    "UK time (Europe/London). An early-bird price is a ticket type of its own: one on sale until a moment, and one at the "
    "full price from that moment on. Visitors then read “£85 until 3 May, then £95”."
)
BOOKED_STAYS = "What you change here holds for new bookings. Places that are booked already stay as they are."


class TicketForm(forms.ModelForm):
    """Writes a ticket type field by field, so that the places counted meanwhile stay counted."""

    price_pence = PoundsField(
        label="Price in pounds",
        initial=0,
        help_text="What is paid, VAT included, such as 95 or 95.50. Nought is free.",
        error_messages={
            "invalid": "Write the price as 95 or 95.50.",
            "max_decimal_places": "Write the price with two figures for the pence, such as 95.50.",
        },
    )
    code = CodeField(
        label="Hidden code",
        required=False,
        max_length=40,
        help_text="Only those who type this code see the ticket. Empty: everyone sees it.",
    )
    email_domains = DomainsField(
        label="Email domains",
        required=False,
        max_length=300,
        help_text="Only for confirmed addresses at these, such as: nhs.net, nhs.uk. Empty: every address.",
    )

    def clean_quota(self) -> int | None:
        quota: int | None = self.cleaned_data["quota"]
        taken = self._taken()
        if quota is not None and quota < taken:
            booked = "1 place is" if taken == 1 else f"{taken} places are"
            raise ValidationError(f"{booked} booked on it already, so the quota cannot be lower than {taken}.")
        return quota

    def clean(self) -> dict[str, Any]:
        """Refusals that concern two fields stand at one of them, so that its group is shown open."""
        cleaned = super().clean() or {}
        for field, is_wrong, sentence in self._pairs(cleaned):
            if is_wrong:
                self.add_error(field, sentence)
        return cleaned

    @staticmethod
    def _pairs(cleaned: dict[str, Any]) -> list[tuple[str, bool, str]]:
        fewest, most, quota = (cleaned.get(name) for name in ("min_places", "max_places", "quota"))
        opens, closes = cleaned.get("sale_opens_at"), cleaned.get("sale_closes_at")
        without_service = bool(cleaned.get("service_cap")) and not cleaned.get("asks_service")
        return [
            ("max_places", bool(fewest and most and most < fewest), "The most places cannot be below the fewest."),
            ("min_places", bool(fewest and quota and fewest > quota), "The fewest places cannot be above the quota."),
            ("sale_closes_at", bool(opens and closes and closes <= opens), "The sale closes after it opens."),
            ("service_cap", without_service, "To limit places for each service, ask for the service too."),
        ]

    def save(self, commit: bool = True) -> TicketType:
        if self.errors or not commit or self.instance.pk is None:
            return super().save(commit=commit)
        own = {field.name for field in TicketType._meta.concrete_fields}
        self.instance.save(update_fields=own & set(self.changed_data))
        return self.instance

    def _taken(self) -> int:
        return TicketType.objects.filter(pk=self.instance.pk).values_list("places_taken", flat=True).first() or 0


class TicketInline(OrganiserInline, StackedInline):
    model = TicketType
    form = TicketForm
    readonly_fields = ("terms", "taken")
    fieldsets = (
        (None, {"fields": ("name", "price_pence", "terms")}),
        (
            "When it is on sale",
            {"classes": ("collapse",), "fields": ("sale_opens_at", "sale_closes_at"), "description": EARLY_BIRD},
        ),
        ("How many", {"classes": ("collapse",), "fields": ("quota", "taken", "min_places", "max_places")}),
        (
            "Who may have it",
            {
                "classes": ("collapse",),
                "fields": (
                    "code",
                    "needs_approval",
                    "declaration",
                    "asks_profession",
                    "asks_service",
                    "service_cap",
                    "asks_registration",
                    "email_domains",
                ),
                "description": BOOKED_STAYS,
            },
        ),
        ("VAT and order", {"classes": ("collapse",), "fields": ("vat_rate", "position")}),
    )
    extra = 0
    verbose_name_plural = "ticket types"

    @display(description="In short")
    def terms(self, ticket: TicketType) -> str:
        return terms_of(ticket)

    @display(description="Places taken")
    def taken(self, ticket: TicketType) -> str:
        return taken(ticket)
