"""Two looks at what is due in the same moment, and a change told by two hands: each message once."""

from datetime import timedelta

import pytest

from attendees.models import OutboxMessage
from attendees.services.changes import tell_of_change
from attendees.services.reminding import send_reminders
from tests.factories import make_place, make_session
from tests.factories_telling import make_early_place
from tests.races.together import run_together
from workshops.models import Session

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_two_looks_in_one_moment_write_each_reminder_once():
    session = make_session(starts_in=timedelta(hours=20))
    places = [make_early_place(session=session) for _ in range(3)]

    outcomes = run_together(*[send_reminders] * 4)

    assert [type(outcome) for outcome in outcomes] == [int] * 4
    assert sorted(OutboxMessage.objects.values_list("to", flat=True)) == sorted(
        place.attendee_email for place in places
    )


def test_change_told_by_several_hands_is_told_once():
    place = make_place()
    before = Session.objects.select_related("workshop").get(pk=place.session_id)
    Session.objects.filter(pk=before.pk).update(platform="Teams", sequence=1)

    outcomes = run_together(*[lambda: tell_of_change(session_id=before.pk, before=before, by="user:1")] * 4)

    assert sorted(outcomes) == [0, 0, 0, 1]
    assert OutboxMessage.objects.count() == 1
