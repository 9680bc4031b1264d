"""The first page: what needs attention today."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import Decision, MessageState
from attendees.models import Attendance, OutboxMessage
from attendees.services.attendance import mark_attendance
from tests.certificates.admin.pages import make_certificate, places_of
from tests.factories import make_past_session, make_session, make_workshop
from tests.workshops.admin.clients import organiser_client, queries_of, staff_client
from workshops.enums import SessionState
from workshops.models import PageImport

pytestmark = pytest.mark.django_db


@pytest.fixture
def card_payment(settings):
    settings.STRIPE_SECRET_KEY = "sk_test_1"


def shown(client=None):
    return (client or organiser_client()).get("/admin/").context


def sentences(client=None):
    return [part["what"] for part in shown(client)["attention"]]


def test_nothing_to_do_says_so(card_payment):
    assert organiser_client().get("/admin/").content.decode().count("Nothing waits for a decision.") == 1


def test_card_payment_that_is_not_set_up_is_told():
    assert sentences() == ["Card payment is not set up: paid tickets cannot be paid for."]


@pytest.mark.parametrize(("number", "noun"), [(1, "1 message"), (2, "2 messages")])
def test_messages_that_failed_are_counted(card_payment, number, noun):
    for key in range(number):
        OutboxMessage.objects.create(
            key=key,
            kind="test",
            to="a@example.org",
            subject="S",
            text="T",
            due_at=timezone.now(),
            state=MessageState.FAILED,
        )

    assert sentences() == [f"{noun} failed or perhaps sent"]


def test_certificates_that_failed_are_counted(card_payment):
    make_certificate(error="No font")

    assert sentences() == ["1 certificate without a PDF"]


def test_certificates_still_being_made_are_not_told(card_payment):
    make_certificate()

    assert sentences() == []


def test_imports_with_open_questions_are_counted(card_payment):
    PageImport.objects.create(workshop=make_workshop(), file_name="a.html", sha256="a", report="R", open_questions=2)
    PageImport.objects.create(workshop=make_workshop(), file_name="b.html", sha256="b", report="R")

    assert sentences() == ["1 imported page with open questions"]


def test_coming_sessions_are_listed_soonest_first():
    later, sooner = make_session(), make_session(starts_in=timedelta(days=2))
    make_session(state=SessionState.DRAFT)
    make_past_session()

    assert shown()["coming"] == [sooner, later]


def test_past_sessions_wait_until_each_place_is_confirmed():
    open_one, done = make_past_session(), make_past_session()
    for session in (open_one, done):
        [ann] = places_of(session, "Ann")
        mark_attendance(place_id=ann.pk, decision=Decision.FULL, by="user:1")
    Attendance.objects.filter(place__session=done).update(confirmed_at=timezone.now())

    assert shown()["unconfirmed"] == [open_one]


def test_past_session_without_places_waits_for_nobody():
    make_past_session()

    assert shown()["unconfirmed"] == []


def test_staff_see_only_what_they_may():
    session = make_past_session()
    places_of(session, "Ann")
    make_certificate(error="No font")

    page = shown(staff_client("workshops.view_session"))

    assert (page["coming"], "unconfirmed" in page) == ([], False)
    assert [part["what"] for part in page["attention"]] == [
        "Card payment is not set up: paid tickets cannot be paid for."
    ]


def test_first_page_takes_the_same_queries_for_any_number_of_sessions():
    client = organiser_client()
    make_session()
    places_of(make_past_session(), "Ann")
    queries_of(client, "/admin/")
    with_one = queries_of(client, "/admin/")
    for _ in range(2):
        make_session()
        places_of(make_past_session(), "Bo")

    assert queries_of(client, "/admin/") == with_one
