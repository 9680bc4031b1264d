"""The page on which someone reads what is recorded of their attendance, and says that it is wrong."""

import pytest

from attendees.enums import Decision, QueryState
from attendees.links import booking_link
from attendees.models import AttendanceQuery
from attendees.place_links import place_link
from attendees.services.attendance import confirm_attendance, mark_attendance
from attendees.services.attendance_queries import answer_query, query_attendance
from attendees.services.proposing import propose_attendance
from tests.attendees.visitors import allowed, enter
from tests.factories import make_booking, make_organiser, make_session
from tests.factories_decisions import make_stay, make_taught_session
from tests.factories_places import make_named

pytestmark = pytest.mark.django_db
SENTENCE = "In the room 2 h of 5 h; left 3 h early; rule: 80 %; 2 h counted"


@pytest.fixture
def place():
    """Grace's place, booked by Edith; two hours are proposed."""
    made = make_named(session=make_taught_session())
    make_stay(made, "10:00", "12:00")
    propose_attendance(session_id=made.session_id, by="user:1")
    return made


@pytest.fixture
def grace(client, place):
    client.get(place_link(place))
    return client


def page_of(place):
    return f"/places/{place.code}/attendance/"


def confirm(place):
    confirm_attendance(session_id=place.session_id, by="user:1")


@pytest.mark.parametrize(("kind", "status"), allowed("attendee", "attendee_by_link"))
def test_who_may_open_it(client, place, kind, status):
    enter(client, kind, place)

    assert client.get(page_of(place)).status_code == status


@pytest.mark.parametrize(("kind", "status"), allowed("attendee", "attendee_by_link"))
def test_who_may_send_it(client, place, kind, status):
    enter(client, kind, place)

    client.post(page_of(place), {"text": "I stayed."})

    assert AttendanceQuery.objects.count() == (1 if status == 200 else 0)


def test_page_says_what_is_recorded_and_how_it_came_about(grace, place):
    text = grace.get(page_of(place)).content.decode()

    for words in (
        "Attended in part, 2 hours of CPD.",
        SENTENCE,
        "An organiser still has to confirm it.",
        "Edith Employer",
    ):
        assert text.count(words) == 1


def test_confirmed_record_no_longer_waits(grace, place):
    confirm(place)

    assert "still has to confirm" not in grace.get(page_of(place)).content.decode()


def test_sending_keeps_what_was_said_and_says_what_follows(grace, place):
    page = grace.post(page_of(place), {"text": "I stayed as <iPad>."}, follow=True).content.decode()

    query = AttendanceQuery.objects.get()
    assert (query.place, query.text, query.state) == (place, "I stayed as <iPad>.", QueryState.OPEN)
    for words in ("We have your message", "I stayed as &lt;iPad&gt;.", "We have not answered yet."):
        assert words in page
    assert "<textarea" not in page


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "Say in a sentence or two what is wrong."), ("x" * 2001, "longer than 2,000 characters")],
)
def test_unfit_text_is_refused_in_the_form(grace, place, text, sentence):
    response = grace.post(page_of(place), {"text": text})

    assert (response.status_code, sentence in response.content.decode(), AttendanceQuery.objects.count()) == (
        422,
        True,
        0,
    )


def test_second_query_is_refused_and_says_so(grace, place):
    query_attendance(place_id=place.pk, text="I stayed.")

    response = grace.post(page_of(place), {"text": "I did stay."})

    assert (response.status_code, AttendanceQuery.objects.count()) == (422, 1)
    assert "You have told us already" in response.content.decode()


def test_answer_stands_on_the_page_and_another_query_is_possible(grace, place):
    query = query_attendance(place_id=place.pk, text="I stayed.")
    answer_query(query_id=query.pk, answer="You are right.", by="user:1")

    page = grace.get(page_of(place)).content.decode()

    assert (page.count("You are right."), page.count("<textarea")) == (1, 1)


def test_page_before_anything_is_recorded_has_no_form(client):
    place = make_named(session=make_session())
    client.get(place_link(place))

    page = client.get(page_of(place)).content.decode()

    assert (page.count("Nothing is recorded yet."), page.count("<textarea")) == (1, 0)


def test_sending_is_slowed_down(grace, place):
    answers = [grace.post(page_of(place), {"text": ""}).status_code for _ in range(11)]

    assert (set(answers[:10]), answers[10]) == ({422}, 429)


def test_place_page_leads_there_with_the_record(grace, place):
    page = grace.get(place.get_absolute_url()).content.decode()

    assert (page.count("Attended in part, 2 hours of CPD"), page.count(SENTENCE)) == (1, 1)
    assert page.count(f'href="{page_of(place)}"') == 1


def test_place_page_before_anything_is_recorded_says_nothing_of_it(client):
    place = make_named(session=make_taught_session())
    client.get(place_link(place))

    assert page_of(place) not in client.get(place.get_absolute_url()).content.decode()


def test_place_page_promises_no_certificate_to_whoever_was_absent(grace, place):
    mark_attendance(place_id=place.pk, decision=Decision.ABSENT, by="user:2", reason="Rang to say so.")
    before = grace.get(place.get_absolute_url()).content.decode()
    confirm(place)

    after = grace.get(place.get_absolute_url()).content.decode()

    assert [("your certificate reaches you" in page, "no certificate follows" in page) for page in (before, after)] == [
        (True, False),
        (False, True),
    ]


def test_whoever_booked_sees_the_attendance_once_confirmed_but_neither_evidence_nor_query(client, place):
    query_attendance(place_id=place.pk, text="I stayed as iPad.")
    client.get(booking_link(place.booking))

    before = client.get(place.get_absolute_url()).content.decode()
    confirm(place)
    after = client.get(place.get_absolute_url()).content.decode()

    assert [page.count("Attended in part, 2 hours of CPD") for page in (before, after)] == [0, 1]
    for hidden in ("In the room", "iPad", page_of(place)):
        assert hidden not in before + after


def test_reason_of_an_organiser_is_told(grace, place):
    mark_attendance(place_id=place.pk, decision=Decision.ABSENT, by="user:2", reason="That was another Grace.")

    page = grace.get(page_of(place)).content.decode()

    assert (page.count("How it came about: That was another Grace."), SENTENCE in page) == (1, False)


@pytest.fixture
def booked_alone():
    """Ann's booking for herself; too short a time is proposed."""
    booking = make_booking(session=make_taught_session(gives_partial_hours=False), name="Ann")
    make_stay(booking.places.get(), "10:00", "12:00")
    propose_attendance(session_id=booking.session_id, by="user:1")
    return booking


def test_whoever_booked_for_themself_reads_it_on_their_booking_and_may_dispute_it(client, booked_alone):
    page = client.get(booking_link(booked_alone), follow=True).content.decode()

    path = page_of(booked_alone.places.get())
    assert (page.count("An organiser still has to confirm it."), page.count(f'href="{path}"')) == (1, 1)
    assert client.get(path).status_code == 200


def test_booking_says_that_the_time_was_too_short(client, booked_alone):
    confirm(booked_alone)

    page = client.get(booking_link(booked_alone), follow=True).content.decode()

    # In the record and beside the name.
    assert page.count("Too short to count") == 2


def test_organiser_reads_nothing_of_it_on_the_booking(client, booked_alone):
    client.force_login(make_organiser())

    assert page_of(booked_alone.places.get()) not in client.get(booked_alone.get_absolute_url()).content.decode()


def test_booking_of_others_says_nothing_of_its_booker(client, place):
    page = client.get(booking_link(place.booking), follow=True).content.decode()

    assert "An organiser still has to confirm it." not in page
