"""A session is changed twice at the same moment, and those who come hear of it once."""

from functools import partial

import pytest

from attendees.models import OutboxMessage
from tests.factories import make_booking, make_session
from tests.races.together import FEW, kinds, run_together
from tests.workshops.admin.clients import form_data, organiser_client

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_change_that_is_saved_twice_at_once_is_told_once():
    sessions = [make_session() for _ in range(FEW)]
    for session in sessions:
        make_booking(session=session)

    client = organiser_client()
    outcomes = [run_together(*_saved_twice(client, session)) for session in sessions]

    assert [kinds(two) for two in outcomes] == [{"HttpResponseRedirect": 2}] * FEW
    assert OutboxMessage.objects.filter(kind="session_changed").count() == FEW


def _saved_twice(client, session):
    """Two tabs in which the same change was shown, about to be sent."""
    page = f"/admin/workshops/session/{session.pk}/change/"
    data = form_data(client, page) | {"platform": "Teams"}
    told_of = client.post(page, data).context["adminform"].form["told_of"].value()
    return [partial(client.post, page, data | {"told_of": told_of})] * 2
