"""`manage.py reconcile_payments`: what it prints, and how it ends."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.formats import date_format

from attendees.enums import BookingState
from tests.factories_payments import make_checkout, make_paid
from tests.sandbox.conftest import new_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def stripe(fresh_stripe):
    return fresh_stripe


@pytest.fixture
def run(capsys):
    """Runs the command; how it ends and what it printed."""

    def run(*options):
        try:
            call_command("reconcile_payments", *options)
        except SystemExit as ended:
            return ended.code, capsys.readouterr().out.splitlines()
        return 0, capsys.readouterr().out.splitlines()

    return run


def refusal(*options):
    with pytest.raises(CommandError) as caught:
        call_command("reconcile_payments", *options)
    return caught.value.returncode, str(caught.value)


def test_it_works(stripe, run):
    make_paid(stripe)

    code, lines = run("--days", "1")

    yesterday = date_format(timezone.now() - timedelta(days=1), "j F Y")
    assert code == 0
    assert lines == [
        f"Since {yesterday}: checkouts 1, refunds 0, disputes 0 at Stripe; card payments 1 here.",
        "Nothing had to be repaired, and nothing new was found.",
        "The list is empty.",
    ]


def test_repairs_and_entries_are_told_and_open_ones_end_with_one(stripe, run):
    booking = make_checkout()
    stripe.pay(booking.payment.checkout_id)
    other = stripe.pay(new_session(stripe)["id"])

    code, lines = run()

    booking.refresh_from_db()
    assert (code, booking.state) == (1, BookingState.CONFIRMED)
    assert lines[1:] == [
        f"Repaired: A checkout of booking {booking} was missed. Its payment is now: paid.",
        f"Listed: £45.00 was paid at Stripe with checkout {other['id']}, which was not asked for by us.",
        "Open on the list: 1. See “Discrepancies” in the admin.",
    ]


def test_second_run_tells_that_the_entry_is_still_open(stripe, run):
    stripe.pay(new_session(stripe)["id"])
    run()

    code, lines = run()

    assert (code, lines[1:]) == (
        1,
        [
            "Nothing had to be repaired, and nothing new was found.",
            "Open on the list: 1. See “Discrepancies” in the admin.",
        ],
    )


def test_json_says_the_same(stripe, run):
    booking = make_paid(stripe)
    stripe.refund(booking.intent)

    code, lines = run("--json")

    told = json.loads("\n".join(lines))
    assert (code, told["compared"]) == (1, {"checkouts": 1, "refunds": 1, "disputes": 0, "payments": 1})
    assert told["repaired"] == [f"A refund of £95.00 for booking {booking} was missed. It is now: refunded."]
    assert (len(told["listed"]), told["open"]) == (1, 1)


def test_no_key_is_said(settings):
    settings.STRIPE_SECRET_KEY = ""

    assert refusal() == (2, "No Stripe key is set, so there is nothing to compare with.")


def test_silent_stripe_is_said(stripe, settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    assert refusal("--json") == (
        2,
        "Stripe cannot be reached, so the comparison is not complete. What was repaired stands. Run this again later.",
    )


def test_wrong_key_is_said(stripe, settings):
    settings.STRIPE_SECRET_KEY = "sk_live_of_somebody"

    assert refusal() == (2, "Stripe refuses the key that is set. Check STRIPE_SECRET_KEY and run this again.")


@pytest.mark.parametrize("days", ["0", "-3"])
def test_no_days_are_refused(stripe, days):
    assert refusal("--days", days) == (2, "Give a number of days of 1 or more.")
