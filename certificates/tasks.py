"""Doors into the services for the worker. Each takes an id, and is safe to run twice."""

from celery import shared_task


@shared_task(name="certificates.render_certificate")
def render_certificate(certificate_id: int) -> None:
    from certificates.services.rendering import make_pdf

    make_pdf(certificate_id=certificate_id)


@shared_task(name="certificates.sweep_certificates")
def sweep_certificates() -> int:
    from certificates.services.rendering import make_left_behind

    return make_left_behind()
