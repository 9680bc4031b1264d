"""Stripe's webhook: doubled, disordered, forged, late and lost events."""

import itertools
from datetime import timedelta

import pytest
import stripe as library
from django.utils import timezone

from attendees.enums import BookingState, EventState
from attendees.errors import PaymentUnavailableError
from attendees.models import OutboxMessage, Payment, StripeEvent
from attendees.services.checkouts import start_checkout
from attendees.services.releasing import expire_booking
from attendees.services.stripe_events import LOOKS, work_off
from attendees.services.sweeping import end_overdue_holds, finish_payment_work
from tests.factories import make_booking, make_session
from tests.sandbox.test_shapes import literals_of
from tests.stripe_sandbox.signing import sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(stripe):
    """A held booking that was just paid at Stripe; nothing has told us yet."""
    booking = make_booking(session=make_session(price_pence=9500, capacity=1), state=BookingState.HELD)
    payment = Payment.objects.create(booking=booking, amount_pence=9500)
    start_checkout(payment_id=payment.pk)
    booking.known_events = {event["id"] for event in stripe.events()}
    stripe.pay(booking.payments.get().checkout_id)
    return booking


def events_of(stripe, booking):
    return [event["id"] for event in stripe.events() if event["id"] not in booking.known_events]


def post(client, stripe, event_id, **signing):
    body, signature = stripe.signed(event_id, **signing)
    return client.post(
        "/stripe/webhook/", body, content_type="application/json", headers={"Stripe-Signature": signature}
    )


def work_all_off():
    for event in StripeEvent.objects.filter(state=EventState.NEW):
        work_off(event_id=event.pk)


def test_it_works(client, stripe, paid):
    for event_id in events_of(stripe, paid):
        assert post(client, stripe, event_id).status_code == 200
    work_all_off()

    paid.refresh_from_db()
    assert paid.state == BookingState.CONFIRMED
    assert not StripeEvent.objects.exclude(state=EventState.DONE).exists()


def test_repeated_event_is_stored_once_and_answered_200(client, stripe, paid):
    event_id = events_of(stripe, paid)[0]

    answers = [post(client, stripe, event_id).status_code for _ in range(3)]

    assert (answers, StripeEvent.objects.filter(event_id=event_id).count()) == ([200, 200, 200], 1)


def test_any_order_of_events_confirms_once(client, stripe, paid):
    """Every order of the events of one payment, each worked off as it comes, each delivered twice."""
    event_ids = events_of(stripe, paid)
    for order in itertools.permutations(event_ids):
        for event_id in order:
            post(client, stripe, event_id)
            post(client, stripe, event_id)
            work_all_off()
        StripeEvent.objects.all().delete()

    paid.refresh_from_db()
    assert len(event_ids) >= 3
    assert (paid.state, OutboxMessage.objects.filter(kind="booking_confirmed").count()) == (BookingState.CONFIRMED, 1)


def test_event_of_expiry_after_payment_changes_nothing(client, stripe, paid):
    for event_id in events_of(stripe, paid):
        post(client, stripe, event_id)
    work_all_off()
    StripeEvent.objects.create(
        event_id="evt_odd", kind="checkout.session.expired", object_id=paid.payments.get().checkout_id
    )
    work_all_off()

    paid.refresh_from_db()
    assert paid.state == BookingState.CONFIRMED


@pytest.mark.parametrize("signing", [{"secret": "whsec_of_someone_else"}, {"age": 301}])
def test_forged_and_stale_events_are_refused_and_nothing_is_stored(client, stripe, paid, signing):
    answer = post(client, stripe, events_of(stripe, paid)[0], **signing)

    assert (answer.status_code, StripeEvent.objects.count()) == (400, 0)


@pytest.mark.parametrize("secret", ["", " "])
def test_nothing_is_believed_while_the_secret_is_missing(client, stripe, paid, settings, secret):
    """Anybody can sign with an empty secret."""
    settings.STRIPE_WEBHOOK_SECRET = secret
    body, _ = stripe.signed(events_of(stripe, paid)[0])

    answer = client.post(
        "/stripe/webhook/",
        body,
        content_type="application/json",
        headers={"Stripe-Signature": sign(body, secret)},
    )

    assert (answer.status_code, StripeEvent.objects.count()) == (400, 0)


