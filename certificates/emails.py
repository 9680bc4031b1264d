"""Messages about certificates."""

from django.conf import settings

from attendees.emails.compose import queue_email
from certificates.links import download_link
from certificates.models import Certificate
from workshops.foundation.durations import spoken_hours


def queue_certificate_ready(certificate: Certificate) -> None:
    """Tell the attendee, or the booker where the place has no address of its own, that the PDF is there. Once each."""
    place, snapshot = certificate.place, certificate.snapshot
    queue_email(
        kind="certificate_ready",
        key=f"{certificate.pk}",
        to=place.attendee_email or place.booking.booker_email,
        context={
            "name": snapshot["name"],
            "title": snapshot["title"],
            "number": certificate.number,
            "hours": spoken_hours(snapshot["minutes"]),
            "link": settings.SITE_URL + download_link(certificate),
            "verify_link": settings.SITE_URL + certificate.verify_path,
        },
    )
