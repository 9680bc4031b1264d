"""The door of a session: finding people, scanning them in and out, taking back."""

import pytest

from attendees.door_tokens import door_link, door_token
from attendees.enums import BookingState
from attendees.models import Stay
from tests.factories import make_place, make_session
from tests.factories_places import make_group
from tests.factories_presence import ROOM, make_running_session
from tests.workshops.admin.clients import organiser_client, queries_of, said, staff_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_running_session(**ROOM)


@pytest.fixture
def organiser():
    return organiser_client()


def path_of(session):
    return f"/admin/workshops/session/{session.pk}/door/"


def found(organiser, session, words=""):
    answer = organiser.get(path_of(session), {"q": words})
    return [str(row.place) for row in answer.context["found"]]


def press(organiser, session, **data):
    return said(organiser.post(path_of(session), data, follow=True))


def test_without_words_everybody_is_there_by_name(organiser, session):
    for name in ("Zoë Quinn", "Ada Lovelace"):
        make_place(session=session, name=name)
    make_place(session=session, name="Not Paid", state=BookingState.HELD)
    make_place(name="Elsewhere")

    assert found(organiser, session) == ["Ada Lovelace", "Zoë Quinn"]


def test_people_are_found_by_name_booking_place_and_qr_code(organiser, session):
    ada, zoe = make_place(session=session, name="Ada Lovelace"), make_place(session=session, name="Zoë Quinn")

    for words in ("lovelace", ada.booking.reference.lower(), ada.code, door_token(ada), door_link(ada)):
        assert found(organiser, session, words) == ["Ada Lovelace"], words
    assert found(organiser, session, zoe.attendee_email) == ["Zoë Quinn"]
    assert found(organiser, session, "nobody\x00") == []


def test_place_without_a_name_leads_to_naming(organiser, session):
    place = make_group(session=session, places=1).places.get()

    page = organiser.get(path_of(session), {"q": place.booking.reference}).content.decode()

    assert ("booked by Edith Employer" in page, 'value="arrived"' in page) == (True, False)
    assert f'href="/admin/attendees/place/{place.pk}/name/"' in page


def test_what_a_scanner_typed_does_not_stay_in_the_field(organiser, session):
    token = door_token(make_place(session=session))

    by_code, by_name = (organiser.get(path_of(session), {"q": words}) for words in (token, "Priya"))

    assert (by_code.context["typed"], by_name.context["typed"]) == ("", "Priya")
    assert "lectern-one" in by_code.content.decode()


def test_qr_code_of_another_session_finds_nobody(organiser, session):
    make_place(session=session)

    assert found(organiser, session, door_token(make_place(session=make_session(**ROOM)))) == []


def test_arrival_and_leaving_are_written_down(organiser, session):
    place = make_place(session=session, name="Ada Lovelace")

    [arrived] = press(organiser, session, place=place.pk, do="arrived")
    [left] = press(organiser, session, place=place.pk, do="left")

    assert (arrived.startswith("Ada Lovelace arrived at "), left.startswith("Ada Lovelace left at ")) == (True, True)
    stay = Stay.objects.get()
    assert (stay.source, stay.ends_at is not None, stay.by.startswith("user:")) == ("scan", True, True)


def test_refusal_is_said(organiser, session):
    place = make_place(session=session, name="Ada Lovelace")

    assert press(organiser, session, place=place.pk, do="left") == [
        "Ada Lovelace was not scanned in today. Record by hand when they came."
    ]


def test_scan_is_taken_back(organiser, session):
    place = make_place(session=session, name="Ada Lovelace")
    press(organiser, session, place=place.pk, do="arrived")

    assert press(organiser, session, undo=Stay.objects.get().pk) == ["Taken back: the latest scan of Ada Lovelace."]
    assert Stay.objects.count() == 0


@pytest.mark.parametrize("data", [{}, {"place": "x"}, {"place": "9" * 30}, {"undo": ""}, {"undo": "²"}])
def test_made_up_rows_are_not_found(organiser, session, data):
    assert organiser.post(path_of(session), data).status_code == 404


def test_places_and_scans_of_other_sessions_are_out_of_reach(organiser, session):
    other = make_place(session=make_running_session(**ROOM))
    press(organiser, other.session, place=other.pk, do="arrived")

    for data in ({"place": other.pk, "do": "left"}, {"undo": Stay.objects.get().pk}):
        assert organiser.post(path_of(session), data).status_code == 404
    assert Stay.objects.get().ends_at is None


def test_page_counts_who_came_and_who_is_inside(organiser, session):
    first, second = make_place(session=session), make_place(session=session)
    make_place(session=session)
    for place in (first, second):
        press(organiser, session, place=place.pk, do="arrived")
    press(organiser, session, place=second.pk, do="left")

    page = " ".join(organiser.get(path_of(session)).content.decode().split())

    assert "2 of 3 came</strong>, 1 is inside." in page


@pytest.mark.parametrize(
    ("permissions", "status"),
    [(["workshops.view_session", "attendees.change_attendance"], 200), (["workshops.view_session"], 403)],
)
def test_permission_is_asked_for(organiser, session, permissions, status):
    client = staff_client(*permissions)
    place = make_place(session=session)

    assert client.get(path_of(session)).status_code == status
    client.post(path_of(session), {"place": place.pk, "do": "arrived"})
    assert Stay.objects.count() == (1 if status == 200 else 0)


def test_queries_do_not_grow_with_the_people(organiser, session):
    press(organiser, session, place=make_place(session=session).pk, do="arrived")
    few = queries_of(organiser, path_of(session))

    for _ in range(3):
        press(organiser, session, place=make_place(session=session).pk, do="arrived")

    assert queries_of(organiser, path_of(session)) == few
