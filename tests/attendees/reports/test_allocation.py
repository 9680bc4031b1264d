"""Money divided among places: the parts always come to the whole, and go where they are due."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendees.reports.allocation import Movement, PlaceFacts, allocate, seats_of, split

START = datetime(2026, 4, 10, tzinfo=UTC)
A, B, C = 1, 2, 3


def day(number):
    return START + timedelta(days=number)


def place(pk, price, *, released=None, kept=0, replaces=None, session=None):
    return PlaceFacts(
        id=pk,
        session_id=session or pk,
        ticket_id=pk,
        price_pence=price,
        kept_pence=kept,
        is_released=released is not None,
        released_at=None if released is None else day(released),
        replaces_id=replaces,
    )


def paid(pence, on):
    return Movement(
        booking_id=1, amount_pence=pence, comes_in=True, method="card", decided_at=day(on), moved_at=day(on)
    )


def returned(pence, on, *, settled=None):
    moved = day(on if settled is None else settled)
    return Movement(booking_id=1, amount_pence=pence, comes_in=False, method="card", decided_at=day(on), moved_at=moved)


def net(places, *movements):
    """What each place holds in the end, by its id."""
    sums = Counter()
    for share in allocate(places, movements):
        sums[share.place.id] += share.pence if share.movement.comes_in else -share.pence
    return {pk: pence for pk, pence in sums.items() if pence}


@pytest.mark.parametrize(
    ("pence", "weights", "parts"),
    [
        (100, [1, 1], [50, 50]),
        (100, [1, 1, 1], [34, 33, 33]),
        (200, [1, 1, 1], [67, 67, 66]),
        (100, [7500, 11000], [41, 59]),
        (10, [0, 5], [0, 10]),
        (7, [0, 0], [4, 3]),
        (0, [3, 4], [0, 0]),
        (1, [1, 2, 3], [0, 0, 1]),
        (9500, [9500], [9500]),
    ],
)
def test_split_gives_the_largest_remainders_the_pennies_that_are_left(pence, weights, parts):
    assert split(pence, weights) == parts


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**7), min_size=1, max_size=30))
def test_split_comes_to_the_whole_and_no_part_is_a_penny_off(pence, weights):
    parts = split(pence, weights)

    whole = sum(weights)
    assert sum(parts) == pence
    assert all(abs(part * whole - pence * weight) < whole for part, weight in zip(parts, weights, strict=True) if whole)
    assert min(parts) >= 0


MOVES = st.lists(st.tuples(st.booleans(), st.integers(1, 50_000), st.integers(0, 30)), max_size=8)


@st.composite
def bookings(draw):
    """Places of which some were given back and some moved, by rules and against them."""
    places = []
    for pk in range(1, draw(st.integers(1, 5)) + 1):
        price = draw(st.integers(0, 20_000))
        released = draw(st.none() | st.integers(0, 30))
        kept = draw(st.integers(0, price)) if released is not None else 0
        before = draw(st.none() | st.integers(1, pk - 1)) if pk > 1 else None
        taken = {other.replaces_id for other in places}
        places.append(place(pk, price, released=released, kept=kept, replaces=None if before in taken else before))
    return places


@given(bookings(), MOVES)
def test_shares_of_every_movement_come_to_its_sum(places, moves):
    movements = [paid(pence, on) if comes_in else returned(pence, on) for comes_in, pence, on in moves]

    shares = allocate(places, movements)

    sums = Counter()
    for share in shares:
        sums[id(share.movement)] += share.pence
    assert sums == Counter({id(movement): movement.amount_pence for movement in movements})
    assert all(share.pence > 0 and share.place in places for share in shares)


@given(bookings())
def test_each_place_belongs_to_one_seat_at_most(places):
    found = Counter(known.id for seat in seats_of(places) for known in seat.places)

    assert max(found.values()) == 1
    assert {known.id for known in places if known.replaces_id is None} <= set(found)


def test_a_payment_is_divided_by_price():
    assert net([place(A, 7500), place(B, 11000)], paid(18500, 0)) == {A: 7500, B: 11000}


def test_a_payment_in_part_is_divided_by_price_and_the_rest_fills_up():
    places = [place(A, 5000), place(B, 10000)]

    assert net(places, paid(7500, 0)) == {A: 2500, B: 5000}
    assert net(places, paid(7500, 0), paid(7500, 9)) == {A: 5000, B: 10000}


def test_a_free_place_takes_no_money():
    assert net([place(A, 0), place(B, 9500)], paid(9500, 0)) == {B: 9500}


def test_a_refund_is_taken_from_the_place_that_was_given_back():
    places = [place(A, 10000, released=5), place(B, 10000)]

    assert net(places, paid(20000, 0), returned(10000, 5)) == {B: 10000}


def test_what_is_kept_of_a_place_stays_with_it():
    places = [place(A, 10000, released=5, kept=5000), place(B, 10000)]

    assert net(places, paid(20000, 0), returned(5000, 5)) == {A: 5000, B: 10000}


def test_each_of_two_refunds_is_taken_from_its_own_place():
    places = [place(A, 10000, released=5), place(B, 5000, released=40)]
    movements = paid(15000, 0), returned(10000, 5), returned(5000, 40)

    shares = [(share.place.id, share.pence) for share in allocate(places, movements) if not share.movement.comes_in]

    assert shares == [(A, 10000), (B, 5000)]


def test_a_refund_for_no_place_is_taken_from_all_that_hold_money():
    assert net([place(A, 10000), place(B, 5000)], paid(15000, 0), returned(3000, 5)) == {A: 8000, B: 4000}


def test_a_second_payment_that_goes_back_leaves_all_as_it_was():
    places = [place(A, 10000), place(B, 5000)]

    assert net(places, paid(15000, 0), paid(15000, 1), returned(15000, 1)) == {A: 10000, B: 5000}


def test_a_place_given_back_before_an_invoice_was_paid_takes_no_money():
    places = [place(A, 10000, released=2), place(B, 10000)]

    assert net(places, paid(10000, 9)) == {B: 10000}


def test_the_money_of_a_place_that_moved_goes_with_it():
    places = [place(A, 10000, released=5), place(B, 10000, replaces=A)]

    assert net(places, paid(10000, 0)) == {B: 10000}


def test_a_move_to_a_cheaper_date_gives_the_difference_back_from_there():
    places = [place(A, 10000, released=5), place(B, 8000, replaces=A), place(C, 10000)]

    assert net(places, paid(20000, 0), returned(2000, 5)) == {B: 8000, C: 10000}


def test_the_difference_of_a_move_to_a_dearer_date_is_paid_for_that_place_alone():
    places = [place(A, 10000, released=5), place(B, 12000, replaces=A), place(C, 10000)]

    assert net(places, paid(20000, 0), paid(2000, 5)) == {B: 12000, C: 10000}


def test_a_place_that_moves_twice_takes_its_money_along():
    places = [place(A, 10000, released=5), place(B, 10000, released=9, replaces=A), place(C, 10000, replaces=B)]

    assert net(places, paid(10000, 0)) == {C: 10000}


@pytest.mark.parametrize("old_goes", [None, 9])
def test_a_move_that_was_never_paid_moves_no_money(old_goes):
    """The new place went before the old one did, or the old one is there still."""
    places = [
        place(A, 10000, released=old_goes, kept=10000 if old_goes else 0),
        place(B, 12000, released=6, replaces=A),
    ]

    assert net(places, paid(10000, 0)) == {A: 10000}


def test_a_move_given_up_together_with_its_old_place_moves_no_money():
    places = [place(A, 10000, released=6, kept=5000), place(B, 12000, released=6, replaces=A)]

    assert net(places, paid(10000, 0), returned(5000, 6)) == {A: 5000}


def test_a_late_payment_for_places_that_are_gone_goes_in_and_out_by_price():
    places = [place(A, 10000, released=1), place(B, 5000, released=1)]
    movements = paid(15000, 2), returned(15000, 2)

    shares = [(share.place.id, share.pence) for share in allocate(places, movements)]

    assert shares == [(A, 10000), (B, 5000), (A, 10000), (B, 5000)]


def test_movements_are_taken_in_the_order_in_which_they_were_decided():
    """A refund counts on the day it went back, and was decided before a later payment came in."""
    places = [place(A, 10000, released=5), place(B, 10000)]
    movements = [returned(10000, 5, settled=20), paid(20000, 0)]

    shares = allocate(places, movements)

    assert [share.movement.comes_in for share in shares] == [True, True, False]


def test_a_place_without_a_moment_of_release_counts_as_gone():
    numbers = count(1)
    gone = PlaceFacts(id=next(numbers), session_id=1, ticket_id=1, price_pence=10000, is_released=True)
    live = place(next(numbers), 10000)

    assert net([gone, live], paid(10000, 0)) == {live.id: 10000}
