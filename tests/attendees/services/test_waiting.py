"""The waiting list."""

import pytest
from django.utils import timezone

from attendees.errors import AlreadyThereError, OfferRefusedError, WaitingRefusedError
from attendees.models import OutboxMessage, WaitingListEntry
from attendees.queries import position_of
from attendees.services.waiting import join_waiting_list, leave_waiting_list, move_entry
from tests.factories import make_booking, make_session
from tests.factories_waiting import counters, make_full_session, make_offer, make_waiting, states
from workshops.enums import SessionState
from workshops.models import TicketType

pytestmark = pytest.mark.django_db


def full_session(**fields):
    session = make_session(capacity=1, **fields)
    make_booking(session=session, email="seated@example.org")
    return session


def test_joining_counts_and_confirms_by_email():
    session = full_session()

    entry = join_waiting_list(session=session, name="Tom", email="Tom@Example.org")

    session.refresh_from_db()
    assert (entry.email, session.waiting_count) == ("tom@example.org", 1)
    assert OutboxMessage.objects.get().kind == "waiting_joined"


def test_joining_twice_is_refused_and_counted_once():
    session = full_session()
    join_waiting_list(session=session, name="Tom", email="tom@example.org")

    with pytest.raises(AlreadyThereError, match="already"):
        join_waiting_list(session=session, name="Tom", email="tom@example.org")

    session.refresh_from_db()
    assert (session.waiting_count, WaitingListEntry.objects.count()) == (1, 1)


def test_joining_with_seats_left_is_refused():
    with pytest.raises(WaitingRefusedError, match="seats left"):
        join_waiting_list(session=make_session(), name="Tom", email="tom@example.org")


def test_joining_with_a_place_is_refused():
    with pytest.raises(AlreadyThereError, match="has a place"):
        join_waiting_list(session=full_session(), name="Sam", email="seated@example.org")


def test_joining_a_cancelled_session_is_refused():
    with pytest.raises(WaitingRefusedError, match="cancelled"):
        join_waiting_list(session=full_session(state=SessionState.CANCELLED), name="Tom", email="tom@example.org")


def test_leaving_counts_once():
    session = full_session()
    entry = join_waiting_list(session=session, name="Tom", email="tom@example.org")

    assert [leave_waiting_list(entry_id=entry.pk), leave_waiting_list(entry_id=entry.pk)] == [True, False]

    session.refresh_from_db()
    assert session.waiting_count == 0


def test_one_may_join_again_after_leaving():
    session = full_session()
    leave_waiting_list(entry_id=join_waiting_list(session=session, name="Tom", email="tom@example.org").pk)

    join_waiting_list(session=session, name="Tom", email="tom@example.org")

    session.refresh_from_db()
    assert session.waiting_count == 1


def test_joining_goes_to_the_end_at_the_price_of_today():
    session = make_full_session(capacity=2, price_pence=9500)
    first = make_waiting(session)

    entry = make_waiting(session, quantity=2, attends=False)

    assert (entry.rank > first.rank, entry.ticket_type, entry.promised_pence) == (
        True,
        session.ticket_types.get(),
        9500,
    )
    assert (entry.quantity, entry.attends, position_of(first), position_of(entry)) == (2, False, 1, 2)


def test_joining_goes_behind_those_whom_organisers_moved_back():
    session = make_full_session()
    first, second = make_waiting(session), make_waiting(session)
    move_entry(entry_id=first.pk, to="last", by="user:1")
    leave_waiting_list(entry_id=first.pk)

    assert make_waiting(session).rank > WaitingListEntry.objects.get(pk=second.pk).rank


def test_message_on_joining_tells_number_price_and_the_way_out():
    session = make_full_session(capacity=3, price_pence=9500)
    make_waiting(session)

    entry = make_waiting(session, quantity=3)

    text = OutboxMessage.objects.get(to=entry.email).text
    assert "You are on the waiting list for 3 seats at" in text
    assert "You are number 2 on the list." in text
    assert "the price stays £95.00 for each place" in text
    assert f"/waiting/{entry.pk}/leave/?key=" in text


def test_more_places_than_are_left_may_be_waited_for():
    session = make_full_session(capacity=2)
    session.capacity = 4
    session.save()

    assert make_waiting(session, quantity=3).quantity == 3


def test_a_ticket_that_is_sold_out_may_be_waited_for_while_seats_are_left():
    session = make_session()
    ticket = TicketType.objects.create(session=session, name="Reduced", price_pence=5000, quota=2, places_taken=2)

    assert make_waiting(session, ticket=ticket).promised_pence == 5000


def test_whoever_chooses_no_ticket_waits_for_the_one_that_is_sold_out():
    session = make_session()
    session.ticket_types.update(quota=1, places_taken=1)
    TicketType.objects.create(session=session, name="Full price", price_pence=9500)

    assert make_waiting(session).ticket_type.name == "Standard"


