"""Rates of VAT, entered as percent."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from unfold.decorators import display

from workshops.admin.base import OrganiserAdmin, is_relied_on
from workshops.admin.fields import PercentField
from workshops.models import VatRate

ONLY_WHILE_REGISTERED = (
    "Rates count only while the provider has a VAT number. A change holds for new bookings: those that are made keep "
    "the rate they were made at."
)


class VatRateForm(forms.ModelForm):
    basis_points = PercentField(
        label="Percent",
        help_text="Such as 20, 5 or 17.5.",
        error_messages={
            "invalid": "Write the rate as 20 or 17.5.",
            "max_decimal_places": "Write the rate with two figures behind the point at most, such as 17.5.",
            "max_digits": "A rate lies between 0 and 50 percent.",
            "max_whole_digits": "A rate lies between 0 and 50 percent.",
        },
    )


@admin.register(VatRate)
class VatRateAdmin(OrganiserAdmin):
    form = VatRateForm
    list_display = ("name", "rate", "is_default")
    search_fields = ("name",)
    ordering = ("-basis_points", "name")
    fieldsets = ((None, {"fields": ("name", "basis_points", "is_default"), "description": ONLY_WHILE_REGISTERED}),)

    @display(description="Rate", ordering="basis_points")
    def rate(self, rate: VatRate) -> str:
        return f"{rate.percent} %"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only what no ticket uses, by its name or as the default."""
        is_free = obj is None or not (obj.is_default or is_relied_on(obj))
        return is_free and super().has_delete_permission(request, obj)
