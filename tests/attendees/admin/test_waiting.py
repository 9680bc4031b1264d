"""Waiting lists: looked at, reordered, offered seats by hand, and people taken off."""

import pytest
from django.utils import timezone

from attendees.models import WaitingListEntry
from attendees.services.waiting import leave_waiting_list
from tests.factories import make_session
from tests.factories_waiting import counters, free_seats_of, make_full_session, make_offer, make_waiting, states
from tests.workshops.admin.clients import act, organiser_client, send, staff_client
from workshops.models import Session

pytestmark = pytest.mark.django_db
LIST = "/admin/attendees/waitinglistentry/"


def entry(**fields):
    session = make_session(waiting_count=1)
    return WaitingListEntry.objects.create(
        **{"session": session, "name": "Wanda", "email": "wanda@example.org"} | fields
    )


def left(**fields):
    return entry(name="Leo", state="left", left_at=timezone.now(), **fields)


@pytest.fixture
def queue():
    """A full session, and four who wait for it: Ann, Ben, Cat, Dan."""
    session = make_full_session()
    return [make_waiting(session, name=name) for name in ("Ann", "Ben", "Cat", "Dan")]


def names(session):
    return list(session.waiting.order_by("rank", "pk").values_list("name", flat=True))


def add_seats(session, count=1):
    Session.objects.filter(pk=session.pk).update(capacity=session.capacity + count)


def rows(client, **query):
    return list(client.get(LIST, query).context["cl"].result_list)


def test_remove_action_removes_those_who_wait_and_refuses_those_who_left():
    told = act(organiser_client(), LIST, "remove", entry(), left())

    assert sorted(told) == ["Removed: Wanda.", "This person had left the waiting list already."]


def test_remove_step_counts_one_fewer():
    row = entry()

    send(organiser_client(), f"{LIST}{row.pk}/remove/")

    row.refresh_from_db()
    row.session.refresh_from_db()
    assert (row.left_at is not None, row.session.waiting_count) == (True, 0)


def test_remove_step_looked_at_changes_nothing():
    row = entry()

    organiser_client().get(f"{LIST}{row.pk}/remove/")

    row.refresh_from_db()
    assert row.left_at is None


def test_removing_someone_with_an_offer_says_so_and_asks_the_next():
    session = make_full_session()
    row = make_offer(session=session).waiting_entry
    make_waiting(session)
    client = organiser_client()

    page = client.get(f"{LIST}{row.pk}/remove/").content.decode()
    send(client, f"{LIST}{row.pk}/remove/")

    assert "They have an offer: it ends, and its seats go to the next." in page
    assert (states(session), counters(session)) == (["declined", "offered"], ((1, 1), (1, 1)))


@pytest.mark.parametrize("step", ["remove", "offer", "move-first"])
def test_step_without_permission_is_forbidden(step):
    row = entry()

    response = staff_client("attendees.view_waitinglistentry").post(f"{LIST}{row.pk}/{step}/")

    row.refresh_from_db()
    assert (response.status_code, row.state) == (403, "waiting")


@pytest.mark.parametrize(("value", "names"), [("yes", ["Wanda"]), ("no", ["Leo"]), ("", ["Wanda", "Leo"])])
def test_filter_tells_those_who_wait_from_those_who_left(value, names):
    entry()
    left()

    found = rows(organiser_client(), **{"waiting": value} if value else {})

    assert [row.name for row in found] == names


def test_filters_by_session_and_state(queue):
    session = queue[0].session
    other = make_offer(name="Eve")
    client = organiser_client()

    found = [rows(client, session=session.pk), rows(client, state__exact="offered"), rows(client, session="x")]

    assert [len(each) for each in found] == [4, 1, 5]
    assert found[1][0].booking == other


