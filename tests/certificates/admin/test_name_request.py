"""Organisers decide about names that are more than a slip."""

import pytest

from attendees.models import OutboxMessage
from certificates.enums import NameRequestState
from certificates.models import Certificate
from certificates.services.name_requests import request_name
from tests.certificates.admin.pages import make_certificate
from tests.workshops.admin.clients import organiser_client, send, staff_client

pytestmark = pytest.mark.django_db
LIST = "/admin/certificates/namerequest/"


@pytest.fixture
def asked():
    return request_name(certificate_id=make_certificate().pk, name="Priya Shah", note="I married.")


def step(asked, name):
    return f"{LIST}{asked.pk}/{name}/"


def test_approve_step_issues_the_next_version(asked):
    told = send(organiser_client(), step(asked, "approve"), reason="Marriage certificate seen.")

    assert told == [f"Approved: {asked}."]
    assert Certificate.objects.get(version=2).snapshot["name"] == "Priya Shah"


def test_decline_step_tells_the_person(asked):
    told = send(organiser_client(), step(asked, "decline"), reason="Send us a paper that shows both names.")

    asked.refresh_from_db()
    assert (told, asked.state) == ([f"Declined: {asked}."], NameRequestState.DECLINED)
    assert OutboxMessage.objects.filter(kind="name_declined").count() == 1


@pytest.mark.parametrize("name", ["approve", "decline"])
def test_step_without_a_reason_changes_nothing(asked, name):
    organiser_client().post(step(asked, name), {"reason": " "})

    asked.refresh_from_db()
    assert asked.state == NameRequestState.OPEN


@pytest.mark.parametrize("name", ["approve", "decline"])
def test_step_is_forbidden_without_permission(asked, name):
    answer = staff_client("certificates.view_namerequest").post(step(asked, name), {"reason": "So."})

    asked.refresh_from_db()
    assert (answer.status_code, asked.state) == (403, NameRequestState.OPEN)


def test_decided_request_has_no_steps(asked):
    client = organiser_client()
    send(client, step(asked, "decline"), reason="No.")

    page = client.get(step(asked, "change")).content.decode()

    assert (step(asked, "approve") in page, step(asked, "decline") in page) == (False, False)
