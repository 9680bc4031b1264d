"""Another name on a certificate that was issued: a new version beside the old one, which says what replaced it."""

from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from attendees.models import Place
from attendees.services.naming import correct_name
from attendees.services.occupants import is_name, lock_place
from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.names import is_small_correction
from certificates.numbers import new_number
from certificates.rendering.content import CertificateContent
from workshops.foundation.errors import DomainError
from workshops.foundation.queueing import queue_task
from workshops.models import StateChange
from workshops.queries import current_provider
from workshops.services.transitions import transition

MOST_BY_HOLDER = 2
BY_HOLDER = "The holder put the name right."


class NameRefusedError(DomainError):
    """The name stays as it is; the sentence says why and what to do instead."""


class NameNeedsApprovalError(NameRefusedError):
    """More than a slip, so an organiser has to look at it."""


def correct_certificate_name(*, certificate_id: int, name: str, by: str) -> Certificate:
    """Put right a slip in the name on a valid certificate, for its holder: the new version, whose PDF a worker makes.

    Every other word stays as it was issued; the place takes the name too. The holder is told once the PDF exists.
    Locks booking, session and certificate. Raises NameNeedsApprovalError where the name differs too much from the one
    that was issued, or slips were put right often enough; NameRefusedError where it cannot be changed at all.
    """
    with transaction.atomic():
        certificate = lock_valid(certificate_id)
        name = fit_name(certificate, name)
        issued, corrections = _as_issued(certificate)
        if corrections >= MOST_BY_HOLDER:
            raise NameNeedsApprovalError(
                "This name was put right twice already, so an organiser looks at it this time."
            )
        if not is_small_correction(issued.snapshot["name"], name):
            raise NameNeedsApprovalError("This is more than a slip, so an organiser looks at it first.")
        return supersede(certificate, name=name, by=by, reason=BY_HOLDER)


def lock_valid(certificate_id: int) -> Certificate:
    """The certificate anew, with its booking and session locked before it. Raises NameRefusedError unless it is valid."""
    place = lock_place(Certificate.objects.values_list("place_id", flat=True).get(pk=certificate_id))
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate_id)
    certificate.place = place
    refusal = correction_refusal(certificate)
    if refusal:
        raise NameRefusedError(refusal)
    return certificate


def correction_refusal(certificate: Certificate) -> str:
    """Why nobody can put the name right now; empty where it can be tried."""
    if certificate.state != CertificateState.ISSUED:
        return (
            "This certificate does not hold any more, so its name stays as it is. Put right the one that replaced it."
        )
    place: Place = certificate.place
    if not place.is_live:
        return "The place was given back, so its certificate stays as it is. Write to us."
    if not is_small_correction(certificate.snapshot["name"], place.attendee_name):
        return f"The place is in the name of {place} by now, not that of the certificate. Write to us."
    return ""


def fit_name(certificate: Certificate, name: str) -> str:
    """The name as it will be printed. Raises NameRefusedError for none, and for the one that stands there."""
    name = " ".join(name.split())
    if not is_name(name):
        raise NameRefusedError("Enter the full name, as the certificate should print it.")
    if name == certificate.snapshot["name"]:
        raise NameRefusedError("That is the name on the certificate already.")
    return name


def _as_issued(certificate: Certificate) -> tuple[Certificate, int]:
    """The last version that an organiser answers for, and how often its holder put the name right since."""
    versions = {one.pk: one for one in Certificate.objects.filter(place_id=certificate.place_id)}
    changes = StateChange.objects.filter(subject="certificates.certificate", subject_id__in=versions)
    by_holder = set(
        changes.filter(to_state=CertificateState.SUPERSEDED, reason=BY_HOLDER).values_list("subject_id", flat=True)
    )
    count, first = 0, certificate
    while first.replaces_id in by_holder:
        count, first = count + 1, versions[first.replaces_id]
    return first, count


def supersede(certificate: Certificate, *, name: str, by: str, reason: str) -> Certificate:
    """The next version under another name. Not a door: the caller holds the locks of `lock_valid` in a transaction."""
    from certificates.tasks import render_certificate

    correct_name(place_id=certificate.place_id, name=name, by=by, reason=reason, overrule=True)
    transition(certificate, to=CertificateState.SUPERSEDED, by=by, reason=reason)
    now, number = timezone.now(), new_number(current_provider().number_prefix)
    content = replace(
        CertificateContent.from_dict(certificate.snapshot),
        name=name,
        number=number,
        version=certificate.version + 1,
        replaces=certificate.number,
        verify_url=f"{settings.SITE_URL}/verify/{number}/",
        issued_on=now.astimezone(certificate.place.session.zone).date(),
    )
    newer = Certificate.objects.create(
        number=number,
        place_id=certificate.place_id,
        version=content.version,
        replaces=certificate,
        snapshot=content.to_dict(),
        issued_at=now,
    )
    queue_task(render_certificate, newer.pk)
    return newer
