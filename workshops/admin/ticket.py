"""Ticket types in a session's form, with prices in pounds."""

from decimal import Decimal
from typing import Any

from django import forms
from unfold.admin import StackedInline
from unfold.widgets import UnfoldAdminTextInputWidget

from workshops.admin.base import OrganiserInline
from workshops.models import TicketType

PENCE = 100


class PoundsField(forms.DecimalField):
    """Shows pence as pounds and gives pence back: "95", "95.00" and "£95" are all 9500."""

    widget = UnfoldAdminTextInputWidget(attrs={"inputmode": "decimal"})

    def __init__(self, **kwargs: Any) -> None:
        # Eight digits are within what the column holds; the model refuses what is too much.
        super().__init__(min_value=Decimal(0), max_digits=8, decimal_places=2, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Pence from the row become pounds; what was typed stays as it was typed."""
        return f"{Decimal(value) / PENCE:.2f}" if isinstance(value, int) else value

    def to_python(self, value: Any) -> Decimal | None:
        return super().to_python(value.strip().removeprefix("£") if isinstance(value, str) else value)

    def clean(self, value: Any) -> Any:
        pounds = super().clean(value)
        return None if pounds is None else int(pounds * PENCE)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.to_python(self.prepare_value(initial)), data)


class TicketForm(forms.ModelForm):
    price_pence = PoundsField(
        label="Price in pounds",
        initial=0,
        help_text="Such as 95 or 95.50. Nought is free.",
        error_messages={
            "invalid": "Write the price as 95 or 95.50.",
            "max_decimal_places": "Write the price with two figures for the pence, such as 95.50.",
        },
    )


class TicketInline(OrganiserInline, StackedInline):
    model = TicketType
    form = TicketForm
    fields = ("name", "price_pence", "declaration", "sale_opens_at", "sale_closes_at", "position")
    extra = 0
    verbose_name_plural = "ticket types"
