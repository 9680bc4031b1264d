"""Ways into a session, and their price."""

from django.db import models
from django.db.models import CheckConstraint, F, Q

from workshops.models.constraints import in_order
from workshops.models.session import Session
from workshops.models.vat import VatRate


class TicketType(models.Model):
    """A way into a session: its price in pence with VAT, when it is on sale, how many there are, and who may have it.

    `places_taken` counts its live places. It is changed only by `workshops.services.seats`, in one conditional UPDATE.
    A ticket with a `code` is hidden until a visitor has typed that code.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="ticket_types")
    name = models.CharField(max_length=80, default="Standard")
    price_pence = models.PositiveIntegerField(default=0, help_text="In pence: 9500 for £95. Nought is free.")
    vat_rate = models.ForeignKey(VatRate, null=True, blank=True, on_delete=models.PROTECT, related_name="ticket_types")
    quota = models.PositiveIntegerField(
        null=True, blank=True, help_text="How many of the seats may be booked on this ticket. Empty: all of them."
    )
    places_taken = models.PositiveIntegerField(default=0, editable=False)
    min_places = models.PositiveSmallIntegerField(default=1, help_text="The fewest places in one booking.")
    max_places = models.PositiveSmallIntegerField(default=20, help_text="The most places in one booking.")
    code = models.CharField(
        max_length=40,
        blank=True,
        help_text="Hidden from everyone who has not typed this code. Empty: everyone sees it.",
    )
    declaration = models.CharField(
        max_length=200,
        blank=True,
        help_text="What the booker must confirm, such as: I am a Psychological Wellbeing Practitioner.",
    )
    asks_profession = models.BooleanField(default=False)
    asks_service = models.BooleanField(default=False, help_text="The service or employer that someone works for.")
    asks_registration = models.BooleanField(default=False, help_text="The professional body and registration number.")
    email_domains = models.CharField(
        max_length=300, blank=True, help_text="Only for addresses at these, with commas between: nhs.net, nhs.uk."
    )
    service_cap = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The most places that people of one service may have. Empty: no limit."
    )
    needs_approval = models.BooleanField(
        default=False, help_text="An organiser approves each booking before anything is charged."
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
            CheckConstraint(
                condition=Q(quota__isnull=True) | Q(places_taken__lte=F("quota")),
                name="ticket_places_within_quota",
                violation_error_message="The quota cannot be lower than the number of places already taken.",
            ),
            CheckConstraint(
                condition=Q(min_places__gte=1, max_places__gte=F("min_places"), max_places__lte=200),
                name="ticket_places_per_booking",
                violation_error_message="One booking has between 1 and 200 places, and the most is not below the fewest.",
            ),
            CheckConstraint(
                condition=Q(service_cap__isnull=True) | Q(service_cap__gte=1, asks_service=True),
                name="ticket_service_cap",
                violation_error_message="To limit places for each service, ask for the service too.",
            ),
            models.UniqueConstraint(
                fields=["session", "name"],
                name="ticket_name_once",
                violation_error_message="Two ticket types have the same name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def left(self) -> int | None:
        """How many of its quota are left; None where it has none."""
        return None if self.quota is None else self.quota - self.places_taken

    @property
    def is_gone(self) -> bool:
        """Whether its quota is used up."""
        return self.left is not None and self.left <= 0

    @property
    def domains(self) -> list[str]:
        """The ends of addresses that may book it, in small letters, without the @."""
        parts = self.email_domains.replace(",", " ").replace(";", " ").split()
        return [part.strip().lstrip("@").lower() for part in parts]
