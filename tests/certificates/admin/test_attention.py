"""What waits for a decision or went wrong, said on the first page: only to those who may see it, only when there is any."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from attendees.enums import BookingState, EventState, MessageState, PaymentState, RefundState
from attendees.models import (
    AttendanceQuery,
    BillingDetails,
    Booking,
    Discrepancy,
    Dispute,
    Document,
    OutboxMessage,
    Payment,
    Refund,
    StripeEvent,
)
from attendees.payments import health, refusals
from certificates.models import NameRequest
from tests.certificates.admin.pages import make_certificate
from tests.factories import make_booking, make_session, make_workshop
from tests.factories_money import invoice
from tests.factories_waiting import free_seats_of, make_full_session, make_waiting
from tests.workshops.admin.clients import organiser_client, queries_of, staff_client
from workshops.models import PageImport

pytestmark = pytest.mark.django_db


@pytest.fixture
def card_payment(settings):
    """Keys that Stripe took when it was last asked."""
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = "sk_test_1", "whsec_1"
    refusals.note(refusals.FINE)


def told(client=None):
    return (client or organiser_client()).get("/admin/").context["attention"]


def sentences(client=None):
    return [part["what"] for part in told(client)]


def payment(method="card"):
    booking = make_booking(session=make_session(price_pence=9500))
    return Payment.objects.create(
        booking=booking, method=method, amount_pence=9500, state=PaymentState.PAID, paid_at=timezone.now()
    )


def message(number):
    return OutboxMessage.objects.create(
        key=number,
        kind="test",
        to="a@example.org",
        subject="S",
        text="T",
        due_at=timezone.now(),
        state=MessageState.FAILED,
    )


def dispute(number, **fields):
    now = timezone.now()
    return Dispute.objects.create(
        payment=payment(), stripe_id=f"dp_{number}", amount_pence=9500, opened_at=now, **fields
    )


def discrepancy(number, **fields):
    return Discrepancy.objects.create(kind="other", subject=f"pi_{number}", detail="D", **fields)


def document(number, **fields):
    return Document.objects.create(
        kind="receipt",
        sequence=number,
        number=f"REC-{number}",
        booking=make_booking(),
        snapshot={},
        total_pence=9500,
        issued_at=timezone.now(),
        **fields,
    )


def overdue(number):
    booking = invoice(email=f"late{number}@example.org")
    BillingDetails.objects.filter(booking=booking).update(due_at=timezone.now() - timedelta(days=number))
    return booking


def page_import(number, *, questions):
    return PageImport.objects.create(
        workshop=make_workshop(), file_name="a.html", sha256=str(number), report="R", open_questions=questions
    )


MAKERS = {
    "request": lambda _: make_booking(state=BookingState.REQUESTED),
    "query": lambda _: AttendanceQuery.objects.create(place=make_booking().places.get(), text="I stayed."),
    "name": lambda _: NameRequest.objects.create(place=make_booking().places.get(), before="A", name="B"),
    "overdue": overdue,
    "dispute": dispute,
    "discrepancy": discrepancy,
    "failed refund": lambda _: Refund.objects.create(
        payment=payment(), amount_pence=100, reason="R", state=RefundState.FAILED
    ),
    "refund by hand": lambda _: Refund.objects.create(payment=payment("bank"), amount_pence=100, reason="R"),
    "message": message,
    "document": lambda number: document(number, error="No font"),
    "certificate": lambda _: make_certificate(error="No font"),
    "event": lambda number: StripeEvent.objects.create(event_id=number, kind="k", object_id="o", state="failed"),
    "import": lambda number: page_import(number, questions=2),
}


@pytest.mark.parametrize(
    ("name", "one", "two"),
    [
        ("request", "1 booking to be approved", "2 bookings to be approved"),
        (
            "query",
            "1 person says that their attendance is recorded wrongly",
            "2 people say that their attendance is recorded wrongly",
        ),
        (
            "name",
            "1 request for another name on a certificate",
            "2 requests for another name on a certificate",
        ),
        (
            "overdue",
            "1 invoice overdue, with £95.00 outstanding",
            "2 invoices overdue, with £190.00 outstanding",
        ),
        ("dispute", "1 dispute to be answered", "2 disputes to be answered"),
        (
            "discrepancy",
            "1 difference between Stripe’s records and ours",
            "2 differences between Stripe’s records and ours",
        ),
        ("failed refund", "1 refund failed", "2 refunds failed"),
        (
            "refund by hand",
            "1 refund to be sent by hand, by bank transfer",
            "2 refunds to be sent by hand, by bank transfer",
        ),
        ("message", "1 message failed or perhaps sent", "2 messages failed or perhaps sent"),
        ("document", "1 document without a PDF", "2 documents without a PDF"),
        ("certificate", "1 certificate without a PDF", "2 certificates without a PDF"),
        ("event", "1 Stripe event could not be worked off", "2 Stripe events could not be worked off"),
        ("import", "1 imported page with open questions", "2 imported pages with open questions"),
    ],
)
def test_what_waits_is_counted(card_payment, name, one, two):
    client = organiser_client()
    MAKERS[name](1)
    first = sentences(client)
    MAKERS[name](2)

    assert (first, sentences(client)) == ([one], [two])


@pytest.mark.parametrize("name", MAKERS)
def test_sentence_leads_to_a_list_of_the_rows_that_it_counts(card_payment, name):
    client = organiser_client()
    MAKERS[name](1)
    MAKERS[name](2)
    make_booking()

    response = client.get(told(client)[0]["link"])

    assert (response.status_code, len(response.context["cl"].result_list)) == (200, 2)


@pytest.mark.parametrize("name", MAKERS)
def test_nobody_hears_of_rows_that_they_may_not_see(card_payment, name):
    MAKERS[name](1)

    assert sentences(staff_client("workshops.view_workshop")) == []


@pytest.mark.parametrize(
    "make",
    [
        make_booking,
        invoice,
        lambda: dispute(1, state="won", closed_at=timezone.now()),
        lambda: discrepancy(1, state="settled", settled_at=timezone.now()),
        lambda: Refund.objects.create(payment=payment(), amount_pence=100, reason="R"),
        lambda: Refund.objects.create(
            payment=payment("bank"), amount_pence=100, reason="R", state="succeeded", settled_at=timezone.now()
        ),
        lambda: Refund.objects.create(payment=payment(), amount_pence=100, reason="R", state="failed", is_outside=True),
        lambda: document(1),
        make_certificate,
        lambda: StripeEvent.objects.create(event_id="e", kind="k", object_id="o", state=EventState.NEW),
        lambda: page_import(1, questions=0),
    ],
    ids=[
        *("confirmed", "not due", "won", "settled", "under way", "sent by hand", "of the dashboard"),
        *("being made", "certificate being made", "event to come", "import without questions"),
    ],
)
def test_what_waits_for_nobody_is_not_told(card_payment, make):
    make()

    assert sentences() == []


def test_nothing_to_do_says_so(card_payment):
    assert organiser_client().get("/admin/").content.decode().count("Nothing waits for a decision.") == 1


def test_dispute_is_told_with_the_earliest_day_to_answer_by(card_payment):
    for number, day in enumerate((9, 4, 20)):
        dispute(number, answer_by=datetime(2030, 5, day, 10, tzinfo=UTC))

    assert sentences() == ["3 disputes to be answered by 4 May 2030, 11:00"]


def test_trouble_with_stripe_is_told_first_and_to_everyone(settings):
    make_booking(state=BookingState.REQUESTED)

    assert (sentences(), sentences(staff_client())) == (
        [health.NO_KEY, "1 booking to be approved"],
        [health.NO_KEY],
    )


def test_key_that_stripe_refuses_is_told(card_payment):
    refusals.note(refusals.REFUSED)

    assert sentences() == [health.KEY_REFUSED]


def test_sessions_with_offers_out_are_told_with_their_number(card_payment):
    session = make_full_session(capacity=3)
    for _ in range(3):
        make_waiting(session)
    free_seats_of(session, 2)
    client = organiser_client()

    [part] = told(client)

    assert part["what"] == f"2 offers are out to the waiting list: {session}"
    assert len(client.get(part["link"]).context["cl"].result_list) == 2


def test_one_offer_that_was_taken_is_told_no_more(card_payment):
    session = make_full_session()
    make_waiting(session)
    free_seats_of(session)
    client = organiser_client()
    before = sentences(client)
    Booking.objects.filter(state=BookingState.OFFERED).update(state="confirmed", confirmed_at=timezone.now())

    assert (before, sentences(client)) == ([f"1 offer is out to the waiting list: {session}"], [])


def test_sessions_soon_without_a_link_are_told_soonest_first(card_payment):
    workshop = make_workshop(title="Grief")
    start = datetime.combine(timezone.localdate() + timedelta(days=9), time(12), tzinfo=UTC)
    later, sooner = (
        make_session(workshop=workshop, joining_url="", starts_at=start - timedelta(days=days)) for days in (0, 1)
    )

    found = told()

    assert [part["link"] for part in found] == [
        f"/admin/workshops/session/{session.pk}/change/" for session in (sooner, later)
    ]
    assert found[0]["what"] == f"No joining link yet: Grief, {date_format(sooner.local_start, 'D j M, H:i')}"


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


def test_first_page_takes_the_same_queries_for_one_of_each_and_for_three(card_payment):
    client = organiser_client()
    for make in MAKERS.values():
        make(1)
    queries_of(client, "/admin/")
    with_one = queries_of(client, "/admin/")
    for number in (2, 3):
        for make in MAKERS.values():
            make(number)

    assert queries_of(client, "/admin/") == with_one
