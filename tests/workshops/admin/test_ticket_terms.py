"""A ticket type in one sentence."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from workshops.admin.ticket_terms import NOTHING_SET, taken, terms_of
from workshops.models import TicketType

MAY = datetime(2027, 5, 4, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, NOTHING_SET),
        ({"places_taken": 3}, "3 places taken."),
        ({"quota": 10}, "0 of 10 places taken."),
        ({"code": "STAFF", "quota": 3}, "Hidden behind the code STAFF; 0 of 3 places taken."),
        ({"sale_closes_at": MAY}, "On sale until 4 May 2027, 00:00."),
        ({"sale_opens_at": MAY, "needs_approval": True}, "On sale from 4 May 2027, 00:00; needs approval."),
        ({"min_places": 5, "email_domains": "nhs.net"}, "At least 5 places a booking; for nhs.net only."),
        ({"declaration": "I am a nurse."}, "Asks for a declaration."),
        (
            {"asks_profession": True, "asks_service": True, "asks_registration": True, "service_cap": 2},
            "Asks for the profession, the service and the registration; at most 2 for one service.",
        ),
    ],
)
def test_terms_name_what_is_set_and_nothing_else(fields, sentence):
    assert terms_of(TicketType(**fields)) == sentence


@pytest.mark.parametrize(("quota", "words"), [(None, "3"), (10, "3 of 10"), (0, "3 of 0")])
def test_places_taken_stand_beside_a_quota(quota, words):
    assert taken(TicketType(places_taken=3, quota=quota)) == words
