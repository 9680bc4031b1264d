"""Certificates of attendance."""

from django.db import models
from django.db.models import CheckConstraint, Q

from attendees.models import Place
from certificates.enums import CERTIFICATE_MOVES, CertificateState
from certificates.querysets import CertificateQuerySet
from workshops.models.constraints import one_of


class Certificate(models.Model):
    """A frozen, numbered, versioned statement that one person attended.

    `snapshot` holds every word the certificate prints; the PDF is drawn from it and from nothing else, so a later
    change of a name, a workshop or a design touches nothing already issued. `rendered_at` is empty until a worker
    has made the PDF and stored it under `pdf`, with the SHA-256 of its bytes. Personal data: snapshot, pdf.
    """

    MOVES = CERTIFICATE_MOVES

    number = models.CharField(max_length=40, unique=True, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="certificates")
    state = models.CharField(max_length=12, choices=CertificateState.choices, default=CertificateState.ISSUED)
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    snapshot = models.JSONField(editable=False)
    issued_at = models.DateTimeField()
    pdf = models.FileField(upload_to="certificates/%Y/", blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    rendered_at = models.DateTimeField(null=True, blank=True, editable=False)
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    error = models.CharField(max_length=500, blank=True, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            one_of("state", CertificateState, name="certificate_state"),
            CheckConstraint(condition=Q(version__gte=1), name="certificate_version"),
            CheckConstraint(
                condition=Q(rendered_at__isnull=True) | (~Q(pdf="") & ~Q(sha256="")),
                name="certificate_rendered_has_pdf",
            ),
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(state=CertificateState.ISSUED),
                name="certificate_one_valid_per_place",
                violation_error_message="This place already has a valid certificate.",
            ),
        ]
        indexes = [
            models.Index(fields=["issued_at"], name="certificate_unrendered", condition=Q(rendered_at__isnull=True)),
            models.Index(fields=["sha256"], name="certificate_file"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def verify_path(self) -> str:
        return f"/verify/{self.number}/"

    @property
    def download_path(self) -> str:
        return f"/certificates/{self.number}/download/"
