"""Saying who one person of a report is."""

import pytest

from attendees.models import IdentityDecision
from tests.attendees.admin.report_pages import person
from tests.factories_evidence import keep, make_day, make_seat
from tests.workshops.admin.clients import (
    organiser_client,
    send,
)

pytestmark = pytest.mark.django_db


def test_anybody_may_be_said_to_be_someone_else():
    session = make_day()
    make_seat(session)
    tom = make_seat(session, "Tom Okafor", "tom@example.org")
    client = organiser_client()
    file = keep(session)

    asked = client.get(person(session, file, "priya@example.org"))
    told = send(client, person(session, file, "priya@example.org"), place=str(tom.pk))

    assert [words for _, words in asked.context["choices"]] == [
        "Priya Nair, priya@example.org",
        "Tom Okafor, tom@example.org",
    ]
    assert told == ["Saved."]
    assert IdentityDecision.objects.get().place == tom


def test_decision_may_be_taken_back():
    session = make_day()
    file = keep(session)
    client = organiser_client()
    send(client, person(session, file, "priya@example.org"), place="nobody")

    shown = client.get(person(session, file, "priya@example.org"))
    send(client, person(session, file, "priya@example.org"), place="forget")

    assert (shown.context["chosen"], shown.context["is_decided"]) == ("nobody", True)
    assert IdentityDecision.objects.count() == 0


def test_no_choice_is_asked_for_again():
    session = make_day()
    file = keep(session)

    assert send(organiser_client(), person(session, file, "priya@example.org")) == [
        "Choose a place, or say that this is nobody of ours."
    ]


def test_places_are_searched_by_name_address_and_booking():
    session = make_day()
    make_seat(session)
    tom = make_seat(session, "Tom Okafor", "tom@trust.example")
    file = keep(session)
    client = organiser_client()

    for search in ("okafor tom", "TRUST", tom.booking.reference):
        found = client.get(person(session, file, "priya@example.org", q=search))
        assert [pk for pk, _ in found.context["choices"]] == [tom.pk], search


@pytest.mark.parametrize("key", ["", "name:nobody at all"])
def test_person_who_is_not_in_the_report_is_not_found(key):
    session = make_day()

    assert organiser_client().get(person(session, keep(session), key)).status_code == 404
