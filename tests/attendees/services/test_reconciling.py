"""Stripe's records beside ours: what is repaired, what is listed, and that it happens once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState, DiscrepancyKind, DisputeState, PaymentState, RefundState
from attendees.errors import PaymentUnavailableError
from attendees.models import Discrepancy, Dispute, OutboxMessage, Payment, Refund
from attendees.services.checkouts import start_checkout
from attendees.services.discrepancies import settle_discrepancy
from attendees.services.reconciling import reconcile
from attendees.services.refunding import carry_out_refund, retry_refund
from attendees.services.releasing import cancel_booking
from attendees.tasks import reconcile_payments
from tests.factories_payments import deliver, make_bank_paid, make_checkout, make_paid, refunds_of, sums
from tests.sandbox.conftest import new_session

pytestmark = pytest.mark.django_db

DAY = 24 * 3600
OTHER_KEY = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def stripe(fresh_stripe):
    return fresh_stripe


def listed():
    return list(Discrepancy.objects.order_by("pk").values_list("kind", "subject"))


def counts(report):
    return report.checkouts, report.refunds, report.disputes, report.payments


def reread(row):
    row.refresh_from_db()
    return row


def pay_unnoticed(stripe, **fields):
    """A held booking that was just paid at Stripe; nothing has told us yet."""
    booking = make_checkout(**fields)
    booking.intent = stripe.pay(booking.payment.checkout_id)["payment_intent"]
    return booking


def test_records_that_agree_are_left_alone(stripe):
    paid = make_paid(stripe)
    cancel_booking(booking_id=make_paid(stripe).pk, by="booker")
    carry_out_refund(refund_id=Refund.objects.get().pk)
    make_checkout()
    stripe.dispute(paid.intent)
    deliver("charge.dispute.created", stripe.events("charge.dispute.created")[0]["data"]["object"]["id"])

    report = reconcile()

    assert counts(report) == (3, 1, 1, 2)
    assert (report.repaired, report.listed, report.open) == ([], [], 0)


def test_nothing_at_all_is_nothing(stripe):
    report = reconcile()

    assert (counts(report), report.repaired, report.open) == ((0, 0, 0, 0), [], 0)


# Checkouts --------------------------------------------------------------------


def test_payment_that_was_missed_is_recorded(stripe):
    booking = pay_unnoticed(stripe)

    report = reconcile()

    assert (reread(booking).state, reread(booking.payment).state) == (BookingState.CONFIRMED, PaymentState.PAID)
    assert report.repaired == [f"A checkout of booking {booking} was missed. Its payment is now: paid."]
    assert OutboxMessage.objects.filter(kind="booking_confirmed").count() == 1


def test_payment_whose_checkout_was_never_written_down_is_recorded(stripe):
    booking = pay_unnoticed(stripe)
    Payment.objects.update(checkout_id=None, state=PaymentState.PENDING)

    reconcile()

    assert (reread(booking).state, reread(booking.payment).intent_id) == (BookingState.CONFIRMED, booking.intent)


def test_open_checkout_that_was_never_written_down_is_adopted(stripe):
    booking = make_checkout()
    known = booking.payment.checkout_id
    Payment.objects.update(checkout_id=None, checkout_url="", state=PaymentState.PENDING)

    reconcile()

    assert (reread(booking.payment).checkout_id, reread(booking).state) == (known, BookingState.HELD)


def test_checkout_that_expired_unnoticed_ends_its_hold(stripe):
    booking = make_checkout()
    stripe.expire(booking.payment.checkout_id)

    report = reconcile()

    assert reread(booking).state == BookingState.EXPIRED
    assert report.repaired == [f"A checkout of booking {booking} was missed. Its payment is now: lapsed."]


def test_checkout_that_nobody_here_asked_for_is_listed_once(stripe):
    other = stripe.pay(new_session(stripe)["id"])
    new_session(stripe)

    first, second = reconcile(), reconcile()

    assert listed() == [(DiscrepancyKind.UNKNOWN_PAYMENT, other["id"])]
    assert first.listed == [f"£45.00 was paid at Stripe with checkout {other['id']}, which was not asked for by us."]
    assert (second.listed, second.open) == ([], 1)


def test_another_sum_than_was_asked_for_is_listed_and_not_confirmed(stripe):
    booking = pay_unnoticed(stripe)
    Payment.objects.update(amount_pence=9000)

    reconcile()

    assert (reread(booking).state, listed()) == (
        BookingState.HELD,
        [(DiscrepancyKind.OTHER_SUM, booking.payment.checkout_id)],
    )


def test_payment_written_down_with_another_sum_is_listed(stripe):
    booking = make_paid(stripe)
    Payment.objects.update(amount_pence=9000)

    report = reconcile()

    assert listed() == [(DiscrepancyKind.OTHER_SUM, booking.payment.checkout_id)]
    assert report.listed == [f"Stripe took £95.00 for booking {booking}, but £90.00 is written down."]


def test_payment_by_another_intent_than_its_checkout_is_listed(stripe):
    booking = make_paid(stripe)
    Payment.objects.update(intent_id="pi_other")

    reconcile()

    assert listed() == [(DiscrepancyKind.OTHER, booking.payment.checkout_id)]


def test_paid_twice_unnoticed_confirms_once_and_gives_one_back(stripe):
    """An older try was paid as well, and both events were lost."""
    booking = make_checkout()
    Payment.objects.update(state=PaymentState.LAPSED)
    second = Payment.objects.create(booking=booking, amount_pence=9500)
    start_checkout(payment_id=second.pk)
    for payment in (booking.payment, reread(second)):
        stripe.pay(payment.checkout_id)

    reconcile()
    reconcile()

    assert (reread(booking).state, refunds_of(booking)) == (BookingState.CONFIRMED, [(9500, "succeeded", False)])


# Our own payments -------------------------------------------------------------


def test_payment_that_stripe_does_not_know_is_listed_once(stripe):
    booking = make_paid(stripe)
    sold = booking.payment.checkout_id
    Payment.objects.update(checkout_id="cs_of_another_account", intent_id="pi_of_another_account", key=OTHER_KEY)

    _, second = reconcile(), reconcile()

    assert listed() == [
        (DiscrepancyKind.UNKNOWN_PAYMENT, sold),
        (DiscrepancyKind.NOT_AT_STRIPE, "pi_of_another_account"),
    ]
    assert (second.listed, second.open) == ([], 2)
    assert Discrepancy.objects.get(kind=DiscrepancyKind.NOT_AT_STRIPE).detail == (
        f"£95.00 is written down as paid by card for booking {booking}, but Stripe does not know it. "
        "Is the key that of the account which took it?"
    )


def test_payment_whose_intent_has_not_succeeded_is_listed(stripe):
    booking = make_checkout()
    intent = stripe.decline(booking.payment.checkout_id)["payment_intent"]
    paid = {"state": PaymentState.PAID, "paid_at": timezone.now(), "checkout_id": None}
    Payment.objects.update(**paid, intent_id=intent, key=OTHER_KEY)

    reconcile()

    found = Discrepancy.objects.get()
    assert (found.kind, found.subject, found.payment) == (DiscrepancyKind.NOT_AT_STRIPE, intent, booking.payment)
    assert found.detail.endswith("but Stripe has it as not paid.")


def test_payment_without_an_intent_is_listed_by_its_own_key(stripe):
    booking = make_paid(stripe)
    Payment.objects.update(checkout_id=None, intent_id=None, key=OTHER_KEY)

    reconcile()

    assert (DiscrepancyKind.NOT_AT_STRIPE, OTHER_KEY) in listed()
    assert reread(booking).state == BookingState.CONFIRMED


def test_payment_whose_checkout_is_older_than_the_window_is_asked_for(stripe):
    """Paid late on an old checkout: Stripe does not list it, but knows its intent."""
    make_paid(stripe)
    Payment.objects.update(looked_at=None)
    for row in stripe.world.store.run("SELECT id FROM objects WHERE kind = 'checkout.session'"):
        stripe.world.store.run("UPDATE objects SET created = 1 WHERE id = ?", (row["id"],))

    report = reconcile()

    assert (counts(report), listed()) == ((0, 0, 0, 1), [])


def test_old_payments_and_bank_transfers_are_not_asked_for(stripe):
    make_bank_paid()
    make_paid(stripe)
    Payment.objects.update(intent_id=None, checkout_id=None, paid_at=timezone.now() - timedelta(days=36))
    Payment.objects.filter(method="card").update(key=OTHER_KEY)
    Payment.objects.filter(method="bank").update(paid_at=timezone.now())

    report = reconcile()

    assert (report.payments, [kind for kind, _ in listed()]) == (0, [DiscrepancyKind.UNKNOWN_PAYMENT])


# Refunds and disputes ---------------------------------------------------------


def test_refund_and_dispute_that_were_missed_are_taken_over(stripe):
    refunded, disputed = make_paid(stripe), make_paid(stripe)
    made = stripe.refund(refunded.intent, amount=3000)
    stripe.close_dispute(stripe.dispute(disputed.intent)["id"], outcome="lost")

    report = reconcile()

    assert (sums(refunded), sums(disputed)) == ((6500, 9500, 3000, 3000), (0, 9500, 9500, 9500))
    assert report.repaired == [
        f"A refund of £30.00 for booking {refunded} was missed. It is now: refunded.",
        f"A dispute of booking {disputed} was missed. It is now: lost.",
    ]
    assert (DiscrepancyKind.UNKNOWN_REFUND, made["id"]) in listed()
    assert (len(report.listed), report.open) == (2, 2)


def test_refund_that_failed_unnoticed_is_noticed(stripe):
    paid = make_paid(stripe)
    cancel_booking(booking_id=paid.pk, by="booker")
    carry_out_refund(refund_id=Refund.objects.get().pk)
    stripe.fail_refund(Refund.objects.get().stripe_id)

    reconcile()

    assert refunds_of(paid) == [(9500, "failed", False)]


def test_refund_sent_again_is_not_disturbed_by_its_first_try(stripe):
    paid = make_paid(stripe)
    cancel_booking(booking_id=paid.pk, by="booker")
    carry_out_refund(refund_id=Refund.objects.get().pk)
    stripe.fail_refund(Refund.objects.get().stripe_id)
    reconcile()
    retry_refund(refund_id=Refund.objects.get().pk, by="user:1")

    reconcile()
    report = reconcile()

    assert (refunds_of(paid), report.repaired, listed()) == ([(9500, "succeeded", False)], [], [])


def test_refunds_that_wait_are_carried_on(stripe):
    ours, theirs = make_paid(stripe), make_paid(stripe)
    cancel_booking(booking_id=ours.pk, by="booker")
    waiting = stripe.refund(theirs.intent, is_pending=True)
    deliver("refund.created", waiting["id"])
    stripe.complete_refund(waiting["id"])
    bank = make_bank_paid()
    Refund.objects.create(payment=bank.payment, amount_pence=9500, reason="Ill")

    reconcile()

    assert (refunds_of(ours), refunds_of(theirs)) == ([(9500, "succeeded", False)], [(9500, "succeeded", True)])
    assert refunds_of(bank) == [(9500, "pending", False)]


def test_refund_that_stripe_cannot_answer_leaves_the_others_alone(stripe):
    bookings = [make_paid(stripe), make_paid(stripe)]
    for booking in bookings:
        cancel_booking(booking_id=booking.pk, by="booker")
    stripe.plan_fault("error", match="POST /v1/refunds")

    reconcile()

    assert sorted(refunds_of(bookings[0]) + refunds_of(bookings[1])) == [
        (9500, "pending", False),
        (9500, "succeeded", False),
    ]


def test_dispute_decided_long_after_it_was_opened_is_asked_for(stripe):
    paid = make_paid(stripe)
    made = stripe.dispute(paid.intent)
    deliver("charge.dispute.created", made["id"])
    Dispute.objects.update(opened_at=timezone.now() - timedelta(days=90))
    stripe.world.store.run("UPDATE objects SET created = 1 WHERE id = ?", (made["id"],))
    stripe.close_dispute(made["id"], outcome="lost")

    report = reconcile()

    assert (Dispute.objects.get().state, report.disputes) == (DisputeState.LOST, 1)
    assert report.repaired == [f"A dispute of booking {paid} was missed. It is now: lost."]


# Once, in pages, or not at all ------------------------------------------------


def test_running_twice_does_nothing_twice(stripe):
    booking = pay_unnoticed(stripe)
    stripe.refund(booking.intent, amount=1000)

    first, second = reconcile(), reconcile()

    assert (len(first.repaired), second.repaired, second.listed) == (2, [], [])
    assert (refunds_of(booking), sums(booking)) == ([(1000, "succeeded", True)], (8500, 9500, 1000, 1000))


def test_settled_entry_is_never_opened_again(stripe):
    stripe.pay(new_session(stripe)["id"])
    reconcile()
    settle_discrepancy(discrepancy_id=Discrepancy.objects.get().pk, by="user:1", reason="Sold at the door.")

    report = reconcile()

    assert (report.open, report.listed, Discrepancy.objects.count()) == (0, [], 1)


def test_more_than_a_page_is_read_to_the_end(stripe, monkeypatch):
    monkeypatch.setattr("attendees.payments.gateway.MOST_AT_ONCE", 2)
    monkeypatch.setattr("attendees.services.comparing.PAGE", 2)
    bookings = [pay_unnoticed(stripe) for _ in range(5)]
    for booking in bookings:
        stripe.refund(booking.intent, amount=500)

    report = reconcile()

    assert counts(report) == (5, 5, 0, 5)
    assert {reread(booking).state for booking in bookings} == {BookingState.CONFIRMED}
    assert Refund.objects.filter(state=RefundState.SUCCEEDED).count() == 5


def test_older_than_the_window_is_left_alone(stripe):
    booking = pay_unnoticed(stripe)
    stripe.world.store.run("UPDATE objects SET created = created - ?", (3 * DAY,))

    report = reconcile(days=2)

    assert (report.checkouts, reread(booking).state) == (0, BookingState.HELD)


def test_silent_stripe_is_said(stripe, settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    with pytest.raises(PaymentUnavailableError):
        reconcile()


def test_nightly_task_reconciles(stripe):
    booking = pay_unnoticed(stripe)

    reconcile_payments()

    assert reread(booking).state == BookingState.CONFIRMED


def test_nightly_task_without_a_key_does_nothing(settings):
    settings.STRIPE_SECRET_KEY = ""

    assert reconcile_payments() is None


def test_beat_reconciles_each_night(settings):
    entry = settings.CELERY_BEAT_SCHEDULE["attendees.reconcile_payments"]

    assert (entry["task"], entry["schedule"].hour, entry["schedule"].minute) == (reconcile_payments.name, {3}, {20})
