"""The page on which people check in: who is known, who is asked, and what an outsider learns."""

import re

import pytest

from attendees.links import booking_link
from attendees.models import Stay
from attendees.place_links import place_link
from attendees.services.checking_in import WRONG
from tests.factories import make_place, make_user
from tests.factories_places import make_named
from tests.factories_presence import ROOM, make_code, make_running_session

pytestmark = pytest.mark.django_db
CODE = {"code": "7kq 4mp"}


@pytest.fixture
def place():
    """Somebody's place on a session that shows the code 7KQ4MP."""
    made = make_named(session=make_running_session())
    make_code(made.session)
    return made


def text(answer):
    return " ".join(answer.content.decode().split())


def test_visitor_is_asked_for_code_and_address(client):
    page = text(client.get("/checkin/"))

    assert ('name="code"' in page, 'name="email"' in page, "(optional)" in page) == (True, True, False)


def test_code_may_come_with_the_address_of_the_page_and_records_nothing(client, place):
    page = text(client.get("/checkin/?code=7KQ4MP"))

    assert 'value="7KQ4MP"' in page
    assert Stay.objects.count() == 0


def test_guest_checks_in_by_code_and_address(client, place):
    page = text(client.post("/checkin/", CODE | {"email": " Grace@Example.org "}))

    assert "You are checked in at" in page
    assert "It says that you were there. Your hours come from the meeting’s own report" in page
    assert Stay.objects.get().place == place


def test_page_names_nobody(client, place):
    page = text(client.post("/checkin/", CODE | {"email": "grace@example.org"}))

    assert ("Grace" in page, "grace@" in page) == (False, False)


def test_in_a_room_hours_come_from_the_door(client):
    place = make_named(session=make_running_session(**ROOM))
    make_code(place.session)

    assert "when you came in and went out at the door" in text(
        client.post("/checkin/", CODE | {"email": place.attendee_email})
    )


def test_second_time_says_so(client, place):
    first, again = (text(client.post("/checkin/", CODE | {"email": "grace@example.org"})) for _ in range(2))

    assert ("checked in already" in first, "checked in already" in again) == (False, True)
    assert Stay.objects.count() == 1


def test_time_is_by_the_session_s_clock(client):
    place = make_named(session=make_running_session(time_zone="Asia/Tokyo"))
    make_code(place.session)

    answer = client.post("/checkin/", CODE | {"email": place.attendee_email})

    local = Stay.objects.get().starts_at.astimezone(place.session.zone)
    assert f"checked in at {local.hour % 12 or 12}" in text(answer)


@pytest.mark.parametrize(
    ("way", "by"), [("account", "user:"), ("place link", "attendee"), ("booking link", "attendee")]
)
def test_people_who_are_known_type_the_code_alone(client, way, by):
    place = make_place(session=make_running_session())
    make_code(place.session)
    if way == "account":
        place.user = make_user(place.attendee_email)
        place.save()
        client.force_login(place.user)
    else:
        client.get(place_link(place) if way == "place link" else booking_link(place.booking))

    answer = client.post("/checkin/", CODE)

    assert "You are checked in at" in text(answer)
    stay = Stay.objects.get()
    assert (stay.place, stay.by.startswith(by), stay.note) == (place, True, "")


def test_booker_of_somebody_else_is_not_them(client, place):
    client.get(booking_link(place.booking))

    answer = client.post("/checkin/", CODE)

    assert (answer.status_code, Stay.objects.count()) == (422, 0)


def test_person_signed_in_may_have_booked_with_another_address(client, place):
    client.force_login(make_user())

    refused = client.post("/checkin/", CODE)
    done = client.post("/checkin/", CODE | {"email": "grace@example.org"})

    assert (refused.status_code, WRONG in text(refused), "Booked with another address?" in text(refused)) == (
        422,
        True,
        True,
    )
    assert "You are checked in at" in text(done)


def test_answers_do_not_tell_who_is_booked(client, place):
    tries = (
        CODE | {"email": "nobody@example.org"},
        {"code": "222222", "email": "grace@example.org"},
        {"code": "222222", "email": "nobody@example.org"},
    )

    pages = [client.post("/checkin/", typed) for typed in tries]

    assert [page.status_code for page in pages] == [422] * 3
    bare = {bare_of(page, typed) for page, typed in zip(pages, tries, strict=True)}
    assert (len(bare), WRONG in bare.pop()) == (1, True)


def bare_of(page, typed):
    """The words of a page without what was typed, and without the token that each form has of its own."""
    words = text(page).replace(typed["email"], "").replace(typed["code"], "")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"email": "grace@example.org"}, "Type the code that is on the screen."),
        ({"code": "7KQ4MP"}, "Enter the email address that your place is booked with."),
        ({"code": "7KQ4MP", "email": "grace at"}, "has no @"),
        ({"code": "7" * 21, "email": "grace@example.org"}, "The code has six letters and figures."),
        ({"code": "\x00", "email": "grace@example.org"}, "Null characters are not allowed"),
    ],
)
def test_mistakes_are_said_at_the_field(client, place, data, words):
    answer = client.post("/checkin/", data)

    assert (answer.status_code, words in text(answer), Stay.objects.count()) == (422, True, 0)


def test_one_address_may_not_be_tried_without_end(client, place, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"checkin_address": "2/h/key"}
    wrong = {"code": "222222", "email": "grace@example.org"}

    pages = [text(client.post("/checkin/", wrong)) for _ in range(3)]
    other = text(client.post("/checkin/", wrong | {"email": "ada@example.org"}))

    assert ["Too many tries with this address" in page for page in (*pages, other)] == [False, False, True, False]


def test_one_machine_may_not_try_without_end(client, place, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"checkin": "2/m/ip"}

    answers = [client.post("/checkin/", {"code": "222222", "email": f"p{n}@example.org"}) for n in range(3)]

    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert client.get("/checkin/").status_code == 200


def test_page_is_not_kept_by_caches(client):
    assert "no-store" in client.get("/checkin/")["Cache-Control"]
