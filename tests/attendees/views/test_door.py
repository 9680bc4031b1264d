"""Where the QR code of a place leads, for whoever scans it; and where the place shows it."""

import pytest
import zxingcpp

from attendees.door_tokens import door_link, door_token
from attendees.models import Stay
from tests.attendees.visitors import enter
from tests.factories import make_past_session, make_session
from tests.factories_places import make_named
from tests.factories_presence import ROOM, make_running_session
from tests.workshops.admin.clients import staff_client
from tests.workshops.foundation.test_qr import painted

pytestmark = pytest.mark.django_db
PERMISSIONS = ("attendees.change_attendance", "workshops.view_session")


@pytest.fixture
def place():
    return make_named(session=make_running_session(**ROOM))


def path_of(place):
    return f"/door/{door_token(place)}/"


def test_organiser_goes_on_to_the_door_with_this_person_found(place):
    client = staff_client(*PERMISSIONS)

    answer = client.get(path_of(place), follow=True)

    expected = f"/admin/workshops/session/{place.session_id}/door/?q={door_token(place)}"
    assert answer.redirect_chain == [(expected, 302)]
    assert [row.place for row in answer.context["found"]] == [place]


def test_organiser_without_the_permission_is_like_anybody():
    place = make_named(session=make_running_session(**ROOM))

    assert "This code is for the door" in staff_client().get(path_of(place)).content.decode()


@pytest.mark.parametrize("kind", ["owner", "owner_by_link", "attendee", "attendee_by_link"])
def test_those_of_the_place_come_to_its_page(client, kind, place):
    enter(client, kind, place)

    assert client.get(path_of(place))["Location"] == place.get_absolute_url()


@pytest.mark.parametrize("kind", ["other_attendee", "invited", "anonymous"])
def test_anybody_else_reads_one_sentence_whatever_the_token(client, kind, place):
    enter(client, kind, place)

    shown, made_up = client.get(path_of(place)), client.get("/door/ZZZZ-ZZZZ-0123456789abcdef/")

    assert (shown.status_code, made_up.status_code) == (200, 200)
    assert "This code is for the door" in shown.content.decode()
    assert "Grace" not in shown.content.decode()


def test_scanning_alone_records_nothing(place):
    staff_client(*PERMISSIONS).get(path_of(place), follow=True)

    assert Stay.objects.count() == 0


def test_place_in_a_room_shows_the_code_to_its_attendee(client, place):
    enter(client, "attendee_by_link", place)

    answer = client.get(place.get_absolute_url())

    side, path = answer.context["door_qr"]
    assert [code.text for code in zxingcpp.read_barcodes(painted(side, path))] == [door_link(place)]
    assert f'aria-label="Code for the door, of place {place.code}"' in answer.content.decode()


@pytest.mark.parametrize("kind", ["owner_by_link", "organiser"])
def test_nobody_else_sees_the_code(client, kind, place):
    enter(client, kind, place)

    answer = client.get(place.get_absolute_url())

    assert (answer.context["door_qr"], "<svg" in answer.content.decode()) == (None, False)


@pytest.mark.parametrize("session", [{}, ROOM], ids=["online", "past"])
def test_no_code_online_and_none_afterwards(client, session):
    place = make_named(session=make_past_session(**session) if session else make_session())
    enter(client, "attendee_by_link", place)

    assert client.get(place.get_absolute_url()).context["door_qr"] is None
