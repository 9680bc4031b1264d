"""The body that offers the workshops and signs the certificates."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import CheckConstraint, F, Q

from workshops.enums import InvoiceRelease
from workshops.models.constraints import one_of


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
    partial_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="A refund in part until this many days before. Empty: none."
    )
    partial_percent = models.PositiveSmallIntegerField(default=50, help_text="How much of the price goes back then.")
    swap_hours = models.PositiveSmallIntegerField(
        default=2, help_text="Hours before the session until which a place may be named or handed to a colleague."
    )
    move_days = models.PositiveSmallIntegerField(
        default=7, help_text="Days before the session until which a place may move to another date."
    )
    offer_hours = models.PositiveSmallIntegerField(
        default=24, help_text="Hours that an offer to someone on a waiting list stands."
    )
    approval_hours = models.PositiveSmallIntegerField(
        default=48, help_text="Hours that someone has for paying once their booking was approved."
    )
    takes_invoices = models.BooleanField(default=True, help_text="Whether a booking may be paid by invoice.")
    invoice_days = models.PositiveSmallIntegerField(default=30, help_text="Days until an invoice is due.")
    invoice_closes_days = models.PositiveSmallIntegerField(
        default=14, help_text="No invoice later than this many days before the session: it could not be paid in time."
    )
    invoice_release = models.CharField(
        max_length=12,
        choices=InvoiceRelease.choices,
        default=InvoiceRelease.KEEP,
        help_text="What happens to places whose invoice was not paid when it was due.",
    )
    bank_details = models.TextField(
        blank=True, help_text="How to pay an invoice: name of the account, sort code, account number. Printed on it."
    )
    vat_number = models.CharField(
        max_length=20, blank=True, help_text="Empty: not registered for VAT, and none is charged or shown."
    )
    company_details = models.CharField(
        max_length=200, blank=True, help_text="At the foot of invoices, such as: company number and registered office."
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
            one_of("invoice_release", InvoiceRelease, name="provider_invoice_release"),
            CheckConstraint(
                condition=Q(partial_days__isnull=True)
                | Q(partial_days__lt=F("cancellation_days"), partial_percent__range=(1, 99)),
                name="provider_partial_refund",
                violation_error_message="A refund in part is 1 to 99 percent, nearer to the session than the full one.",
            ),
            CheckConstraint(
                condition=Q(offer_hours__range=(1, 240)) & Q(approval_hours__range=(1, 720)),
                name="provider_offer_hours",
                violation_error_message="An offer stands for 1 to 240 hours, an approval for 1 to 720.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_registered_for_vat(self) -> bool:
        return bool(self.vat_number)

    @property
    def contact(self) -> str:
        """Address, telephone and email as one line."""
        return " · ".join(part for part in (self.address, self.phone, self.email) if part)
