"""Invoices, receipts and credit notes."""

from django.db import models
from django.db.models import CheckConstraint, F, Q

from attendees.enums import DocumentKind
from attendees.models.booking import Booking
from attendees.models.payment import Payment
from attendees.querysets import DocumentQuerySet
from workshops.models.constraints import one_of


class NumberSeries(models.Model):
    """The last number given out in the series of one kind of document. Counted in the document's own transaction."""

    kind = models.CharField(max_length=12, choices=DocumentKind.choices, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "number series"
        constraints = [one_of("kind", DocumentKind, name="series_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.last}"


class Document(models.Model):
    """A numbered statement about money, frozen when it is issued.

    `snapshot` holds every word and figure that is printed; the PDF is drawn from it alone. `sequence` runs without gaps in
    the series of its kind. Amounts in pence, never negative: a credit note takes `total_pence` off what it `credits`.
    Personal data: snapshot, pdf.
    """

    kind = models.CharField(max_length=12, choices=DocumentKind.choices)
    sequence = models.PositiveIntegerField(editable=False)
    number = models.CharField(max_length=40, unique=True, editable=False)
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="documents")
    payment = models.OneToOneField(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="receipt", help_text="Of a receipt."
    )
    credits = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="credit_notes")
    snapshot = models.JSONField(editable=False)
    total_pence = models.PositiveIntegerField()
    vat_pence = models.PositiveIntegerField(default=0)
    issued_at = models.DateTimeField()
    pdf = models.FileField(upload_to="documents/%Y/", blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    rendered_at = models.DateTimeField(null=True, blank=True, editable=False)
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    error = models.CharField(max_length=500, blank=True, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            one_of("kind", DocumentKind, name="document_kind"),
            models.UniqueConstraint(fields=["kind", "sequence"], name="document_sequence_once"),
            CheckConstraint(condition=Q(sequence__gte=1), name="document_sequence"),
            CheckConstraint(condition=Q(vat_pence__lte=F("total_pence")), name="document_vat_within_total"),
            CheckConstraint(
                condition=Q(rendered_at__isnull=True) | (~Q(pdf="") & ~Q(sha256="")),
                name="document_rendered_has_pdf",
            ),
        ]
        indexes = [
            models.Index(fields=["issued_at"], name="document_unrendered", condition=Q(rendered_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.number
