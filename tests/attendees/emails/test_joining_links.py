"""Whose joining page stands in which message: it is a key, and belongs to whoever is named."""

import pytest

from attendees.models import OutboxMessage
from attendees.place_links import join_link
from attendees.services.moving import move_place
from tests.factories import make_session
from tests.factories_places import make_named

pytestmark = pytest.mark.django_db


def test_moved_place_is_joined_by_its_attendee_and_not_by_its_booker():
    place = make_named()
    ticket = make_session(workshop=place.session.workshop).ticket_types.get()

    new = move_place(place_id=place.pk, ticket=ticket, by="booker").place

    messages = OutboxMessage.objects.filter(kind="place_moved")
    found = {message.to: join_link(new) in everything_in(message) for message in messages}
    assert found == {"grace@example.org": True, place.booking.booker_email: False}
    assert ["meet.example" in everything_in(message) for message in messages] == [False, False]


def everything_in(message):
    """Text, HTML and calendar files, whose folded lines are put together."""
    files = "".join(part["text"] for part in message.attachments).replace("\r\n ", "").replace("\n ", "")
    return message.text + message.html + files
