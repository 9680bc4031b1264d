"""The body that offers the workshops and signs the certificates."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import CheckConstraint, Q


class Provider(models.Model):
    """The one provider this installation serves; the row with id 1."""

    name = models.CharField(max_length=120, default="Lectern")
    strapline = models.CharField(
        max_length=120, default="CPD for people who listen for a living", help_text="The heading of the home page."
    )
    introduction = models.TextField(
        blank=True,
        default="Workshops, webinars and conferences for therapists and NHS practitioners. Each one ends in a certificate that stands up to audit.",
    )
    letters = models.CharField(
        max_length=4,
        default="L",
        help_text="One to four capitals in the device at the head of a certificate.",
        validators=[RegexValidator(r"^[A-Z]{1,4}$")],
    )
    number_prefix = models.CharField(
        max_length=6,
        default="LEC",
        help_text="Certificate numbers begin with this.",
        validators=[RegexValidator(r"^[A-Z]{2,6}$")],
    )
    address = models.CharField(max_length=250, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    signatory_name = models.CharField(max_length=120, blank=True)
    signatory_role = models.CharField(max_length=120, blank=True)
    signature = models.ImageField(
        upload_to="provider/", blank=True, help_text="A scan of the signature, dark on white, about 800 x 250 pixels."
    )
    hold_minutes = models.PositiveSmallIntegerField(
        default=30, help_text="Minutes that a seat is held while someone pays."
    )
    cancellation_days = models.PositiveSmallIntegerField(
        default=14, help_text="A full refund until this many days before the session."
    )

    class Meta:
        verbose_name = "provider"
        verbose_name_plural = "provider"
        constraints = [
            CheckConstraint(
                condition=Q(pk=1),
                name="provider_is_one",
                violation_error_message="There is one provider: change that one.",
            ),
            CheckConstraint(
                condition=Q(hold_minutes__range=(5, 1380)),
                name="provider_hold_minutes",
                violation_error_message="Hold a seat for between 5 minutes and 23 hours.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def contact(self) -> str:
        """Address, telephone and email as one line."""
        return " · ".join(part for part in (self.address, self.phone, self.email) if part)
