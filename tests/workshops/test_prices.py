"""What a session costs, in words: windows that follow each other, what is sold out, VAT, and nothing that is hidden."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.factories import make_provider, make_session
from workshops.models import TicketType
from workshops.prices import PriceLine, lowest_price, price_lines, session_price

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
START = datetime(2099, 6, 12, 9, 30, tzinfo=LONDON)


def may(day, hour=0, minute=0, *, zone=LONDON):
    return datetime(2099, 5, day, hour, minute, tzinfo=zone)


def priced(*tickets, **fields):
    """A session with just these ticket types, in this order."""
    session = make_session(starts_at=START, **fields)
    session.ticket_types.all().delete()
    for position, (name, pence, more) in enumerate(tickets, 1):
        TicketType.objects.create(session=session, name=name, price_pence=pence, position=position, **more)
    return session


def lines(session, **provider):
    return [(line.name, line.price) for line in price_lines(session, make_provider(**provider))]


EARLY = ("Early bird", 8500, {"sale_closes_at": may(4)})
STANDARD = ("Standard", 9500, {"sale_opens_at": may(4)})
TRAINEE = ("Trainee", 4000, {"declaration": "I am a trainee."})
GONE = {"quota": 2, "places_taken": 2}
HIDDEN = {"code": "STAFF"}


def test_the_only_price_stands_alone():
    assert lines(priced(("Standard", 9500, {}))) == [("", "£95")]


def test_several_prices_are_told_apart_by_name():
    assert lines(priced(("Standard", 9500, {}), TRAINEE)) == [("Standard", "£95"), ("Trainee", "£40")]


def test_an_early_price_says_until_when_it_holds_and_what_follows():
    assert lines(priced(EARLY, STANDARD)) == [("", "£85 until 3 May, then £95")]


@pytest.mark.parametrize("order", [(EARLY, STANDARD, TRAINEE), (TRAINEE, STANDARD, EARLY)])
def test_prices_that_follow_each_other_bear_the_name_that_lasts(order):
    assert sorted(lines(priced(*order))) == [("Standard", "£85 until 3 May, then £95"), ("Trainee", "£40")]


def test_three_windows_in_a_row_are_one_line():
    first = ("Very early", 7500, {"sale_closes_at": may(1)})
    second = ("Early", 8500, {"sale_opens_at": may(1), "sale_closes_at": may(4)})

    assert lines(priced(first, second, STANDARD)) == [("", "£75 until 30 April, then £85 until 3 May, then £95")]


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (may(4), "3 May"),
        (may(3, 23, 59), "3 May"),
        (may(3, 17), "3 May, 5pm"),
        (may(3, 23, 30), "3 May, 11:30pm"),
        (may(3, 23, zone=ZoneInfo("UTC")), "3 May"),
        (datetime(2098, 12, 31, 17, tzinfo=LONDON), "31 December 2098, 5pm"),
    ],
)
def test_the_end_of_a_price_is_told_by_the_session_s_clock(ends, words):
    early, late = ("Early", 8500, {"sale_closes_at": ends}), ("Standard", 9500, {"sale_opens_at": ends})

    assert lines(priced(early, late)) == [("", f"£85 until {words}, then £95")]


def test_windows_with_a_night_between_still_follow_each_other():
    late = ("Standard", 9500, {"sale_opens_at": may(4, 9)})

    assert lines(priced(EARLY, late)) == [("", "£85 until 3 May, then £95")]


def test_windows_with_a_gap_are_two_prices():
    late = ("Standard", 9500, {"sale_opens_at": may(10, 9)})

    assert lines(priced(EARLY, late)) == [("Early bird", "£85 until 3 May"), ("Standard", "£95 from 10 May, 9am")]


@pytest.mark.parametrize(
    "asks", [{"declaration": "I am a trainee."}, {"email_domains": "nhs.net"}, {"needs_approval": True}]
)
def test_prices_for_different_people_do_not_follow_each_other(asks):
    early = ("Early bird", 8500, EARLY[2] | asks)

    assert lines(priced(early, STANDARD)) == [("Early bird", "£85 until 3 May"), ("Standard", "£95 from 4 May")]


def test_which_of_two_early_prices_a_later_one_follows_is_not_guessed():
    other = ("Early trainee", 3500, {"sale_closes_at": may(4)})

    assert lines(priced(EARLY, other, STANDARD)) == [
        ("Early bird", "£85 until 3 May"),
        ("Early trainee", "£35 until 3 May"),
        ("Standard", "£95 from 4 May"),
    ]


def test_which_of_two_later_prices_follows_is_not_guessed():
    other = ("Large group", 9000, {"sale_opens_at": may(4)})

    assert [name for name, _ in lines(priced(EARLY, STANDARD, other))] == ["Early bird", "Standard", "Large group"]


def test_an_early_price_that_is_sold_out_says_so():
    early = ("Early bird", 8500, EARLY[2] | GONE)

    assert lines(priced(early, STANDARD)) == [("Early bird", "£85, sold out"), ("Standard", "£95 from 4 May")]


def test_a_ticket_whose_quota_is_used_up_is_sold_out():
    assert lines(priced(("Standard", 9500, {}), ("Trainee", 4000, GONE))) == [
        ("Standard", "£95"),
        ("Trainee", "£40, sold out"),
    ]


def test_the_only_price_leaves_what_is_sold_out_to_the_line_of_seats():
    assert lines(priced(("Standard", 9500, GONE))) == [("", "£95")]


def test_the_only_price_does_not_say_when_its_sale_ends():
    """Nothing follows it: “until 3 May” would promise another price after that."""
    assert lines(priced(EARLY)) == [("", "£85")]


def test_hidden_prices_are_not_told():
    session = priced(("Standard", 9500, {}), ("Staff", 1234, HIDDEN))

    assert lines(session) == [("", "£95")]
    assert (session_price(session), lowest_price(session)) == ("£95", "£95")


def test_a_hidden_price_follows_nothing():
    late = ("Staff", 9500, STANDARD[2] | HIDDEN)

    assert lines(priced(EARLY, late)) == [("", "£85")]


def test_a_session_by_invitation_tells_no_price():
    session = priced(("Staff", 1234, HIDDEN))

    assert (lines(session), lowest_price(session)) == ([], "")


def test_a_session_without_a_ticket_type_says_that_prices_come():
    assert lines(priced(), vat_number="GB1") == [("", "To be announced")]


def test_what_is_no_longer_on_sale_keeps_its_price():
    over = {"sale_closes_at": timezone.now()}

    assert lines(priced(("Standard", 9500, over), ("Staff", 1234, HIDDEN)), vat_number="GB1") == [("", "£95 incl. VAT")]


def test_prices_include_vat_where_the_provider_is_registered():
    session = priced(("Standard", 11400, {}), ("Guest", 0, {}), ("Trainee", 4800, GONE))

    assert lines(session, vat_number="GB123456789") == [
        ("Standard", "£114 incl. VAT"),
        ("Guest", "Free"),
        ("Trainee", "£48 incl. VAT, sold out"),
    ]


def test_prices_that_follow_each_other_name_vat_once():
    assert lines(priced(EARLY, STANDARD), vat_number="GB1") == [("", "£85 until 3 May, then £95 incl. VAT")]


@pytest.mark.parametrize(("needs", "note"), [(True, "Booking needs approval"), (False, "")])
def test_a_ticket_that_needs_approval_says_so(needs, note):
    session = priced(("Standard", 9500, {"needs_approval": needs}))

    assert price_lines(session, make_provider()) == [PriceLine("", "£95", note)]


@pytest.mark.parametrize(
    ("tickets", "spoken", "short"),
    [
        ((EARLY, STANDARD), "£85 to £95", "from £85"),
        ((("Early", 8500, GONE), STANDARD), "£95", "£95"),
        ((("Early", 8500, GONE), ("Standard", 9500, GONE)), "£85 to £95", "from £85"),
    ],
)
def test_the_programme_names_what_can_still_be_had(tickets, spoken, short):
    session = priced(*tickets)

    assert (session_price(session), lowest_price(session)) == (spoken, short)
