"""The sweep's part of telling: reminders before a session, a word afterwards, and bookers who have not named everyone.

Each goes once for a place and an occasion (unique key), to confirmed places of scheduled sessions, and not at all once its
time is over (attendees/occasions.py). Whoever booked, or was named, after its moment has just been told all of it.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from attendees.emails import reminders
from attendees.emails.compose import store_messages
from attendees.enums import BookingState, ChangeKind, PlaceState
from attendees.models import Booking, OutboxMessage, Place, PlaceChange
from attendees.occasions import AFTER, BEFORE, DAY, FURTHEST_AHEAD, LONGEST_AFTER, WEEK, Occasion
from workshops.foundation.budget import within
from workshops.models import Session
from workshops.queries import provider_known_once

logger = logging.getLogger(__name__)

# People in one transaction, transactions for one session in one look, seconds for one look. The next look goes on.
BATCH = 100
MOST_BATCHES = 10
LONGEST_LOOK_S = 20

# Whoever came to a place like that was written to in the same moment.
SEATED = (ChangeKind.NAMED, ChangeKind.HANDED_OVER, ChangeKind.MOVED)

# Writes one batch of the messages that a session's occasion asks for, and says how many it looked at.
Writer = Callable[[Session, Occasion, datetime], int]


def send_reminders(*, seconds: float = LONGEST_LOOK_S) -> int:
    """Write what is due to the outbox; how many messages. Safe to run twice, or two at once."""
    now = timezone.now()
    with provider_known_once():
        return sum(_write(*job, now) for job in within(seconds, _jobs(now)))


def _jobs(now: datetime) -> Iterator[tuple[Session, Occasion, Writer]]:
    for session in _near(now):
        for occasion in BEFORE:
            if occasion.is_due(session, now):
                yield session, occasion, _remind
            if occasion in (WEEK, DAY) and occasion.is_due(session, now):
                yield session, occasion, _ask_for_names
        if AFTER.is_due(session, now):
            yield session, AFTER, _follow_up


def _near(now: datetime) -> QuerySet[Session]:
    """The sessions that may have something due, those that begin first before the others."""
    ahead = Q(starts_at__gt=now, starts_at__lte=now + FURTHEST_AHEAD)
    over = Q(ends_at__lte=now, ends_at__gt=now - LONGEST_AFTER)
    return (
        Session.objects.scheduled().filter(ahead | over, places_taken__gt=0).with_details().order_by("starts_at", "pk")
    )


def _write(session: Session, occasion: Occasion, writer: Writer, now: datetime) -> int:
    """Batch after batch; a session that fails leaves the others alone, and is taken up again by the next look."""
    written = 0
    try:
        for _ in range(MOST_BATCHES):
            with transaction.atomic():
                number = writer(session, occasion, now)
            written += number
            if number < BATCH:
                break
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        logger.exception("Reminders of session %s (%s) are left for the next look.", session.pk, occasion.name)
    return written


def _remind(session: Session, occasion: Occasion, now: datetime) -> int:
    return _store(
        [reminders.reminder(place, occasion, now) for place in _people(session, occasion, reminders.REMINDER)]
    )


def _follow_up(session: Session, occasion: Occasion, _: datetime) -> int:
    """Not to those whose attendance is confirmed already: what is to come has come."""
    waiting = _people(session, occasion, reminders.FOLLOW_UP, ~Q(attendance__confirmed_at__isnull=False))
    return _store([reminders.follow_up(place, occasion) for place in waiting])


def _ask_for_names(session: Session, occasion: Occasion, now: datetime) -> int:
    moment = occasion.moment(session)
    unnamed = Q(places__session=session, places__state=PlaceState.CONFIRMED, places__attendee_name="")
    bookings = Booking.objects.filter(
        unnamed, state=BookingState.CONFIRMED, confirmed_at__lte=moment, places__created_at__lte=moment
    ).annotate(unnamed=Count("places"))
    found = _untold(bookings, reminders.NAMING, reminders.booking_key(occasion, session))
    return _store([reminders.naming_reminder(row, session, row.unnamed, occasion, now) for row in found])


def _people(session: Session, occasion: Occasion, kind: str, *more: Q) -> list[Place]:
    """The next places of the session whose people have not had this message, with all that it shows."""
    moment = occasion.moment(session)
    came_late = PlaceChange.objects.filter(place=OuterRef("pk"), kind__in=SEATED, created_at__gt=moment)
    places = Place.objects.confirmed().filter(
        ~Exists(came_late),
        *more,
        session=session,
        booking__state=BookingState.CONFIRMED,
        booking__confirmed_at__lte=moment,
        created_at__lte=moment,
    )
    found = _untold(
        places.exclude(attendee_email="").select_related("booking"), kind, reminders.place_key(occasion, session)
    )
    for place in found:
        place.session = session
    return found


def _untold(rows: QuerySet[Any], kind: str, ending: str) -> list[Any]:
    """The next batch of `rows` about which no message of this kind has been written, in one query."""
    key = Concat(Value(f"{kind}:"), Cast("pk", CharField()), Value(ending))
    told = OutboxMessage.objects.filter(key=OuterRef("message_key"))
    return list(rows.annotate(message_key=key).filter(~Exists(told)).order_by("pk")[:BATCH])


def _store(messages: Sequence[OutboxMessage]) -> int:
    """How many were looked at: what another sweep wrote in the same moment counts, and does no harm."""
    store_messages(messages)
    return len(messages)
