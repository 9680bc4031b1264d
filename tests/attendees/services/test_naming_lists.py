"""Naming many at once: the list is shown before it is written, and nobody is named by halves."""

from datetime import timedelta

import pytest

from attendees.enums import BookingState
from attendees.models import OutboxMessage, PlaceChange
from attendees.services import naming_lists
from attendees.services.naming_lists import name_from_list, read_list
from tests.factories import make_booking, make_session
from tests.factories_places import make_group, make_named

pytestmark = pytest.mark.django_db
TWO = "Grace Hopper, grace@example.org\nAda Lovelace <ada@example.org>"


def names(booking):
    return list(booking.places.order_by("pk").values_list("attendee_name", flat=True))


def read(booking, text, **more):
    outcome = read_list(booking_id=booking.pk, text=text, **more)
    return [(row.person.email if row.person else row.refusal) for row in outcome.rows]


def write(booking, text, **more):
    return name_from_list(booking_id=booking.pk, text=text, by="booker", **more)


def test_reading_shows_who_would_be_named_and_writes_nothing():
    booking = make_group()

    outcome = read_list(booking_id=booking.pk, text=f"{TWO}\nnobody")

    assert outcome.addresses == ["grace@example.org", "ada@example.org"]
    assert [row.place.pk for row in outcome.understood] == list(
        booking.places.order_by("pk").values_list("pk", flat=True)[:2]
    )
    assert (outcome.left_over, outcome.named, names(booking)) == ("nobody", 0, ["", "", ""])
    assert (PlaceChange.objects.count(), OutboxMessage.objects.count()) == (0, 0)


def test_writing_names_everyone_in_order_and_tells_each():
    booking = make_group()

    outcome = write(booking, TWO, seen=["grace@example.org", "ada@example.org"])

    assert (outcome.named, names(booking)) == (2, ["Grace Hopper", "Ada Lovelace", ""])
    assert sorted(OutboxMessage.objects.values_list("kind", "to")) == [
        ("place_confirmed", "ada@example.org"),
        ("place_confirmed", "grace@example.org"),
    ]
    assert set(PlaceChange.objects.values_list("kind", "by")) == {("named", "booker")}


def test_lines_that_are_refused_name_nobody_and_are_left_over():
    booking = make_group()

    outcome = write(booking, f"nobody\n{TWO}")

    assert (outcome.named, outcome.left_over, names(booking)) == (2, "nobody", ["Grace Hopper", "Ada Lovelace", ""])


def test_list_that_means_others_than_were_shown_writes_nothing():
    booking = make_group()
    seen = read_list(booking_id=booking.pk, text=TWO).addresses
    make_booking(session=booking.session, email="ada@example.org")

    outcome = write(booking, TWO, seen=seen)

    assert (outcome.named, outcome.addresses, names(booking)) == (0, ["grace@example.org"], ["", "", ""])


def test_more_people_than_places_are_refused_by_line():
    booking = make_group(places=1)

    assert read(booking, TWO) == [
        "grace@example.org",
        "No place is left for this person: 1 was still to be named.",
    ]


def test_booking_with_everyone_named_takes_nobody():
    assert read(make_named(places=1).booking, "Ada Lovelace, ada@example.org") == [
        "Every place of this booking has a name."
    ]


def test_people_who_have_a_place_are_refused_by_line_and_take_none():
    booking = make_named(places=2).booking
    make_booking(session=booking.session, email="alan@example.org")

    assert read(booking, f"{TWO}\nAlan Turing, alan@example.org") == [
        "grace@example.org is named on another place of this booking already.",
        "ada@example.org",
        "No place is left for this person: 1 was still to be named.",
    ]


def test_repeats_and_lines_without_a_name_are_refused():
    assert read(make_group(), "ada@example.org\nGrace, grace@example.org\nGrace, grace@example.org")[1:] == [
        "grace@example.org",
        "grace@example.org is on line 2 already.",
    ]


def test_cells_behind_the_address_answer_what_the_ticket_asks():
    booking = make_group(ticket_fields={"asks_profession": True, "asks_service": True})

    assert read(booking, TWO)[0] == "“Standard” asks for the profession of Grace Hopper. Fill it in and try again."
    write(booking, "Grace Hopper; grace@example.org; Nurse; Leeds & York; ignored")

    place = booking.places.order_by("pk").first()
    assert (place.profession, place.service, place.service_key) == ("Nurse", "Leeds & York", "leeds york")


def test_declaration_is_made_for_the_whole_list():
    booking = make_group(ticket_fields={"declaration": "I am a nurse."})

    assert [row.startswith("This ticket is only for people who can say") for row in read(booking, TWO)] == [True, True]
    assert write(booking, TWO, declared=True).named == 2


def test_cap_of_a_service_counts_the_lines_before():
    booking = make_group(ticket_fields={"asks_service": True, "service_cap": 1})
    text = "Grace, grace@example.org, Leeds\nAda, ada@example.org, leeds\nAlan, alan@example.org, Hull"

    refused = read(booking, text)

    assert [refused[0], refused[2]] == ["grace@example.org", "alan@example.org"]
    assert refused[1].startswith("“Standard” has at most 1 place for each service")


def test_cell_that_is_too_long_is_refused_by_line():
    booking = make_group(ticket_fields={"asks_profession": True})

    assert read(booking, f"Grace, grace@example.org, {'n' * 121}") == [f"“{'n' * 30}…” is too long. Shorten it."]


def test_cut_off_refuses_each_line_unless_overruled():
    booking = make_group(session=make_session(starts_in=timedelta(hours=1)))

    assert [row.startswith("Names could be given") for row in read(booking, TWO)] == [True, True]
    assert write(booking, TWO, overrule=True, reason="By phone").named == 2
    assert set(PlaceChange.objects.values_list("reason", flat=True)) == {"By phone"}


def test_people_on_a_booking_that_is_not_paid_are_not_told_yet():
    booking = make_group(state=BookingState.HELD)

    assert write(booking, TWO).named == 2
    assert OutboxMessage.objects.count() == 0


def test_list_is_written_whole_or_not_at_all(monkeypatch):
    booking = make_group()
    seat = naming_lists.seat_person

    def seat_one_then_stop(place, person, **more):
        if person.name == "Ada Lovelace":
            raise RuntimeError("The power went out.")
        seat(place, person, **more)

    monkeypatch.setattr(naming_lists, "seat_person", seat_one_then_stop)
    with pytest.raises(RuntimeError):
        write(booking, TWO)

    assert (names(booking), OutboxMessage.objects.count()) == (["", "", ""], 0)
