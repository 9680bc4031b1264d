"""A certificate whose PDF could not be made: another round of attempts, asked for by an organiser."""

import logging

from django.db import transaction

from certificates.models import Certificate
from workshops.foundation.errors import DomainError
from workshops.foundation.queueing import queue_task

logger = logging.getLogger(__name__)


class NothingToRetryError(DomainError):
    """The PDF exists already."""


def retry_render(*, certificate_id: int, by: str) -> Certificate:
    """Count the attempts from nought again and queue the drawing of the PDF. Locks the certificate.

    A worker that holds it at this moment loses its claim: what it draws is thrown away. Raises NothingToRetryError
    once the PDF exists.
    """
    from certificates.tasks import render_certificate

    with transaction.atomic():
        certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate_id)
        if certificate.rendered_at:
            raise NothingToRetryError(f"Certificate {certificate} has its PDF already.")
        certificate.attempts, certificate.claimed_at, certificate.error = 0, None, ""
        certificate.save(update_fields=["attempts", "claimed_at", "error"])
        logger.info("Certificate %s is drawn again, asked by %s", certificate_id, by)
        queue_task(render_certificate, certificate.pk)
    return certificate
