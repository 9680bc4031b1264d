"""Discount codes."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import ManyToManyField
from django.http import HttpRequest
from unfold.decorators import display

from workshops.admin.base import OrganiserAdmin, helps, is_relied_on
from workshops.admin.fields import CodeField, PoundsField
from workshops.admin.ticket_type import TicketChoiceField, TicketSelect
from workshops.foundation.money import spoken_price
from workshops.models import DiscountCode

UK_TIME = "Enter and read all times here as UK time (Europe/London)."
FOR_WHAT = "Leave both empty for everything. Otherwise it is good for these workshops, and for these ticket types."


class DiscountForm(forms.ModelForm):
    """Takes either a percentage or an amount, and a limit that is not below what was used."""

    code = CodeField(
        label="Code", max_length=40, help_text="Letters, figures and hyphens. Capitals and small letters are the same."
    )
    amount_pence = PoundsField(
        label="Amount in pounds",
        required=False,
        help_text="Taken off each place instead of a percentage, such as 15 or 7.50.",
        error_messages={
            "invalid": "Write the amount as 15 or 7.50.",
            "max_decimal_places": "Write the amount with two figures for the pence, such as 7.50.",
        },
    )

    def clean_code(self) -> str:
        """Capitals are made before the database compares, so the refusal stands at the field."""
        code = str(self.cleaned_data["code"])
        if DiscountCode.objects.filter(code=code).exclude(pk=self.instance.pk).exists():
            raise ValidationError(f"There is a code {code} already. Choose another.")
        return code

    def clean_max_uses(self) -> int | None:
        limit: int | None = self.cleaned_data["max_uses"]
        used = DiscountCode.objects.filter(pk=self.instance.pk).values_list("uses", flat=True).first() or 0
        if limit is not None and limit < used:
            places = "1 place has" if used == 1 else f"{used} places have"
            raise ValidationError(f"{places} used the code already, so the limit cannot be lower than {used}.")
        return limit


@admin.register(DiscountCode)
class DiscountCodeAdmin(OrganiserAdmin):
    form = DiscountForm
    list_display = ("code", "description", "off", "used", "opens_at", "closes_at", "is_active")
    list_filter = ("is_active",)
    search_fields = ("code", "description")
    ordering = ("code",)
    autocomplete_fields = ("workshops", "ticket_types")
    readonly_fields = ("used", "created_at")
    fieldsets = (
        (None, {"fields": ("code", "description", "is_active", "used")}),
        ("What it takes off each place", {"fields": ("percent", "amount_pence")}),
        ("How often and when", {"fields": ("max_uses", "opens_at", "closes_at"), "description": UK_TIME}),
        ("What it is good for", {"fields": ("workshops", "ticket_types"), "description": FOR_WHAT}),
    )

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["help_texts"] = helps(DiscountCode) | {"is_active": "Switch a code off instead of deleting it."}
        return super().get_form(request, obj, change, **kwargs)

    def formfield_for_manytomany(self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "ticket_types":
            kwargs |= {"form_class": TicketChoiceField, "widget": TicketSelect(db_field, self.admin_site)}
            kwargs["queryset"] = db_field.remote_field.model.objects.select_related("session__workshop")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a code that nobody used; any other is switched off, for bookings name it."""
        is_free = obj is None or not (obj.uses or is_relied_on(obj))
        return is_free and super().has_delete_permission(request, obj)

    @display(description="Takes off", ordering="percent")
    def off(self, discount: DiscountCode) -> str:
        return f"{discount.percent} %" if discount.percent else spoken_price(discount.amount_pence or 0)

    @display(description="Used", ordering="uses")
    def used(self, discount: DiscountCode) -> str:
        return (
            f"{discount.uses} of {discount.max_uses}" if discount.max_uses is not None else f"{discount.uses}, no limit"
        )
