"""Dates, times, places and prices of sessions in words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone

from tests.factories import make_session
from workshops.models import TicketType
from workshops.templatetags.session_times import (
    is_one_day,
    lowest_price,
    session_date,
    session_hours,
    session_moment,
    session_place,
    session_price,
    session_short_date,
    session_span,
    session_start,
    session_time,
    session_town,
    session_weekday,
    starts,
)

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")


def session_on(*start, lasting=timedelta(hours=6, minutes=45), zone="Europe/London", **fields):
    starts_at = datetime(*start, tzinfo=ZoneInfo(zone))
    return make_session(starts_at=starts_at, ends_at=starts_at + lasting, time_zone=zone, **fields)


def test_session_date_is_spoken():
    assert session_date(session_on(2027, 1, 29, 9, 30)) == "Friday 29 January 2027"


def test_session_date_of_two_days_names_both():
    session = session_on(2027, 1, 29, 9, 30, lasting=timedelta(hours=28))

    assert session_date(session) == "Friday 29 January to Saturday 30 January 2027"
    assert not is_one_day(session)


def test_session_date_over_new_year_names_both_years():
    session = session_on(2026, 12, 31, 9, 0, lasting=timedelta(hours=28))

    assert session_date(session) == "Thursday 31 December 2026 to Friday 1 January 2027"


def test_session_short_date_has_three_words():
    assert session_short_date(session_on(2027, 1, 29, 9, 30)) == "Fri 29 Jan"


@pytest.mark.parametrize(("month", "zone"), [(1, "GMT"), (7, "BST")])
def test_session_hours_names_the_zone_of_the_season(month, zone):
    session = session_on(2027, month, 15, 9, 30)

    assert session_hours(session) == f"9:30am to 4:15pm {zone}"
    assert session_span(session) == "9:30am to 4:15pm"


def test_session_hours_uses_the_session_s_own_zone():
    assert session_hours(session_on(2027, 1, 15, 9, 0, zone="America/New_York")) == "9am to 3:45pm EST"


def test_session_hours_of_two_days_names_the_days():
    session = session_on(2027, 1, 29, 9, 30, lasting=timedelta(hours=27, minutes=30))

    assert session_hours(session) == "Fri 9:30am to Sat 1pm GMT"


def test_a_late_evening_elsewhere_stays_one_day():
    assert is_one_day(session_on(2027, 1, 29, 17, 0, zone="America/Los_Angeles"))


@pytest.mark.parametrize(
    ("fields", "place", "town"),
    [
        ({"mode": "online", "platform": "Zoom"}, "Online, by Zoom", "Online"),
        ({"mode": "online", "platform": ""}, "Online", "Online"),
        ({"mode": "in_person", "venue_name": "Town Hall", "town": "Leeds"}, "Town Hall, Leeds", "Leeds"),
        ({"mode": "in_person", "venue_name": "", "town": "Leeds"}, "Leeds", "Leeds"),
        ({"mode": "in_person"}, "In person", "In person"),
    ],
)
def test_session_place_and_town(fields, place, town):
    session = make_session(**fields)

    assert session_place(session) == place
    assert session_town(session) == town


def test_a_moment_is_told_by_the_session_s_clock():
    session = session_on(2027, 7, 15, 9, 30)
    moment = datetime(2027, 7, 1, 8, 30, tzinfo=ZoneInfo("UTC"))

    assert session_moment(moment, session) == "1 July 2027, 9:30am"
    assert session_time(moment, session) == "9:30am"
    assert session_weekday(moment, session) == "Thu"


def test_start_is_written_by_the_session_s_clock_and_not_by_london_s():
    """Friday evening in New York is Saturday in London."""
    session = session_on(2027, 1, 29, 20, 30, lasting=timedelta(hours=2), zone="America/New_York")

    template = Template(
        "{% load session_times %}{{ session|starts:'D j M, H:i' }}, {{ moment|session_weekday:session }}"
    )
    shown = template.render(Context({"session": session, "moment": session.ends_at}))

    assert (shown, starts(session, "Y-m-d")) == ("Fri 29 Jan, 20:30, Fri", "2027-01-29")
    assert session_start(session) == "8:30pm EST"


@pytest.mark.parametrize(
    ("start", "hours", "words"),
    [
        # Europe changes its clocks on 29 March and 25 October 2026 at 1am GMT.
        ((2026, 3, 28, 9, 30), 30.5, "Sat 9:30am GMT to Sun 5pm BST"),
        ((2026, 10, 24, 9, 30), 30.5, "Sat 9:30am BST to Sun 3pm GMT"),
        ((2026, 3, 29, 0, 30), 3, "12:30am GMT to 4:30am BST"),
        ((2026, 3, 29, 10, 0), 6, "10am to 4pm BST"),
    ],
)
def test_session_hours_name_both_zones_where_the_clocks_change_meanwhile(start, hours, words):
    starts_at = datetime(*start, tzinfo=LONDON).astimezone(UTC)
    session = make_session(starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours))

    assert session_hours(session) == words


def test_session_hours_in_dublin_have_its_own_names():
    assert session_hours(session_on(2026, 7, 15, 9, 30, zone="Europe/Dublin")) == "9:30am to 4:15pm IST"


@pytest.mark.parametrize(
    ("prices", "spoken", "short"),
    [
        ([9500], "£95", "£95"),
        ([0], "Free", "Free"),
        ([9500, 6000], "£60 to £95", "from £60"),
        ([9500, 0], "Free to £95", "Free to £95"),
        ([9500, 9500], "£95", "£95"),
        ([], "To be announced", ""),
    ],
)
def test_session_price_covers_all_tickets(prices, spoken, short):
    session = make_session()
    session.ticket_types.all().delete()
    for number, pence in enumerate(prices):
        TicketType.objects.create(session=session, name=f"Ticket {number}", price_pence=pence)

    assert session_price(session) == spoken
    assert lowest_price(session) == short


def test_session_price_leaves_out_an_early_price_that_is_over():
    session = make_session(price_pence=9500)
    yesterday = timezone.now() - timedelta(days=1)
    TicketType.objects.create(session=session, name="Early", price_pence=6000, sale_closes_at=yesterday)

    assert session_price(session) == "£95"