def test_every_kind_that_is_looked_at_is_one_of_stripes():
    known = literals_of(library.Event.__annotations__["type"])

    assert set(LOOKS) - known == set()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b'{"id": "evt_1"}'])
def test_nonsense_is_refused(client, stripe, body):
    answer = client.post(
        "/stripe/webhook/", body, content_type="application/json", headers={"Stripe-Signature": "t=1,v1=0"}
    )

    assert (answer.status_code, StripeEvent.objects.count()) == (400, 0)


def test_changed_body_is_refused(client, stripe, paid):
    body, signature = stripe.signed(events_of(stripe, paid)[0])
    answer = client.post(
        "/stripe/webhook/",
        body.replace(b"9500", b"0100"),
        content_type="application/json",
        headers={"Stripe-Signature": signature},
    )

    assert (answer.status_code, StripeEvent.objects.count()) == (400, 0)


def test_reading_is_not_posting(client):
    assert client.get("/stripe/webhook/").status_code == 405


def test_unknown_kinds_are_kept_and_done(stripe):
    event = StripeEvent.objects.create(event_id="evt_1", kind="customer.created", object_id="cus_1")

    work_off(event_id=event.pk)

    event.refresh_from_db()
    assert event.state == EventState.DONE


def test_event_stays_while_stripe_is_silent(stripe, paid, settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    event = StripeEvent.objects.create(
        event_id="evt_1", kind="checkout.session.completed", object_id=paid.payments.get().checkout_id
    )

    with pytest.raises(PaymentUnavailableError):
        work_off(event_id=event.pk)

    event.refresh_from_db()
    assert (event.state, event.attempts) == (EventState.NEW, 1)


def test_event_of_a_checkout_we_never_wrote_down_finds_its_booking(stripe, paid):
    checkout_id = paid.payments.get().checkout_id
    Payment.objects.update(checkout_id=None, state="pending")
    event = StripeEvent.objects.create(event_id="evt_1", kind="checkout.session.completed", object_id=checkout_id)

    work_off(event_id=event.pk)

    paid.refresh_from_db()
    assert paid.state == BookingState.CONFIRMED


def age_everything(**fields):
    past = timezone.now() - timedelta(minutes=10)
    StripeEvent.objects.update(received_at=past)
    Payment.objects.update(created_at=past)


def test_lost_events_are_made_up_for_by_the_sweep(stripe, paid):
    age_everything()

    finish_payment_work()

    paid.refresh_from_db()
    assert paid.state == BookingState.CONFIRMED


def test_events_left_behind_are_worked_off_by_the_sweep(client, stripe, paid):
    post(client, stripe, events_of(stripe, paid)[0])
    age_everything()

    finish_payment_work()

    assert StripeEvent.objects.get().state == EventState.DONE


def test_sweep_ends_every_overdue_hold(stripe, paid):
    other = make_booking(session=make_session(price_pence=9500), state=BookingState.HELD)
    past = timezone.now() - timedelta(minutes=1)
    for booking in (paid, other):
        booking.hold_ends_at = past
        booking.save()
    broken = make_booking(session=make_session(price_pence=9500), state=BookingState.HELD, hold_ends_at=past)
    Payment.objects.create(booking=broken, amount_pence=9500, state="open", checkout_id="cs_unknown", checkout_url="x")

    assert end_overdue_holds() == 3

    states = [type(b).objects.get(pk=b.pk).state for b in (broken, paid, other)]
    assert states == [BookingState.EXPIRED, BookingState.CONFIRMED, BookingState.EXPIRED]


def test_event_about_a_checkout_of_another_account_fails_for_good(stripe):
    event = StripeEvent.objects.create(event_id="evt_1", kind="checkout.session.completed", object_id="cs_unknown")

    work_off(event_id=event.pk)

    event.refresh_from_db()
    assert (event.state, "does not know" in event.error) == (EventState.FAILED, True)


def test_expired_hold_and_its_event_agree(client, stripe, paid):
    expire_booking(booking_id=paid.pk, by="sweep")
    for event_id in events_of(stripe, paid):
        post(client, stripe, event_id)
    work_all_off()

    paid.refresh_from_db()
    paid.session.refresh_from_db()
    assert (paid.state, paid.session.places_taken) == (BookingState.CONFIRMED, 1)
