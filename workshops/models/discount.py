"""Codes that lower a price."""

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Upper

from workshops.models.constraints import in_order
from workshops.models.ticket import TicketType
from workshops.models.workshop import Workshop


class DiscountCode(models.Model):
    """A code that takes a percentage, or an amount in pence, off each place of a booking.

    `uses` counts the live places that have it, and is changed only by `workshops.services.seats` under the same guard
    as seats. Without workshops and ticket types it is good for everything; with some, for those.
    """

    code = models.CharField(max_length=40, unique=True, help_text="Capitals and small letters are the same.")
    description = models.CharField(max_length=120, blank=True, help_text="For organisers: whom it was given to.")
    percent = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Taken off each place, 1 to 100.")
    amount_pence = models.PositiveIntegerField(null=True, blank=True, help_text="Taken off each place.")
    max_uses = models.PositiveIntegerField(null=True, blank=True, help_text="Places in all. Empty: no limit.")
    uses = models.PositiveIntegerField(default=0, editable=False)
    opens_at = models.DateTimeField(null=True, blank=True, help_text="Empty: at once.")
    closes_at = models.DateTimeField(null=True, blank=True, help_text="Empty: no end.")
    is_active = models.BooleanField(default=True)
    workshops = models.ManyToManyField(Workshop, blank=True, related_name="discount_codes")
    ticket_types = models.ManyToManyField(TicketType, blank=True, related_name="discount_codes")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "discount code"
        ordering = ["code"]
        constraints = [
            CheckConstraint(condition=Q(code=Upper(F("code"))), name="discount_code_upper"),
            CheckConstraint(
                condition=Q(percent__isnull=False, percent__range=(1, 100), amount_pence__isnull=True)
                | Q(percent__isnull=True, amount_pence__isnull=False, amount_pence__gte=1),
                name="discount_percent_or_amount",
                violation_error_message="A code takes off either a percentage from 1 to 100, or an amount.",
            ),
            CheckConstraint(
                condition=Q(max_uses__isnull=True) | Q(uses__lte=F("max_uses")),
                name="discount_uses_within_limit",
                violation_error_message="The limit cannot be lower than the number of places that have used the code.",
            ),
            in_order("opens_at", "closes_at", name="discount_window", message="A code ends after it begins."),
        ]

    def __str__(self) -> str:
        return self.code
