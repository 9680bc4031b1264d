"""What would help someone take part: kept with their consent, for one place, and not for long."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from attendees.errors import NeedRefusedError
from attendees.models import AccessNeed, Place
from attendees.services.locking import lock_sessions


def state_need(*, place_id: int, text: str, consents: bool) -> AccessNeed:
    """Keep what someone needs on their live place, in place of what they said before. Locks the session.

    Raises NeedRefusedError without consent, without words, for a place that was given back, and after the session.
    """
    words = text.strip()
    if not consents:
        raise NeedRefusedError("Tick the box, so that we may keep this until the session is over.")
    if not words:
        raise NeedRefusedError("Write what would help you, or leave it out.")
    with transaction.atomic():
        place = _lock_place(place_id)
        if not place.is_live or place.session.is_past:
            raise NeedRefusedError("This place is not to come any more, so there is nothing to prepare for it.")
        fields = {"text": words, "consented_at": timezone.now()}
        return AccessNeed.objects.update_or_create(place=place, defaults=fields)[0]


def withdraw_need(*, place_id: int) -> bool:
    """Delete what was kept for a place; whether there was anything. Possible at any time."""
    return bool(AccessNeed.objects.filter(place=place_id).delete()[0])


def forget_needs(places: Iterable[Place]) -> None:
    """Delete what was kept for places that are given back or handed over. The caller has the transaction."""
    AccessNeed.objects.filter(place__in=[place.pk for place in places]).delete()


def carry_need(old: Place, new: Place) -> None:
    """The same person sits on another place now. The caller has the transaction."""
    AccessNeed.objects.filter(place=old).update(place=new)


def delete_old_needs() -> int:
    """Delete what was kept for sessions that ended more than LECTERN_NEEDS_DAYS days ago; how many."""
    before = timezone.now() - timedelta(days=settings.LECTERN_NEEDS_DAYS)
    return AccessNeed.objects.filter(place__session__ends_at__lt=before).delete()[0]


def _lock_place(place_id: int) -> Place:
    session_id = Place.objects.values_list("session_id", flat=True).get(pk=place_id)
    session = lock_sessions([session_id])[session_id]
    place = Place.objects.get(pk=place_id)
    place.session = session
    return place
