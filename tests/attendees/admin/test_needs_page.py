"""Who reads what people need: those with the permission, on the session's page and on the place's."""

import pytest

from attendees.enums import BookingState
from attendees.models import AccessNeed
from attendees.services.access_needs import state_need
from tests.factories import make_place, make_session
from tests.workshops.admin.clients import organiser_client, queries_of, staff_client

pytestmark = pytest.mark.django_db
READS = ["workshops.view_session", "attendees.view_place", "attendees.view_accessneed"]
# Somebody who may do a great deal with people and attendance, but not this.
OTHERS = [*READS[:2], "attendees.change_attendance", "attendees.change_booking", "attendees.change_place"]


@pytest.fixture
def place():
    made = make_place(name="Ada Lovelace")
    state_need(place_id=made.pk, text="Captions, and no nuts.", consents=True)
    return made


def path_of(session):
    return f"/admin/workshops/session/{session.pk}/needs/"


def test_needs_stand_by_name(place):
    page = organiser_client().get(path_of(place.session)).content.decode()

    assert ("Ada Lovelace" in page, "Captions, and no nuts." in page) == (True, True)


def test_needs_of_other_sessions_and_of_places_given_back_are_not_there(place):
    other = make_session()
    gone = make_place(session=other, state=BookingState.CANCELLED)
    AccessNeed.objects.create(place=gone, text="A ramp.", consented_at=gone.created_at)

    page = organiser_client().get(path_of(other)).content.decode()

    assert ("Captions" in page, "A ramp." in page) == (False, False)
    assert "Nobody has said that they need anything." in page


@pytest.mark.parametrize(("permissions", "status", "shown"), [(READS, 200, True), (OTHERS, 403, False)])
def test_only_people_with_the_permission_read_them(place, permissions, status, shown):
    client = staff_client(*permissions)

    assert client.get(path_of(place.session)).status_code == status
    page = client.get(f"/admin/attendees/place/{place.pk}/change/").content.decode()
    assert ("Ada Lovelace" in page, "Captions" in page) == (True, shown)


def test_place_without_a_need_says_nothing_of_it():
    place = make_place()

    assert (
        "What would help them"
        not in organiser_client().get(f"/admin/attendees/place/{place.pk}/change/").content.decode()
    )


def test_queries_do_not_grow_with_the_needs(place):
    client = organiser_client()
    few = queries_of(client, path_of(place.session))
    for _ in range(3):
        state_need(place_id=make_place(session=place.session).pk, text="A ramp.", consents=True)

    assert queries_of(client, path_of(place.session)) == few
