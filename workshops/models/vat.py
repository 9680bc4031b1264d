"""Rates of value added tax."""

from django.db import models
from django.db.models import CheckConstraint, Q


class VatRate(models.Model):
    """A rate of VAT as hundredths of a percent: 2000 is 20 %. It counts only while the provider is registered."""

    name = models.CharField(max_length=60, unique=True, help_text="As an invoice prints it, such as: Standard rate.")
    basis_points = models.PositiveSmallIntegerField(help_text="In hundredths of a percent: 2000 for 20 %.")
    is_default = models.BooleanField(default=False, help_text="For tickets that name no rate of their own.")

    class Meta:
        verbose_name = "VAT rate"
        ordering = ["-basis_points", "name"]
        constraints = [
            CheckConstraint(
                condition=Q(basis_points__range=(0, 5000)),
                name="vat_basis_points",
                violation_error_message="A rate lies between 0 and 50 percent.",
            ),
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="vat_one_default",
                violation_error_message="There is a default rate already. Take the mark off that one first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.percent} %"

    @property
    def percent(self) -> str:
        """The rate as a bill prints it: "20", "5", "17.5"."""
        return f"{self.basis_points / 100:g}"
