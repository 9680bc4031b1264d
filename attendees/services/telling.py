"""What an organiser writes to people on a session: to whom it goes, and that each of them gets it once."""

import logging
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from attendees.emails.compose import store_messages
from attendees.emails.organisers import Reader, organiser_message
from attendees.enums import BookingState, MessageGroup
from attendees.errors import NobodyToTellError
from attendees.links import booking_link, leave_link
from attendees.models import Booking, Place, Stay, WaitingListEntry
from attendees.place_links import place_link
from workshops.models import Session
from workshops.queries import provider_known_once

logger = logging.getLogger(__name__)


def message_people(
    *, session_id: int, group: MessageGroup, subject: str, text: str, by: str, sending: UUID | None = None
) -> int:
    """Write `text` to everyone in `group`, once to each address; how many. All of them stand in the outbox, or none.

    `sending` is the key of the form it came from: sent twice, nobody gets it twice, and the second time counts nobody. One
    query for the people of each kind, whatever their number. Raises NobodyToTellError where the group is empty.
    """
    with transaction.atomic(), provider_known_once():
        session = Session.objects.select_related("workshop").get(pk=session_id)
        readers = readers_in(session, group)
        if not readers:
            raise NobodyToTellError("Nobody is in this group at present, so nothing was sent.")
        key = str(sending or uuid4())
        number = store_messages(
            [organiser_message(reader, session=session, subject=subject, text=text, sending=key) for reader in readers]
        )
    logger.info("Session %s: %s people (%s) written to by %s.", session_id, number, group, by)
    return number


def readers_in(session: Session, group: MessageGroup) -> list[Reader]:
    """The people of `group`, each address once: who comes before who booked."""
    found = {reader.email: reader for reader in reversed(_FOUND[MessageGroup(group)](session))}
    return list(reversed(found.values()))


def _everyone(session: Session) -> list[Reader]:
    return [*_attendees(session), *_bookers_of_unnamed(session)]


def _absent(session: Session) -> list[Reader]:
    return _attendees(session, Q(~Exists(Stay.objects.filter(place=OuterRef("pk")))))


def _attendees(session: Session, *more: Q) -> list[Reader]:
    places = Place.objects.confirmed().filter(*more, session=session).exclude(attendee_email="").order_by("pk")
    return [
        Reader(
            email=place.attendee_email,
            name=place.attendee_name,
            link=settings.SITE_URL + place_link(place),
            link_words="Your place",
        )
        for place in places
    ]


def _bookers_of_unnamed(session: Session) -> list[Reader]:
    unnamed = Place.objects.confirmed().filter(session=session, attendee_name="")
    bookings = Booking.objects.filter(places__in=unnamed, state=BookingState.CONFIRMED).distinct().order_by("pk")
    return [
        Reader(
            email=booking.booker_email,
            name=booking.booker_name,
            link=settings.SITE_URL + booking_link(booking),
            link_words="Your booking",
        )
        for booking in bookings
    ]


def _waiting(session: Session) -> list[Reader]:
    return [
        Reader(
            email=entry.email,
            name=entry.name,
            link=settings.SITE_URL + leave_link(entry),
            link_words="Leave the waiting list",
        )
        for entry in WaitingListEntry.objects.filter(session=session, left_at=None).order_by("rank", "pk")
    ]


_FOUND = {
    MessageGroup.EVERYONE: _everyone,
    MessageGroup.ABSENT: _absent,
    MessageGroup.UNNAMED: _bookers_of_unnamed,
    MessageGroup.WAITING: _waiting,
}
