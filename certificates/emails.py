"""Messages about certificates."""

from django.conf import settings

from attendees.emails.compose import queue_email
from certificates.links import download_link, name_link
from certificates.models import Certificate, NameRequest
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
            "name_link": settings.SITE_URL + name_link(certificate) if place.attendee_email else "",
            "verify_link": settings.SITE_URL + certificate.verify_path,
        },
    )


def queue_name_declined(request: NameRequest) -> None:
    """Why the name on the certificate stays as it is, to the attendee, or the booker where the place has no address."""
    place = request.place
    queue_email(
        kind="name_declined",
        key=f"{request.pk}",
        to=place.attendee_email or place.booking.booker_email,
        context={"asked": request, "title": place.session.workshop.title},
    )
