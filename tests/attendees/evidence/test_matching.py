"""Whose place a person of a report sits on: only what is certain is matched, the rest a human decides."""

import pytest

from attendees.evidence.enums import Role
from attendees.evidence.matching import Seat, key_of, plain, plan_of
from attendees.evidence.report import Person

PRIYA = Seat(place_id=1, name="Priya Nair", emails=frozenset({"priya@example.org"}))
SIAN = Seat(place_id=2, name="Siân Evans", emails=frozenset({"sian@example.org", "s.evans@home.example"}))
TWINS = [Seat(place_id=number, name="Alex Kim", emails=frozenset({f"alex{number}@example.org"})) for number in (7, 8)]


def person(name="", email="", **fields):
    return Person(name=name, email=email, **fields)


def matched(people, seats=(PRIYA, SIAN), decisions=None):
    plan = plan_of(people, seats, decisions or {})
    return [(match.place_id, match.how) for match in plan.matched], plan


@pytest.mark.parametrize(
    ("someone", "found"),
    [
        (person("iPad", "priya@example.org"), [(1, "address")]),
        (person("Somebody", "s.evans@home.example"), [(2, "address")]),
        (person("Priya Nair"), [(1, "name")]),
        (person("NAIR, Priya"), [(1, "name")]),
        (person("Dr Priya Nair"), [(1, "name")]),
        (person("Sian Evans"), [(2, "name")]),
        (person("iPhone", other_names=("Siân Evans",)), [(2, "name")]),
        (person("Nair Priya"), []),
        (person("Priya"), []),
        (person("Priya Nair", is_unverified=True), []),
        (person("Brian Smith"), []),
    ],
)
def test_certain_people_are_matched_and_no_others(someone, found):
    assert matched([someone])[0] == found


@pytest.mark.parametrize("name", ["Nair Priya", "Priya Nairr", "P. Nair"])
def test_what_is_alike_is_only_suggested(name):
    _, plan = matched([person(name)])

    assert [(doubt.person.name, doubt.suggestions) for doubt in plan.uncertain] == [(name, (1,))]


def test_likeliest_is_suggested_among_hundreds_who_share_a_forename():
    crowd = [
        Seat(place_id=number, name=f"Priya {'KLMRST'[number % 6]}{number}", emails=frozenset())
        for number in range(10, 400)
    ]
    nair = Seat(place_id=400, name="Priya Nair", emails=frozenset())

    _, plan = matched([person("Priya Naiir")], [*crowd, nair])

    assert plan.uncertain[0].suggestions[0] == 400


def test_rare_word_of_a_name_finds_whom_a_common_one_hides():
    crowd = [Seat(place_id=number, name=f"Priya Number{number}", emails=frozenset()) for number in range(10, 1000)]
    turned = Seat(place_id=1000, name="Nair Priya", emails=frozenset())

    _, plan = matched([person("Priya Nair")], [*crowd, turned])

    assert plan.uncertain[0].suggestions[0] == 1000


def test_two_places_of_one_name_are_never_told_apart_by_it():
    found, plan = matched([person("Alex Kim")], TWINS)

    assert (found, plan.uncertain[0].suggestions) == ([], (7, 8))


def test_address_tells_two_of_one_name_apart():
    assert matched([person("Alex Kim", "alex8@example.org")], TWINS)[0] == [(8, "address")]


def test_someone_with_a_strange_address_but_a_known_name_is_matched_by_name():
    assert matched([person("Priya Nair", "priya@home.example")])[0] == [(1, "name")]


@pytest.mark.parametrize(
    ("first", "found"), [("priya@example.org", [(1, "address")]), ("priya@home.example", [])], ids=["known", "strange"]
)
def test_two_people_of_one_name_with_addresses_of_their_own_are_not_made_one(first, found):
    seated, plan = matched([person("Priya Nair", "p.nair@work.example"), person("Dr Priya Nair", first)])

    assert (seated, len(plan.uncertain)) == (found, 2 - len(found))
    assert {doubt.suggestions for doubt in plan.uncertain} == {(1,)}


def test_several_devices_of_one_person_sit_on_one_place():
    found, _ = matched([person("Priya Nair"), person("iPhone", "priya@example.org")])

    assert found == [(1, "name"), (1, "address")]


def test_decision_holds_before_anything_else():
    someone = person("Bex", "bex@example.org")

    assert matched([someone], decisions={key_of(someone): 2})[0] == [(2, "decision")]


def test_person_who_is_nobody_of_ours_is_left_out():
    someone = person("Priya Nair")
    found, plan = matched([someone], decisions={key_of(someone): None})

    assert (found, plan.dismissed) == ([], (someone,))


def test_decision_for_a_place_that_is_gone_holds_no_more():
    someone = person("Priya Nair")

    assert matched([someone], decisions={key_of(someone): 99})[0] == [(1, "name")]


def test_host_and_presenter_are_apart_unless_they_hold_a_place():
    host = person("Priya Nair", role=Role.HOST)
    guest = person("Presenter", "sian@example.org", role=Role.PRESENTER)
    found, plan = matched([host, guest])

    assert (found, plan.staff) == ([(2, "address")], (host,))


def test_no_show_is_no_evidence():
    someone = person("Priya Nair", "priya@example.org", attended=False)
    found, plan = matched([someone])

    assert (found, plan.no_shows, len(plan.absent)) == ([], (someone,), 2)


def test_stranger_is_unknown_and_the_booked_are_absent():
    _, plan = matched([person("Brian Smith", "brian@example.org")])

    assert ([who.name for who in plan.unknown], [seat.place_id for seat in plan.absent]) == (["Brian Smith"], [1, 2])


@pytest.mark.parametrize(
    ("name", "compared"),
    [
        ("  Siân   EVANS ", "sian evans"),
        ("O’Brien, Máire", "maire obrien"),
        ("Prof. Dr Ana-María Reyes", "ana maria reyes"),
        ("Nguyễn Thị Ánh Tuyết", "nguyen thi anh tuyet"),
        ("陈晓梅", "陈晓梅"),
        (",", ""),
    ],
)
def test_names_are_compared_without_what_people_leave_out(name, compared):
    assert plain(name) == compared


def test_key_of_someone_without_an_address_is_their_name():
    assert (key_of(person("NAIR, Priya")), key_of(person("X", "x@example.org"))) == ("name:priya nair", "x@example.org")


@pytest.mark.parametrize(
    ("someone", "key"),
    [
        (person("Priya Nair", is_unverified=True), "name:priya nair (unverified)"),
        (person("☕"), "name:☕"),
        (person("☕ ☕", "a@example.org"), "a@example.org"),
    ],
)
def test_key_keeps_apart_whom_it_must(someone, key):
    assert key_of(someone) == key