def test_as_many_places_as_are_left_are_refused():
    session = make_full_session(capacity=2)
    session.capacity = 4
    session.save()

    with pytest.raises(WaitingRefusedError, match="There are seats left on this session: book them"):
        make_waiting(session, quantity=2)


@pytest.mark.parametrize(
    ("quantity", "fields", "refusal"),
    [
        (0, {}, "between 1 and 20 places"),
        (21, {}, "between 1 and 20 places"),
        (4, {}, "This session has 3 seats in all"),
        (2, {"quota": 1, "places_taken": 1}, "“Standard” has 1 seat in all"),
        (3, {"max_places": 2}, "2 places of “Standard” at the most"),
        (1, {"min_places": 2}, "2 places or more"),
    ],
)
def test_number_that_can_never_be_offered_is_refused(quantity, fields, refusal):
    session = make_full_session(capacity=3)
    session.ticket_types.update(**fields)

    with pytest.raises(WaitingRefusedError, match=refusal):
        make_waiting(session, quantity=quantity)

    assert counters(session) == ((3, 3), (0, 0))


def test_ticket_that_is_not_on_sale_any_more_is_refused():
    session = make_full_session()
    session.ticket_types.update(sale_closes_at=timezone.now())

    with pytest.raises(WaitingRefusedError, match="no longer on sale"):
        make_waiting(session, ticket=session.ticket_types.get())


def test_ticket_of_another_session_is_refused():
    with pytest.raises(WaitingRefusedError, match="No ticket of this session"):
        make_waiting(make_full_session(), ticket=make_session().ticket_types.get())


def test_session_without_a_ticket_for_everyone_is_refused():
    session = make_full_session()
    session.ticket_types.update(code="STAFF")

    with pytest.raises(WaitingRefusedError, match="No ticket of this session"):
        make_waiting(session)


def test_someone_with_a_place_may_wait_for_others():
    entry = make_waiting(full_session(), email="seated@example.org", quantity=1, attends=False)

    assert entry.state == "waiting"


def test_leaving_with_an_offer_gives_its_seats_to_the_next():
    session = make_full_session(capacity=2)
    booking = make_offer(session=session, quantity=2)
    make_waiting(session)

    left = leave_waiting_list(entry_id=booking.waiting_entry.pk)

    booking.refresh_from_db()
    assert (left, booking.state, states(session)) == (True, "cancelled", ["declined", "offered"])
    assert counters(session) == ((1, 1), (1, 1))


def test_leaving_lets_the_others_move_up():
    session = make_full_session()
    first, second = make_waiting(session), make_waiting(session)

    leave_waiting_list(entry_id=first.pk)

    assert position_of(second) == 1


@pytest.mark.parametrize(
    ("who", "to", "order", "position"),
    [
        ("c", "first", "cabd", 1),
        ("c", "up", "acbd", 2),
        ("b", "down", "acbd", 3),
        ("b", "last", "acdb", 4),
        ("a", "up", "abcd", 1),
        ("d", "down", "abcd", 4),
    ],
)
def test_order_changes(who, to, order, position):
    session = make_full_session()
    entries = {name: make_waiting(session, name=name) for name in "abcd"}

    now_at = move_entry(entry_id=entries[who].pk, to=to, by="user:1")

    assert (names(session), now_at) == (order, position)
    entries[who].refresh_from_db()
    assert position_of(entries[who]) == position


def names(session):
    return "".join(session.waiting.order_by("rank", "pk").values_list("name", flat=True))


def test_order_changes_where_two_have_the_same_rank():
    session = make_full_session()
    entries = {name: make_waiting(session, name=name) for name in "abc"}
    WaitingListEntry.objects.update(rank=7)

    move_entry(entry_id=entries["c"].pk, to="up", by="user:1")

    ranks = set(session.waiting.values_list("rank", flat=True))
    assert (names(session), len(ranks)) == ("acb", 3)


def test_those_with_an_offer_stay_in_front():
    session = make_full_session()
    make_offer(session=session, name="a")
    last = [make_waiting(session, name=name) for name in "bc"][1]

    now_at = move_entry(entry_id=last.pk, to="first", by="user:1")

    assert (names(session), now_at) == ("acb", 1)


def test_moving_someone_with_an_offer_or_who_left_is_refused():
    session = make_full_session()
    offered, left = make_offer(session=session).waiting_entry, make_waiting(session)
    leave_waiting_list(entry_id=left.pk)

    for entry in (offered, left):
        with pytest.raises(OfferRefusedError, match="Only someone who waits"):
            move_entry(entry_id=entry.pk, to="up", by="user:1")


def test_order_of_one_session_leaves_that_of_another():
    here, there = make_full_session(), make_full_session()
    mine = [make_waiting(here) for _ in range(2)][1]
    others = [make_waiting(there) for _ in range(2)]
    before = [entry.rank for entry in others]

    move_entry(entry_id=mine.pk, to="first", by="user:1")

    assert list(there.waiting.order_by("pk").values_list("rank", flat=True)) == before
