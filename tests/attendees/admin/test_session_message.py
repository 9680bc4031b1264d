"""Writing to people on a session: choosing, looking, sending once; and who may."""

import pytest
from django.contrib.admin.models import LogEntry

from attendees.admin.session_message import RAW_LINK, THEIR_LINK
from attendees.models import OutboxMessage
from tests.factories import make_place, make_session
from tests.factories_places import make_group
from tests.workshops.admin.clients import attendee_client, organiser_client, queries_of, said, staff_client

pytestmark = pytest.mark.django_db
WORDS = {"group": "everyone", "subject": "The way", "text": "Use the side door."}


def page(session):
    return f"/admin/workshops/session/{session.pk}/message/"


def sending(client, session):
    return str(client.get(page(session)).context["form"]["sending"].value())


def post(client, session, button, **changes):
    filled = WORDS | {"sending": sending(client, session)} | changes
    return client.post(page(session), filled | {button: ""}, follow=True)


def messages():
    return OutboxMessage.objects.filter(kind="organiser_message")


def test_groups_are_offered_with_their_numbers():
    session = make_session()
    make_place(session=session)
    make_group(session=session, places=2)

    form = organiser_client().get(page(session)).context["form"]

    assert [label for _, label in form["group"].field.choices] == [
        "Everyone with a place (2)",
        "Those who have not been seen yet (1)",
        "Bookers of places without a name (1)",
        "Those on the waiting list (0)",
    ]


@pytest.mark.parametrize(("asked", "chosen"), [("absent", "absent"), ("nonsense", "everyone"), ("", "everyone")])
def test_group_may_be_asked_for_in_the_address(asked, chosen):
    form = organiser_client().get(f"{page(make_session())}?group={asked}").context["form"]

    assert form["group"].value() == chosen


def test_look_shows_number_and_text_and_sends_nothing():
    place = make_place(name="Grace Hopper")

    response = post(organiser_client(), place.session, "preview")

    preview = response.context["preview"]
    assert (preview["number"], preview["first"].name, preview["warning"]) == (1, "Grace Hopper", "")
    assert preview["text"].startswith("Dear Grace Hopper,\n\nUse the side door.")
    assert f"Your place:\n{THEIR_LINK}" in preview["text"]
    assert (messages().count(), response.content.decode().count("Send to 1 person")) == (0, 1)


def test_meeting_s_own_link_in_the_text_is_warned_of():
    place = make_place()

    response = post(organiser_client(), place.session, "preview", text=f"Join at {place.session.joining_url}")

    assert response.context["preview"]["warning"] == RAW_LINK


def test_sending_tells_how_many_and_is_kept_in_the_history():
    session = make_session()
    for _ in range(2):
        make_place(session=session)

    told = said(post(organiser_client(), session, "send"))

    assert told == ["“The way” goes to 2 people now."]
    assert messages().count() == 2
    assert LogEntry.objects.get().change_message == "Wrote to 2 people: “The way”."


def test_button_pressed_twice_sends_once():
    place, client = make_place(), organiser_client()
    key = sending(client, place.session)

    told = [said(post(client, place.session, "send", sending=key)) for _ in range(2)]

    assert told[1] == ["This message was sent already, so nobody gets it twice."]
    assert messages().count() == 1


def test_change_goes_back_to_the_form_with_what_was_typed():
    place = make_place()

    response = post(organiser_client(), place.session, "change")

    assert (response.context["preview"], response.context["form"]["text"].value()) == (None, "Use the side door.")
    assert messages().count() == 0


@pytest.mark.parametrize("button", ["preview", "send"])
@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"group": "waiting"}, {"group": ["Nobody is in this group at present."]}),
        ({"group": "nonsense"}, {"group": ["Choose who gets it."]}),
        ({"subject": " "}, {"subject": ["This field is required."]}),
        ({"text": ""}, {"text": ["This field is required."]}),
        ({"sending": "x"}, {"sending": ["Enter a valid UUID."]}),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_sent(button, changes, errors):
    place = make_place()

    response = post(organiser_client(), place.session, button, **changes)

    assert (response.context["form"].errors, messages().count()) == (errors, 0)


@pytest.mark.parametrize(
    ("permissions", "status"),
    [
        (["workshops.view_session", "attendees.change_booking"], 200),
        (["workshops.view_session", "workshops.change_session"], 403),
        (["attendees.change_booking"], 403),
    ],
)
def test_writing_needs_the_permission_for_bookings(permissions, status):
    assert staff_client(*permissions).get(page(make_session())).status_code == status


def test_attendee_is_sent_away():
    assert attendee_client().get(page(make_session())).status_code == 302


def test_page_takes_as_many_queries_for_many_people():
    session, client = make_session(), organiser_client()
    make_place(session=session)
    queries_of(client, page(session))
    before = queries_of(client, page(session))
    for _ in range(4):
        make_place(session=session)

    assert queries_of(client, page(session)) == before
