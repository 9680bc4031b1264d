"""The list of a session's attendance reports, who may see it, and taking in another."""

import pytest

from attendees.enums import FileState
from attendees.models import AttendanceFile, Stay
from attendees.services.applying import apply_file
from attendees.services.evidence_files import discard_file
from tests.attendees.admin.pages import texts
from tests.attendees.admin.report_pages import page, upload
from tests.factories_evidence import joined, keep, make_day, make_seat, zoom
from tests.workshops.admin.clients import (
    attendee_client,
    organiser_client,
    said,
    staff_client,
)

pytestmark = pytest.mark.django_db
PERMISSIONS = ("attendees.change_attendance", "workshops.view_session")


def test_day_of_a_session_leads_to_its_reports():
    session = make_day()
    client = staff_client(*PERMISSIONS)

    shown = client.get(f"/admin/workshops/session/{session.pk}/day/").content.decode()

    assert f'href="{page(session)}"' in shown
    assert client.get(page(session)).status_code == 200


@pytest.mark.parametrize("permissions", [(), ("workshops.view_session",), ("workshops.change_session",)])
def test_reports_are_for_those_who_may_say_who_attended(permissions):
    session = make_day()
    file = keep(session)
    client = staff_client(*permissions)

    for address in (page(session), page(session, file), f"{page(session, file, 'person/')}?key=priya@example.org"):
        assert client.get(address).status_code == 403, address
        assert client.post(address, {"do": "apply"}).status_code == 403, address
    assert AttendanceFile.objects.get().state == FileState.READ


def test_visitors_are_sent_to_sign_in():
    session = make_day()

    for address in (page(session), page(session, keep(session))):
        assert attendee_client().get(address).status_code == 302


def test_upload_leads_to_the_plan_and_changes_nothing():
    session = make_day()
    make_seat(session)

    response = organiser_client().post(page(session), {"file": upload(zoom(joined("Priya Nair")))}, follow=True)

    file = AttendanceFile.objects.get()
    assert response.redirect_chain == [(page(session, file), 302)]
    assert "Apply: 1 stay for 1 person" in texts(response, "button")
    assert Stay.objects.count() == 0


def test_pasted_list_is_read():
    session = make_day()

    organiser_client().post(page(session), {"text": "Priya Nair <priya@example.org>"})

    assert AttendanceFile.objects.get().label == "List of addresses"


def test_the_same_file_again_is_said_to_be_there():
    session = make_day()
    client = organiser_client()
    keep(session)

    response = client.post(
        page(session), {"file": upload(zoom(joined("Priya Nair", "priya@example.org")))}, follow=True
    )

    assert said(response) == [
        "This file was uploaded for this session before. Here it is as it was: nothing was changed."
    ]


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        (dict, "file", "Choose a file, or paste a list."),
        (lambda: {"file": upload(b"Name"), "text": "x"}, "text", "Choose a file or paste a list, one of the two."),
        (lambda: {"file": upload(b"%PDF-1.7")}, "file", "This looks like a PDF."),
        (lambda: {"text": "Nothing to read"}, "text", "Nothing in the file looks like a table"),
        (
            lambda: {"file": upload(b"x" * 5_000_001)},
            "file",
            "The file is 5.1 MB, and 5 MB is the most that can be read.",
        ),
    ],
)
def test_upload_that_is_refused_says_why_at_the_field(data, field, sentence):
    response = organiser_client().post(page(make_day()), data())

    [error] = response.context["form"].errors[field]
    assert error.startswith(sentence)
    assert AttendanceFile.objects.count() == 0


def test_files_are_listed_with_their_state():
    session = make_day()
    make_seat(session)
    apply_file(file_id=keep(session).pk, by="user:1")
    discard_file(file_id=keep(session, zoom(joined("Bex"))).pk, by="user:1")

    response = organiser_client().get(page(session))

    assert [text.split(",")[0].split(" Contents")[0] for text in texts(response, "td")[1::3]] == [
        "Discarded",
        "Applied",
    ]


def test_report_of_another_session_is_not_found():
    session = make_day()
    file = keep(make_day())

    client = organiser_client()

    assert client.get(page(session, file)).status_code == 404
    assert client.post(page(session, keep(session)), {"do": "fly"}).status_code == 404
