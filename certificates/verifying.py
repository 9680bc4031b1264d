"""What anyone may learn about a certificate: by its number, or by its file."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from certificates.enums import CertificateState
from certificates.file_numbers import numbers_named
from certificates.models import Certificate
from certificates.numbers import read_number
from workshops.models import StateChange


@dataclass(frozen=True, kw_only=True)
class Verified:
    """A certificate with every version its place ever had, oldest first."""

    certificate: Certificate
    versions: tuple[Certificate, ...]

    @property
    def replaced_by(self) -> Certificate | None:
        return next((one for one in self.versions if one.replaces_id == self.certificate.pk), None)

    @property
    def replaces(self) -> Certificate | None:
        return next((one for one in self.versions if one.pk == self.certificate.replaces_id), None)


def verified_certificate(number: str) -> Verified | None:
    """The certificate with this number, however it is written; in one query whatever was asked."""
    asked = read_number(number[:200]) or "none"
    found = Certificate.objects.filter(place__certificates__number=asked).order_by("version", "pk")
    versions = tuple(found)
    asked_for = [one for one in versions if one.number == asked]
    return Verified(certificate=asked_for[0], versions=versions) if asked_for else None


@dataclass(frozen=True, kw_only=True)
class ComparedFile:
    """A file beside what was issued. `as_issued`: it is that one, byte for byte. `named`: it only says so, and differs."""

    as_issued: Verified | None = None
    revoked_at: datetime | None = None
    named: Certificate | None = None


def compare_file(data: bytes, *, file_name: str = "") -> ComparedFile:
    """Whether these bytes are a certificate as we issued it. Keeps and writes down nothing of them."""
    found = Certificate.objects.filter(sha256=hashlib.sha256(data).hexdigest()).first()
    if found is None:
        return ComparedFile(named=_known(numbers_named(data, file_name)))
    return ComparedFile(as_issued=verified_certificate(found.number), revoked_at=_revoked_at(found))


def _known(numbers: list[str]) -> Certificate | None:
    """The first that we know, in the order of the file."""
    found = {one.number: one for one in Certificate.objects.filter(number__in=numbers).defer("snapshot")}
    return next((found[number] for number in numbers if number in found), None)


def _revoked_at(certificate: Certificate) -> datetime | None:
    if certificate.state != CertificateState.REVOKED:
        return None
    changes = StateChange.objects.filter(subject="certificates.certificate", subject_id=certificate.pk)
    moved = changes.filter(to_state=CertificateState.REVOKED).order_by("-pk").first()
    return moved.created_at if moved else None


# What the page shows, under the names of the snapshot. A name that is published here is not changed any more.
PUBLISHED = (
    *("name", "kind", "title", "delivered", "when", "zone", "presenters", "minutes", "scheduled_minutes", "objectives"),
    *("partners", "signatory_name", "signatory_role", "issued_on"),
)


def published(verified: Verified) -> dict[str, Any]:
    """What the page of a certificate shows, for machines. Documented in docs/operations.md."""
    certificate, words = verified.certificate, verified.certificate.snapshot
    newer, older = verified.replaced_by, verified.replaces
    return {
        **_version(certificate),
        "valid": certificate.state == CertificateState.ISSUED,
        "replaces": older.number if older else None,
        "replaced_by": newer.number if newer else None,
        "issuer": {"name": words["provider_name"], "contact": words.get("provider_contact", "")},
        "content": {name: words.get(name) for name in PUBLISHED},
        "versions": [_version(one) for one in verified.versions],
    }


def _version(certificate: Certificate) -> dict[str, Any]:
    return {
        "number": certificate.number,
        "version": certificate.version,
        "state": certificate.state,
        "issued_at": certificate.issued_at.isoformat(),
        "url": certificate.snapshot["verify_url"],
    }
