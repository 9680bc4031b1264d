"""The plan of a report as organisers see it: everybody in their place, long lists cut, doubts told."""

import pytest

from attendees.admin.evidence_page import told
from attendees.evidence.minutes import evidence_of
from tests.attendees.admin.pages import texts
from tests.attendees.admin.report_pages import options, page
from tests.factories_evidence import joined, keep, make_day, make_seat, zoom
from tests.workshops.admin.clients import (
    organiser_client,
    queries_of,
)

pytestmark = pytest.mark.django_db


def test_plan_shows_everyone_where_they_belong():
    session = make_day()
    make_seat(session)
    make_seat(session, "Tom Okafor", "tom@example.org")
    rows = (
        joined("Priya Nair", last="12:00"),
        joined("Thomas Okafor"),
        joined("Mystery Guest"),
        joined("Olive (Host)"),
        ",,,,1,",
    )
    file = keep(session, zoom(*rows))

    response = organiser_client().get(page(session, file))

    assert [text for text in texts(response, "h2") if ":" in text or "?" in text] == [
        "Who are they? 2 to decide",
        "Recognised: 1",
    ]
    assert texts(response, "summary") == [
        "Booked, but not in this report or any other evidence: 1",
        "Hosts and presenters: 1",
        "Lines passed over: 1",
    ]
    assert "2 h of 5 h" in texts(response, "td")


def test_choices_begin_with_those_who_look_like_it():
    session = make_day()
    make_seat(session)
    make_seat(session, "Tom Okafor", "tom@example.org")
    file = keep(session, zoom(joined("Thomas Okafor"), joined("Mystery Guest")))

    response = organiser_client().get(page(session, file))

    everyone = ("All places", ["Priya Nair, priya@example.org", "Tom Okafor, tom@example.org"])
    later = ("", ["Decide later", "Nobody of ours"])
    assert options(response) == [[later, ("Perhaps", ["Tom Okafor, tom@example.org"]), everyone], [later, everyone]]


def test_long_lists_are_cut_and_searched(monkeypatch):
    monkeypatch.setattr("attendees.admin.evidence_page.MOST_SHOWN", 2)
    monkeypatch.setattr("attendees.admin.evidence_page.MOST_CHOICES", 2)
    monkeypatch.setattr("attendees.admin.evidence_page.DECISIONS_PER_PAGE", 2)
    session = make_day()
    for number in range(3):
        make_seat(session, f"Person {number}", f"person{number}@example.org")
    rows = [*(joined(f"Person {number}") for number in range(3)), *(joined(f"Stranger{letter}") for letter in "abc")]
    file = keep(session, zoom(*rows))
    client = organiser_client()

    shown, further, searched = (client.get(page(session, file) + query) for query in ("", "?page=2", "?q=person2"))

    assert [row.place.attendee_name for row in shown.context["sitting"].rows] == ["Person 0", "Person 1"]
    assert "The first 2 of 3 are shown." in " ".join(texts(shown, "p"))
    assert [each.person.name for each in further.context["to_decide"]] == ["Strangerc"]
    assert options(shown)[0] == [("", ["Decide later", "Nobody of ours"])]
    assert [row.place.attendee_name for row in searched.context["sitting"].rows] == ["Person 2"]


def test_page_asks_the_database_as_often_however_long_the_report():
    counts = []
    client = organiser_client()
    for size in (2, 6):
        session = make_day()
        for number in range(size):
            make_seat(session, f"Person {number}", f"person{number}@example.org")
        rows = [*(joined(f"Person {number}") for number in range(size)), *(joined(f"Guest {n}") for n in range(size))]
        counts.append(queries_of(client, page(session, keep(session, zoom(*rows)))))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "to review: no time that can be read"),
        ({"total_minutes": 70}, "1 h 10 min; total only, breaks cannot be told apart"),
        (
            {"total_minutes": 70, "stated_minutes": 300, "doubts": ["x"]},
            "1 h 10 min of 5 h; total only, breaks cannot be told apart; x",
        ),
    ],
)
def test_minutes_are_told_with_their_doubts(options, words):
    assert told(evidence_of([], **options)) == words
