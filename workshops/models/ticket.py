"""Ways into a session, and their price."""

from django.db import models
from django.db.models import CheckConstraint, Q

from workshops.models.constraints import in_order
from workshops.models.session import Session


class TicketType(models.Model):
    """A way into a session: its price in pence, when it is on sale, and what its holder declares to be."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="ticket_types")
    name = models.CharField(max_length=80, default="Standard")
    price_pence = models.PositiveIntegerField(default=0, help_text="In pence: 9500 for £95. Nought is free.")
    declaration = models.CharField(
        max_length=200,
        blank=True,
        help_text="What the booker must confirm, such as: I am a Psychological Wellbeing Practitioner.",
    )
    sale_opens_at = models.DateTimeField(null=True, blank=True)
    sale_closes_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            in_order(
                "sale_opens_at", "sale_closes_at", name="ticket_sale_window", message="The sale closes after it opens."
            ),
            # Stripe takes no card payment below 30p; above ten thousand pounds someone has slipped.
            CheckConstraint(
                condition=Q(price_pence=0) | Q(price_pence__range=(30, 1_000_000)),
                name="ticket_price",
                violation_error_message="A price is nought, or between 30p and £10,000.",
            ),
            models.UniqueConstraint(
                fields=["session", "name"],
                name="ticket_name_once",
                violation_error_message="Two ticket types have the same name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
