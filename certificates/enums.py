"""Choices and the table of allowed moves of certificates."""

from django.db.models import TextChoices


class CertificateState(TextChoices):
    ISSUED = "issued", "Issued"
    SUPERSEDED = "superseded", "Superseded"
    REVOKED = "revoked", "Revoked"


CERTIFICATE_MOVES = {
    CertificateState.ISSUED: frozenset({CertificateState.SUPERSEDED, CertificateState.REVOKED}),
    CertificateState.SUPERSEDED: frozenset[str](),
    CertificateState.REVOKED: frozenset({CertificateState.ISSUED}),
}


class NameRequestState(TextChoices):
    OPEN = "open", "To be approved"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"


NAME_REQUEST_MOVES = {
    NameRequestState.OPEN: frozenset({NameRequestState.APPROVED, NameRequestState.DECLINED}),
    NameRequestState.APPROVED: frozenset[str](),
    NameRequestState.DECLINED: frozenset[str](),
}
