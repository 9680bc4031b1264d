"""The outbox: what was sent, what failed, and sending it again."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.utils import timezone

from attendees.admin.kinds import KINDS, kind_label
from attendees.admin.outbox import SENT_ONCE
from attendees.enums import MessageState
from attendees.models import OutboxMessage
from tests.workshops.admin.clients import act, organiser_client, send, staff_client

pytestmark = pytest.mark.django_db
LIST = "/admin/attendees/outboxmessage/"


def message(**fields):
    number = OutboxMessage.objects.count()
    return OutboxMessage.objects.create(
        **{
            "key": f"test:{number}",
            "kind": "test",
            "to": "ann@example.org",
            "subject": f"Subject {number}",
            "text": "Dear Ann",
            "due_at": timezone.now(),
            "state": MessageState.FAILED,
        }
        | fields
    )


def page(row, step="change"):
    return f"{LIST}{row.pk}/{step}/"


def test_send_again_action_queues_what_failed_and_refuses_what_was_sent():
    failed = message()
    sent = message(state=MessageState.SENT, sent_at=timezone.now())

    told = act(organiser_client(), LIST, "send_again", failed, sent)

    assert sorted(told) == [
        "Queued again: test to ann@example.org.",
        "This message is sent, so it cannot become queued.",
    ]


def test_send_again_step_warns_of_a_message_that_may_have_arrived():
    row = message(state=MessageState.UNSURE)

    facts = organiser_client().get(page(row, "send-again")).context["step"].facts

    assert facts == ["It goes to ann@example.org.", "It may have arrived the first time: then it arrives twice."]


def test_send_again_step_queues_the_message():
    row = message(state=MessageState.UNSURE, attempts=3)

    send(organiser_client(), page(row, "send-again"))

    row.refresh_from_db()
    assert (row.state, row.attempts) == (MessageState.QUEUED, 0)


def test_send_again_step_without_permission_is_forbidden():
    row = message()

    response = staff_client("attendees.view_outboxmessage").post(page(row, "send-again"))

    row.refresh_from_db()
    assert (response.status_code, row.state) == (403, MessageState.FAILED)


def test_text_is_shown_as_plain_text():
    row = message(text="Dear <b>Ann</b>", html="<p>Dear Ann</p>")

    shown = organiser_client().get(page(row)).content.decode()

    assert ("Dear &lt;b&gt;Ann" in shown, "&lt;p&gt;Dear Ann" in shown, "<p>Dear Ann" in shown) == (True, True, False)


@pytest.mark.parametrize("path", ["{pk}/change/", "", "{pk}/send-again/"])
def test_secret_text_is_never_shown(path):
    row = message(secret=True, text="Your code is 493817", html="<p>493817</p>")

    shown = organiser_client().get(LIST + path.format(pk=row.pk)).content.decode()

    assert shown.count("493817") == 0


def test_secret_text_is_not_found_by_searching():
    message(secret=True, text="Your code is 493817")

    found = organiser_client().get(LIST, {"q": "493817"}).context["cl"].result_list

    assert list(found) == []


def test_list_counts_what_needs_attention():
    message()
    message(state=MessageState.UNSURE)
    message(state=MessageState.QUEUED)

    assert organiser_client().get(LIST).context["needs_attention"] == 2


def test_attention_filter_leaves_failed_and_unsure():
    wanted = {message(), message(state=MessageState.UNSURE)}
    message(state=MessageState.QUEUED)

    assert set(organiser_client().get(LIST, {"attention": "yes"}).context["cl"].result_list) == wanted


def test_form_sent_by_hand_is_forbidden_and_changes_nothing():
    row = message()

    response = organiser_client().post(page(row), {"state": "sent", "to": "mallory@example.org"})

    row.refresh_from_db()
    assert (response.status_code, row.state, row.to) == (403, MessageState.FAILED, "ann@example.org")


@pytest.mark.parametrize(
    ("kind", "label"), [("booking_cancelled", "Booking cancelled"), ("something_new", "Something new")]
)
def test_kinds_are_shown_in_words(kind, label):
    assert kind_label(kind) == label


def test_each_kind_that_has_a_template_has_words():
    folder = settings.BASE_DIR / "templates" / "emails"
    kinds = {path.name.removesuffix("_subject.txt") for path in folder.glob("*_subject.txt")}

    assert set(KINDS) == kinds | {"account"}


def test_list_shows_moments_on_one_line():
    message(kind="booking_cancelled", state=MessageState.SENT, sent_at=datetime(2026, 7, 1, 9, 5, tzinfo=UTC))

    shown = organiser_client().get(LIST).content.decode()

    assert shown.count('<span class="lectern-date">1 Jul, 10:05</span>') == 1


def test_kind_filter_leaves_one_kind():
    wanted = message(kind="hold_expired")
    message(kind="booking_link")

    assert list(organiser_client().get(LIST, {"kind": "hold_expired"}).context["cl"].result_list) == [wanted]


def test_form_says_what_to_do_instead_of_sending_twice():
    row = message(state=MessageState.SENT, sent_at=timezone.now())

    assert organiser_client().get(page(row)).content.decode().count(SENT_ONCE) == 1