def test_list_shows_whose_turn_it_is_and_until_when_an_offer_stands(queue):
    session = queue[0].session
    leave_waiting_list(entry_id=queue[1].pk)
    free_seats_of(session)
    client = organiser_client()

    found = rows(client, session=session.pk)
    page = client.get(LIST).content.decode()

    end = found[0].booking.hold_ends_at.astimezone(session.zone)
    assert [(row.name, row.position, row.state) for row in found] == [
        ("Ann", 1, "offered"),
        ("Ben", None, "left"),
        ("Cat", 2, "waiting"),
        ("Dan", 3, "waiting"),
    ]
    assert f"{end:%a} {end.day} {end:%b}, " in page


@pytest.mark.parametrize(
    ("action", "chosen", "order", "told"),
    [
        ("move_first", (2, 3), ["Cat", "Dan", "Ann", "Ben"], "Moved to the front: Dan, Cat."),
        ("move_up", (2,), ["Ann", "Cat", "Ben", "Dan"], "Moved up: Cat."),
        ("move_down", (0, 1), ["Cat", "Ann", "Ben", "Dan"], "Moved down: Ben, Ann."),
        ("move_last", (0, 1), ["Cat", "Dan", "Ann", "Ben"], "Moved to the end: Ann, Ben."),
    ],
)
def test_actions_reorder_and_keep_the_order_among_those_chosen(queue, action, chosen, order, told):
    said_then = act(organiser_client(), LIST, action, *[queue[number] for number in chosen])

    assert (names(queue[0].session), said_then) == (order, [told])


@pytest.mark.parametrize("action", ["move_first", "move_up", "move_down", "move_last"])
def test_actions_refuse_to_move_someone_with_an_offer(action):
    row = make_offer().waiting_entry

    told = act(organiser_client(), LIST, action, row)

    assert told == ["Only someone who waits can be moved: this person has an offer, or has left."]


def test_move_to_the_front_step(queue):
    client = organiser_client()
    path = f"{LIST}{queue[3].pk}/move-first/"
    looked = client.get(path).status_code
    before = names(queue[0].session)

    told = send(client, path)

    assert (looked, before) == (200, ["Ann", "Ben", "Cat", "Dan"])
    assert (names(queue[0].session), told) == (["Dan", "Ann", "Ben", "Cat"], ["Moved to the front: Dan."])


def test_offer_action_offers_where_seats_are_free_and_says_where_not(queue):
    session = queue[0].session
    add_seats(session)

    told = act(organiser_client(), LIST, "offer", queue[1], queue[2])

    assert told == [
        "Cat waits for a seat, and there are not enough. Raise the capacity or quota.",
        "Offered seats to: Ben.",
    ]
    assert states(session) == ["waiting", "offered", "waiting", "waiting"]


def test_offer_step_tells_the_price_and_offers(queue):
    add_seats(queue[0].session)
    client = organiser_client()
    path = f"{LIST}{queue[2].pk}/offer/"

    page = client.get(path).content.decode()
    before = states(queue[0].session)
    told = send(client, path)

    assert f"{queue[2].email} gets an offer of 1 place, free." in page
    assert before == ["waiting"] * 4
    assert (states(queue[0].session), told) == (
        ["waiting", "waiting", "offered", "waiting"],
        ["Offered seats to: Cat."],
    )


def test_steps_are_offered_only_where_they_are_possible():
    waits, offered, gone = entry(), make_offer().waiting_entry, left()
    client = organiser_client()

    pages = [client.get(f"{LIST}{row.pk}/change/").content.decode() for row in (waits, offered, gone)]

    links = [
        [f"/{row.pk}/{step}/" in page for step in ("offer", "move-first", "remove")]
        for row, page in zip((waits, offered, gone), pages, strict=True)
    ]
    assert links == [[True, True, True], [False, False, True], [False, False, False]]


def test_page_tells_what_was_promised():
    row = make_offer(quantity=2, price_pence=9500).waiting_entry

    page = organiser_client().get(f"{LIST}{row.pk}/change/").content.decode()

    assert ("£95" in page, "waiting list" in page) == (True, True)
