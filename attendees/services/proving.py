"""Confirming that an address is someone's own, before a ticket that is for certain addresses is booked."""

import hashlib

from django.conf import settings
from django.utils import timezone

from attendees.emails.compose import queue_email
from attendees.proofs import proof_of
from workshops.models import Session


def send_proof(*, session: Session, name: str, email: str) -> None:
    """Queue the link that leads back to the booking form with the address confirmed, at most once every ten minutes."""
    token = proof_of(email=email, name=name)
    slot = timezone.now().strftime("%Y%m%d%H%M")[:-1]
    person = hashlib.sha256(email.strip().lower().encode()).hexdigest()[:20]
    queue_email(
        kind="address_proof",
        key=f"{session.pk}:{person}:{slot}",
        to=email,
        context={
            "name": name,
            "session": session,
            "workshop": session.workshop,
            "link": f"{settings.SITE_URL}/sessions/{session.pk}/book/?proof={token}",
        },
    )
