"""The code of a session on a screen: opened, renewed, closed, and by whom."""

from datetime import timedelta

import pytest
import zxingcpp

from attendees.models import CheckIn
from attendees.services.checking_in import open_code
from tests.factories import make_session
from tests.factories_presence import make_code, make_running_session
from tests.workshops.admin.clients import attendee_client, organiser_client, staff_client
from tests.workshops.foundation.test_qr import painted

pytestmark = pytest.mark.django_db


def path_of(session):
    return f"/admin/workshops/session/{session.pk}/code/"


def text(answer):
    return " ".join(answer.content.decode().split())


def test_page_without_a_code_offers_one_and_makes_none():
    session = make_running_session()

    page = text(organiser_client().get(path_of(session)))

    assert ("No code is open" in page, "Open a code" in page) == (True, True)
    assert CheckIn.objects.count() == 0


def test_organiser_opens_a_code_and_sees_it_large():
    session = make_running_session()

    answer = organiser_client().post(path_of(session), {"minutes": "10", "do": "open"}, follow=True)

    code = open_code(session)
    assert f"<span>{code.code[:3]}</span> <span>{code.code[3:]}</span>" in text(answer)
    assert "testserver/checkin/" in text(answer)
    assert code.closes_at - code.opens_at == timedelta(minutes=10)
    assert code.made_by.startswith("user:")


def test_qr_code_leads_to_the_page_with_the_code_typed():
    session = make_running_session()
    make_code(session)

    answer = organiser_client().get(path_of(session))

    codes = [code.text for code in zxingcpp.read_barcodes(painted(*answer.context["qr"]))]
    assert codes == ["http://testserver/checkin/?code=7KQ4MP"]


def test_new_code_takes_the_place_of_the_old():
    session = make_running_session()
    make_code(session)

    page = text(organiser_client().post(path_of(session), {"minutes": "5", "do": "open"}, follow=True))

    assert ("7KQ" in page, CheckIn.objects.count()) == (False, 1)


def test_code_is_closed():
    session = make_running_session()
    make_code(session)

    assert "No code is open" in text(organiser_client().post(path_of(session), {"do": "close"}, follow=True))


def test_refusal_is_said():
    session = make_session()

    page = text(organiser_client().post(path_of(session), {"minutes": "5", "do": "open"}, follow=True))

    assert "The session has not begun. Open the code once it has." in page


@pytest.mark.parametrize("minutes", ["", "7", "-5", "x"])
def test_made_up_minutes_open_nothing(minutes):
    session = make_running_session()

    assert organiser_client().post(path_of(session), {"minutes": minutes, "do": "open"}).status_code == 200
    assert CheckIn.objects.count() == 0


@pytest.mark.parametrize(
    ("permissions", "status"),
    [(["workshops.view_session", "attendees.change_attendance"], 200), (["workshops.view_session"], 403)],
)
def test_permission_is_asked_for(permissions, status):
    session = make_running_session()
    client = staff_client(*permissions)

    assert client.get(path_of(session)).status_code == status
    client.post(path_of(session), {"minutes": "5", "do": "open"})
    assert CheckIn.objects.count() == (1 if status == 200 else 0)


def test_attendees_do_not_see_it():
    session = make_running_session()
    make_code(session)

    assert "7KQ" not in attendee_client().get(path_of(session), follow=True).content.decode()
