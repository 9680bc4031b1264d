"""Notices: published and withdrawn by actions."""

import pytest

from tests.workshops.admin.clients import act, form_data, organiser_client, send, staff_client
from workshops.enums import NoticeState
from workshops.models import Notice

pytestmark = pytest.mark.django_db
LIST = "/admin/workshops/notice/"


def notice(**fields):
    return Notice.objects.create(**{"title": "Survey", "body": "Tell us."} | fields)


def test_publish_action_publishes_drafts_and_refuses_what_is_published():
    fresh, shown = notice(), notice(title="Conference", state=NoticeState.PUBLISHED)

    told = act(organiser_client(), LIST, "publish", fresh, shown)

    assert sorted(told) == ["Published: Survey.", "This notice is published, so it cannot become published."]


def test_withdraw_action_withdraws():
    row = notice(state=NoticeState.PUBLISHED)

    assert act(organiser_client(), LIST, "withdraw", row) == ["Withdrawn: Survey."]


@pytest.mark.parametrize(
    ("before", "step", "after"),
    [("draft", "publish", "published"), ("published", "withdraw", "withdrawn"), ("draft", "withdraw", "draft")],
)
def test_step_follows_the_table_of_moves(before, step, after):
    row = notice(state=before)

    send(organiser_client(), f"{LIST}{row.pk}/{step}/")

    row.refresh_from_db()
    assert row.state == after


def test_step_without_permission_is_forbidden():
    row = notice()

    assert staff_client("workshops.view_notice").post(f"{LIST}{row.pk}/publish/").status_code == 403


def test_state_sent_with_the_form_changes_nothing():
    row, client = notice(), organiser_client()
    path = f"{LIST}{row.pk}/change/"

    client.post(path, form_data(client, path, state="published"))

    row.refresh_from_db()
    assert row.state == NoticeState.DRAFT


def test_window_that_ends_before_it_begins_is_refused():
    row, client = notice(), organiser_client()
    path = f"{LIST}{row.pk}/change/"
    times = {
        "shown_from_0": "02/01/2027",
        "shown_from_1": "10:00",
        "shown_until_0": "01/01/2027",
        "shown_until_1": "10:00",
    }

    response = client.post(path, form_data(client, path, **times))

    assert response.context["adminform"].form.non_field_errors() == ["A notice ends after it begins."]
