"""Waiting lists: looked at, and people taken off."""

import pytest
from django.utils import timezone

from attendees.models import WaitingListEntry
from tests.factories import make_session
from tests.workshops.admin.clients import act, organiser_client, send, staff_client

pytestmark = pytest.mark.django_db
LIST = "/admin/attendees/waitinglistentry/"


def entry(**fields):
    session = make_session(waiting_count=1)
    return WaitingListEntry.objects.create(
        **{"session": session, "name": "Wanda", "email": "wanda@example.org"} | fields
    )


def test_remove_action_removes_those_who_wait_and_refuses_those_who_left():
    waits, left = entry(), entry(name="Leo", left_at=timezone.now())

    told = act(organiser_client(), LIST, "remove", waits, left)

    assert sorted(told) == ["Removed: Wanda.", "This person had left the waiting list already."]


def test_remove_step_counts_one_fewer():
    row = entry()

    send(organiser_client(), f"{LIST}{row.pk}/remove/")

    row.refresh_from_db()
    row.session.refresh_from_db()
    assert (row.left_at is not None, row.session.waiting_count) == (True, 0)


def test_remove_step_looked_at_changes_nothing():
    row = entry()

    organiser_client().get(f"{LIST}{row.pk}/remove/")

    row.refresh_from_db()
    assert row.left_at is None


def test_remove_step_without_permission_is_forbidden():
    row = entry()

    response = staff_client("attendees.view_waitinglistentry").post(f"{LIST}{row.pk}/remove/")

    assert response.status_code == 403


@pytest.mark.parametrize(("value", "names"), [("yes", ["Wanda"]), ("no", ["Leo"]), ("", ["Wanda", "Leo"])])
def test_filter_tells_those_who_wait_from_those_who_left(value, names):
    entry()
    entry(name="Leo", left_at=timezone.now())

    found = organiser_client().get(LIST, {"waiting": value} if value else {}).context["cl"].result_list

    assert [row.name for row in found] == names
