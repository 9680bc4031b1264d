"""Changing a session that people have booked: they are shown first, and told unless the organiser says no."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from attendees.admin.session_changes import LOOK
from attendees.models import OutboxMessage
from tests.factories import make_booking, make_past_session, make_session
from tests.workshops.admin.clients import form_data, organiser_client, said
from workshops.enums import SessionState

pytestmark = pytest.mark.django_db
UNTOLD = "Nobody has been told of this change yet: 1 person holds a place on this session."


def page(session):
    return f"/admin/workshops/session/{session.pk}/change/"


def booked(**fields):
    """A session on a winter morning with one person on it."""
    session = make_session(starts_at=datetime(2099, 1, 16, 10, tzinfo=UTC), **fields)
    make_booking(session=session)
    return session


def save(session, client=None, **changes):
    client = client or organiser_client()
    return client.post(page(session), form_data(client, page(session)) | changes, follow=True)


def save_twice(session, **changes):
    """As someone does who is shown what will be told, and saves again."""
    client = organiser_client()
    asked = save(session, client, **changes)
    sent = {name: value for name, value in _values(asked).items() if value is not None}
    return client.post(page(session), form_data(client, page(session)) | changes | sent, follow=True)


def _values(response):
    form = response.context["adminform"].form
    return {name: form[name].value() for name in ("tell", "told_of", "tell_note")}


def asked(response):
    return response.context["adminform"].form.errors.get("tell", [])


def messages():
    return OutboxMessage.objects.filter(kind="session_changed")


def test_first_saving_changes_nothing_and_shows_what_people_will_read():
    session = booked()

    response = save(session, platform="Teams")

    session.refresh_from_db()
    assert asked(response) == [
        "Nothing is saved yet. 1 person is told of this by email:",
        "Where: was Online, by Zoom, is now Online, by Teams",
        "Save again to send it, or choose “Tell nobody” first.",
    ]
    assert (session.platform, session.sequence, messages().count(), said(response)) == ("Zoom", 0, 0, [LOOK])


def test_question_is_not_called_an_error_and_a_mistake_beside_it_is():
    session = booked()
    client = organiser_client()

    alone, beside = (save(session, client, platform="Teams", **more) for more in ({}, {"parts-TOTAL_FORMS": "x"}))

    assert ["correct the error" in response.content.decode() for response in (alone, beside)] == [False, True]


def test_second_saving_changes_the_session_and_tells_everyone():
    session = booked()

    told = said(save_twice(session, platform="Teams", tell_note="Zoom is down."))

    session.refresh_from_db()
    assert (session.platform, session.sequence) == ("Teams", 1)
    assert told[0] == "1 person is told of the change by email."
    assert ["Zoom is down." in message.text for message in messages()] == [True]


def test_what_was_shown_must_be_what_is_saved():
    session = booked()
    client = organiser_client()
    shown = _values(save(session, client, platform="Teams"))

    response = save(session, client, **shown | {"platform": "Meet"})

    assert asked(response)[1] == "Where: was Online, by Zoom, is now Online, by Meet"
    assert messages().count() == 0


def test_organiser_may_tell_nobody_and_is_told_so():
    session = booked()

    told = said(save(session, platform="Teams", tell="quiet"))

    session.refresh_from_db()
    assert (told[0], session.platform, session.sequence, messages().count()) == (UNTOLD, "Teams", 1, 0)


@pytest.mark.parametrize(
    "changes", [{"capacity": 30}, {"cpd_minutes": 300}, {"reminds_day": ""}, {"meeting_number": "812 3456 7890"}]
)
def test_change_that_is_no_business_of_theirs_is_saved_at_once(changes):
    session = booked()

    told = said(save(session, **changes))

    assert (len(told), messages().count()) == (1, 0)


@pytest.mark.parametrize("fields", [{"state": SessionState.DRAFT}, {"state": SessionState.CANCELLED}])
def test_session_that_does_not_take_place_is_changed_without_a_word(fields):
    session = booked(**fields)

    response = save(session, platform="Teams")

    session.refresh_from_db()
    assert (session.platform, messages().count()) == ("Teams", 0)
    assert response.redirect_chain != []


def test_session_that_is_over_is_put_right_without_a_word():
    session = make_past_session()
    make_booking(session=session)

    told = said(save(session, platform="Teams"))

    assert (len(told), messages().count()) == (1, 0)


def test_lines_that_only_end_otherwise_are_no_change():
    session = booked(directions="From the station, left.\nThen right.")

    told = said(save(session, directions="From the station, left.\r\nThen right."))

    session.refresh_from_db()
    assert (len(told), session.sequence, session.directions) == (1, 0, "From the station, left.\nThen right.")


def test_session_nobody_booked_is_changed_at_once():
    session = make_session()

    assert (len(said(save(session, platform="Teams"))), messages().count()) == (1, 0)


@pytest.mark.parametrize(("make", "is_asked"), [(booked, True), (make_session, False), (make_past_session, False)])
def test_telling_is_part_of_the_form_where_people_count_on_the_session(make, is_asked):
    shown = organiser_client().get(page(make())).context["adminform"].fieldsets

    assert ("If something changes" in [name for name, _ in shown]) is is_asked


def test_session_moved_to_another_day_tells_the_new_one():
    session = booked()
    later = {
        f"{name}_{number}": value
        for name, moment in (("starts_at", session.starts_at), ("ends_at", session.ends_at))
        for number, value in enumerate(
            timezone.localtime(moment + timedelta(days=7)).strftime("%d/%m/%Y %H:%M:%S").split()
        )
    }

    save_twice(session, **later)

    assert messages().get().subject.startswith("Another date: Workshop")
    assert messages().get().subject.endswith(", Friday 23 January 2099")


RULES = {
    (80, ""): {},
    ("", 300): {},
    (80, 300): {"attendance_minutes": ["The rule is either a share or a number of minutes: empty one of the two."]},
    ("", ""): {"attendance_minutes": ["The rule needs a share or a number of minutes."]},
    (0, ""): {"attendance_percent": ["Enter a share between 1 and 100 percent."]},
    (101, ""): {"attendance_percent": ["Enter a share between 1 and 100 percent."]},
    ("", 0): {"attendance_minutes": ["Enter a minute at the least, or leave this empty."]},
}


@pytest.mark.parametrize(("rule", "errors"), RULES.items())
def test_rule_is_a_share_or_minutes_and_errors_stand_at_the_field(rule, errors):
    session = make_session()
    client = organiser_client()
    filled = form_data(client, page(session)) | {"attendance_percent": rule[0], "attendance_minutes": rule[1]}

    response = client.post(page(session), filled)

    assert (response.status_code, (response.context and response.context["adminform"].form.errors) or {}) == (
        200 if errors else 302,
        errors,
    )
