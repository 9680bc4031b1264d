"""The first page: what needs attention today."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from attendees.enums import Decision, EventState, MessageState, PaymentState, RefundState
from attendees.models import Attendance, OutboxMessage, Payment, Refund, StripeEvent
from attendees.services.attendance import mark_attendance
from tests.certificates.admin.pages import make_certificate, places_of
from tests.factories import make_booking, make_past_session, make_session, make_workshop
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


def test_refunds_that_failed_are_counted(card_payment):
    payment = Payment.objects.create(
        booking=make_booking(), amount_pence=9500, state=PaymentState.PAID, paid_at=timezone.now()
    )
    for state in (RefundState.FAILED, RefundState.PENDING):
        Refund.objects.create(payment=payment, amount_pence=100, reason="R", state=state)

    assert sentences() == ["1 refund failed"]


def test_stripe_events_that_failed_are_counted(card_payment):
    for number, state in enumerate((EventState.FAILED, EventState.FAILED, EventState.NEW)):
        StripeEvent.objects.create(event_id=number, kind="k", object_id="o", state=state)

    assert sentences() == ["2 Stripe events could not be worked off"]


@pytest.mark.parametrize("address", ["refund", "stripeevent"])
def test_failed_rows_are_what_the_sentence_leads_to(card_payment, address):
    response = organiser_client().get(f"/admin/attendees/{address}/", {"state__exact": "failed"})

    assert response.status_code == 200


def test_sessions_soon_without_a_link_are_told_soonest_first(card_payment):
    workshop = make_workshop(title="Grief")
    start = datetime.combine(timezone.localdate() + timedelta(days=9), time(12), tzinfo=UTC)
    later, sooner = (
        make_session(workshop=workshop, joining_url="", starts_at=start - timedelta(days=days)) for days in (0, 1)
    )

    told = shown()["attention"]

    assert [part["link"] for part in told] == [
        f"/admin/workshops/session/{session.pk}/change/" for session in (sooner, later)
    ]
    assert told[0]["what"] == f"No joining link yet: Grief, {date_format(sooner.local_start, 'D j M, H:i')}"


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_in": timedelta(days=15)},
        {"starts_in": timedelta(days=-2)},
        {"mode": "in_person"},
        {"state": "draft"},
        {"joining_url": "https://meet.example/1"},
    ],
)
def test_sessions_that_need_no_link_yet_are_not_told(card_payment, fields):
    make_session(**{"joining_url": "", "starts_in": timedelta(days=3)} | fields)

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
