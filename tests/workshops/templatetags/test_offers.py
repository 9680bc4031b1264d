"""What a visitor can do, in templates."""

import pytest

from tests.factories import make_session
from workshops.models import Partner, TicketType
from workshops.templatetags.offers import linked_names, modes, one_click_ticket

pytestmark = pytest.mark.django_db


def test_one_click_ticket_is_the_only_ticket():
    session = make_session()

    assert one_click_ticket(session) == session.ticket_types.get()


def test_one_click_ticket_is_none_when_there_is_a_choice():
    session = make_session()
    TicketType.objects.create(session=session, name="Trainee", price_pence=4000)

    assert one_click_ticket(session) is None


@pytest.mark.parametrize(
    "asks",
    [
        {"declaration": "I am a trainee."},
        {"asks_profession": True},
        {"asks_service": True},
        {"asks_registration": True},
        {"email_domains": "nhs.net"},
        {"needs_approval": True},
        {"min_places": 2},
        {"quota": 1, "places_taken": 1},
        {"code": "STAFF"},
    ],
)
def test_one_click_ticket_is_none_when_more_is_asked_or_it_cannot_be_had(asks):
    session = make_session()
    session.ticket_types.update(**asks)

    assert one_click_ticket(session) is None


@pytest.mark.parametrize("other", [{"code": "STAFF"}, {"quota": 1, "places_taken": 1}])
def test_one_click_ticket_is_the_only_one_that_can_be_had(other):
    session = make_session()
    TicketType.objects.create(session=session, name="Other", position=0, **other)

    assert one_click_ticket(session) == session.ticket_types.get(name="Standard")


@pytest.mark.parametrize(
    ("held", "words"),
    [
        ([], ""),
        (["online"], ", live online"),
        (["in_person", "in_person"], ", in person"),
        (["online", "in_person"], ", online or in person"),
    ],
)
def test_modes_follow_the_coming_sessions(held, words):
    assert modes([make_session(mode=mode) for mode in held]) == words


@pytest.mark.parametrize(
    ("partners", "html"),
    [
        ([], ""),
        ([("A", "")], "A"),
        ([("A", "https://a.example")], '<a href="https://a.example">A</a>'),
        ([("A", ""), ("B", "")], "A and B"),
        ([("A", ""), ("B", ""), ("C", "https://c.example")], 'A, B and <a href="https://c.example">C</a>'),
        ([("<i>A</i>", "")], "&lt;i&gt;A&lt;/i&gt;"),
    ],
)
def test_linked_names_join_and_escape(partners, html):
    assert linked_names([Partner(name=name, website=website) for name, website in partners]) == html
