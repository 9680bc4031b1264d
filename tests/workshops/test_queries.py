"""Look-ups of what is offered."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.factories import make_past_session, make_presenter, make_provider, make_session, make_workshop
from workshops import queries
from workshops.models import Notice, Provider

pytestmark = pytest.mark.django_db


def test_current_provider_is_the_one_entered():
    make_provider(name="Alder Training")

    assert queries.current_provider().name == "Alder Training"


def test_current_provider_has_texts_before_one_is_entered():
    Provider.objects.all().delete()

    assert queries.current_provider().name == "Lectern"


def test_next_sessions_are_coming_ones_earliest_first():
    later, sooner = make_session(starts_in=timedelta(days=20)), make_session(starts_in=timedelta(days=10))
    make_past_session()
    make_session(state="draft")
    make_session(state="cancelled")

    assert queries.next_sessions() == [sooner, later]


def test_next_sessions_are_no_more_than_the_page_holds(monkeypatch):
    monkeypatch.setattr(queries, "PROGRAMME_LENGTH", 2)
    sessions = [make_session(starts_in=timedelta(days=day)) for day in (1, 2, 3)]

    assert queries.next_sessions() == sessions[:2]


def test_by_month_divides_by_the_session_s_own_clock():
    starts = [
        datetime(2099, 1, 31, 20, 0, tzinfo=ZoneInfo("UTC")),
        datetime(2099, 1, 31, 23, 0, tzinfo=ZoneInfo("UTC")),
    ]
    london = make_session(starts_at=starts[0])
    tokyo = make_session(starts_at=starts[1], time_zone="Asia/Tokyo")

    months = queries.by_month([london, tokyo])

    assert [(month.first_day, month.sessions) for month in months] == [
        (date(2099, 1, 1), [london]),
        (date(2099, 2, 1), [tokyo]),
    ]


def test_by_month_of_nothing_is_nothing():
    assert queries.by_month([]) == []


def test_sessions_of_a_workshop_keeps_cancelled_dates_that_lie_ahead():
    workshop = make_workshop()
    coming = make_session(workshop=workshop)
    cancelled = make_session(workshop=workshop, starts_in=timedelta(days=40), state="cancelled")
    past = make_past_session(workshop=workshop)
    make_past_session(workshop=workshop, state="cancelled")
    make_session(workshop=workshop, state="draft")

    found = queries.sessions_of(workshop)

    assert found.coming == [coming, cancelled]
    assert found.past == [past]
    assert all(session.workshop is workshop for session in found.coming)


def test_sessions_of_a_workshop_shows_drafts_when_asked():
    draft = make_session(state="draft")

    assert queries.sessions_of(draft.workshop, drafts=True).coming == [draft]


def test_past_sessions_come_latest_first_and_are_few(monkeypatch):
    monkeypatch.setattr(queries, "PAST_LENGTH", 2)
    workshop = make_workshop()
    sessions = [make_session(workshop=workshop, starts_in=timedelta(days=-day)) for day in (2, 3, 4)]

    assert queries.sessions_of(workshop).past == sessions[:2]


def test_calendar_sessions_hold_what_was_cancelled_but_not_what_is_over():
    coming, cancelled = make_session(), make_session(starts_in=timedelta(days=40), state="cancelled")
    make_past_session()
    make_session(state="draft")

    assert queries.calendar_sessions() == [coming, cancelled]


def test_current_notices_are_published_ones_in_order_and_at_most_two():
    for position, state in ((3, "published"), (2, "published"), (1, "draft"), (1, "published")):
        Notice.objects.create(title=f"{state} {position}", body="News.", state=state, position=position)

    assert [notice.title for notice in queries.current_notices()] == ["published 1", "published 2"]


def test_public_presenters_lead_something_published():
    public, hidden = make_presenter(name="Public"), make_presenter(name="Hidden")
    make_workshop(presenters=[public])
    make_workshop(presenters=[public])
    make_workshop(presenters=[hidden], state="draft", published_at=None)
    make_presenter(name="Idle")

    assert queries.public_presenters() == [public]
