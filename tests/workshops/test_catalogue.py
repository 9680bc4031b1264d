"""What the catalogue finds, and in which order."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.factories import make_past_session, make_presenter, make_session, make_workshop
from workshops.catalogue import find

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")


def titles(**filters):
    return [getattr(entry, "title", None) or entry.workshop.title for entry in find(filters)]


def make(title, **fields):
    session_fields = {name: fields.pop(name) for name in ("starts_at", "price_pence", "starts_in") if name in fields}
    return make_session(workshop=make_workshop(title=title, **fields), **session_fields)


def test_sessions_come_by_date_and_undated_workshops_last():
    make_workshop(title="A dateless one")
    make("Later", starts_in=timedelta(days=20))
    make("Sooner", starts_in=timedelta(days=10))

    assert titles() == ["Sooner", "Later", "A dateless one"]


def test_a_workshop_with_past_sessions_only_counts_as_undated():
    make_past_session(workshop=make_workshop(title="Over"))

    assert titles() == ["Over"]


def test_drafts_withdrawn_and_cancelled_are_left_out():
    make_workshop(title="Draft", state="draft", published_at=None)
    make("Draft with a date", state="draft", published_at=None)
    make("Withdrawn", state="withdrawn")
    make_session(workshop=make_workshop(title="Cancelled date"), state="cancelled")

    assert titles() == ["Cancelled date"]
    assert find({}).sessions.count() == 0


@pytest.mark.parametrize("words", ["self-harm", "WORKING people", "people working", "harm reeves", "trauma", "andrew"])
def test_words_are_found_in_any_order_in_title_summary_and_presenter(words):
    presenters = [make_presenter(name="Andrew Reeves"), make_presenter(name="Andrew Other")]
    make("Working with people who self-harm", summary="On trauma.", presenters=presenters)
    make("Something else")

    assert titles(q=words) == ["Working with people who self-harm"]


@pytest.mark.parametrize("words", ["nobody", "working nobody", "100%", "_"])
def test_words_that_stand_nowhere_find_nothing(words):
    make("Working with people")

    assert titles(q=words) == []


def test_kind_and_presenter_narrow():
    ruth = make_presenter(name="Ruth")
    make("A webinar by Ruth", kind="webinar", presenters=[ruth])
    make("A workshop by Ruth", presenters=[ruth])
    make("A webinar by another", kind="webinar")

    assert titles(kind="webinar", presenter=ruth) == ["A webinar by Ruth"]


@pytest.mark.parametrize("price", ["free", "paid"])
def test_a_hidden_ticket_is_no_reason_to_be_found_by_its_price(price):
    session = make("By invitation", price_pence=0 if price == "free" else 9500)
    session.ticket_types.update(code="STAFF")

    assert titles(price=price) == []
    assert titles() == ["By invitation"]


@pytest.mark.parametrize(("price", "found"), [("free", ["For nothing"]), ("paid", ["For money"])])
def test_price_narrows_and_leaves_out_what_has_no_date(price, found):
    make("For nothing")
    make("For money", price_pence=9500)
    make_workshop(title="Dateless")

    assert titles(price=price) == found


def test_a_session_with_two_tickets_is_found_once():
    session = make("Two prices", price_pence=9500)
    session.ticket_types.create(name="Trainee", price_pence=4000)

    assert titles(price="paid") == ["Two prices"]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2099, 7, 1), None, ["July", "August"]),
        (None, date(2099, 7, 31), ["June", "July"]),
        (date(2099, 7, 1), date(2099, 7, 31), ["July"]),
        (date(2099, 7, 10), date(2099, 7, 10), ["July"]),
        (date(2099, 7, 11), date(2099, 7, 30), []),
    ],
)
def test_days_include_both_ends_and_leave_out_what_has_no_date(first, last, found):
    for month, name in ((6, "June"), (7, "July"), (8, "August")):
        make(name, starts_at=datetime(2099, month, 10, 9, 30, tzinfo=LONDON))
    make_workshop(title="Dateless")

    assert titles(first_day=first, last_day=last) == found


def test_a_slice_spans_dated_and_undated():
    for number in range(3):
        make(f"Dated {number}", starts_in=timedelta(days=number + 1))
        make_workshop(title=f"Undated {number}")
    found = find({})

    assert len(found) == 6
    pages = [[str(getattr(entry, "title", "dated")) for entry in found[start : start + 2]] for start in (0, 2, 4)]
    assert pages == [["dated", "dated"], ["dated", "Undated 0"], ["Undated 1", "Undated 2"]]
    assert found[3].title == "Undated 0"
    assert found[6:8] == []
