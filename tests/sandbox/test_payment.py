"""What payment and decline leave behind."""

import threading

import pytest
import stripe

from tests.sandbox.conftest import order
from tests.stripe_sandbox.errors import StripeError
from tests.stripe_sandbox.payment import SessionClosedError


def test_pay_settles_intent_and_charge(api, paid):
    intent = api.payment_intents.retrieve(paid["payment_intent"], params={"expand": ["latest_charge"]})

    assert (intent.status, intent.amount, intent.amount_received) == ("succeeded", 4500, 4500)
    assert (intent.description, intent.metadata.to_dict()) == ("Booking B7", {"booking": "B7"})
    assert (intent.latest_charge.status, intent.latest_charge.paid, intent.latest_charge.amount) == (
        "succeeded",
        True,
        4500,
    )
    assert intent.latest_charge.billing_details.email == "ada@example.org"
    assert intent.latest_charge.payment_method_details.card.last4 == "4242"


def test_pay_records_events_in_stripes_order(sandbox, paid):
    assert [event["type"] for event in sandbox.events()] == [
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
    ]


def test_pay_event_carries_the_paid_session(sandbox, paid):
    event = sandbox.events("checkout.session.completed")[0]

    assert event["data"]["object"] == paid
    assert event["request"] == {"id": None, "idempotency_key": None}


def test_pay_twice_charges_once(api, sandbox, open_session):
    first, second = sandbox.pay(open_session.id), sandbox.pay(open_session.id)

    assert first == second
    assert len(api.charges.list().data) == 1
    assert len(sandbox.events()) == 3


def test_pay_from_many_threads_charges_once(api, sandbox, open_session):
    together = threading.Barrier(8)
    answers = []

    def press():
        together.wait()
        answers.append(sandbox.pay(open_session.id))

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 8
    assert {answer["payment_intent"] for answer in answers} == {answers[0]["payment_intent"]}
    assert len(api.charges.list().data) == 1
    assert len(sandbox.events("checkout.session.completed")) == 1


def test_pay_an_expired_session_is_refused(api, sandbox, open_session):
    sandbox.expire(open_session.id)

    with pytest.raises(SessionClosedError):
        sandbox.pay(open_session.id)

    assert api.charges.list().data == []


def test_pay_at_the_second_of_expiry_is_refused(sandbox, open_session):
    sandbox.world.clock.shift(open_session.expires_at - sandbox.world.clock.now())

    with pytest.raises(SessionClosedError):
        sandbox.pay(open_session.id)


def test_pay_an_unknown_session_is_refused(sandbox):
    with pytest.raises(StripeError, match=r"No such checkout\.session"):
        sandbox.pay("cs_test_unknown")


def test_pay_keeps_the_email_the_session_was_given(sandbox, open_session):
    paid = sandbox.pay(open_session.id, email="other@example.org")

    assert paid["customer_details"]["email"] == "ada@example.org"


def test_pay_takes_the_payers_email_where_none_was_given(api, sandbox):
    params = order()
    del params["customer_email"]
    session = api.checkout.sessions.create(params=params)

    paid = sandbox.pay(session.id, email="other@example.org")

    assert session.customer_details is None
    assert paid["customer_details"]["email"] == "other@example.org"


def test_decline_leaves_the_session_open(api, sandbox, open_session):
    sandbox.decline(open_session.id)

    session = api.checkout.sessions.retrieve(open_session.id, params={"expand": ["payment_intent.latest_charge"]})
    assert (session.status, session.payment_status) == ("open", "unpaid")
    assert session.payment_intent.status == "requires_payment_method"
    assert session.payment_intent.last_payment_error.code == "card_declined"
    assert session.payment_intent.latest_charge.status == "failed"
    assert session.payment_intent.amount_received == 0


def test_decline_records_the_failure(sandbox, open_session):
    sandbox.decline(open_session.id)

    assert [event["type"] for event in sandbox.events()] == ["charge.failed", "payment_intent.payment_failed"]


def test_pay_after_decline_uses_the_same_intent(api, sandbox, open_session):
    declined = sandbox.decline(open_session.id)
    paid = sandbox.pay(open_session.id)

    assert paid["payment_intent"] == declined["payment_intent"]
    intent = api.payment_intents.retrieve(paid["payment_intent"])
    assert (intent.status, intent.last_payment_error) == ("succeeded", None)


def test_decline_after_payment_changes_nothing(sandbox, paid):
    assert sandbox.decline(paid["id"]) == paid
    assert len(sandbox.events()) == 3


def test_decline_of_an_expired_session_is_refused(sandbox, open_session):
    sandbox.expire(open_session.id)

    with pytest.raises(SessionClosedError):
        sandbox.decline(open_session.id)


def test_cancel_answers_the_address_and_leaves_the_session_open(api, sandbox, open_session):
    assert sandbox.cancel(open_session.id) == "http://lectern.test/bookings/B7/"

    assert api.checkout.sessions.retrieve(open_session.id).status == "open"


def test_session_expires_by_itself_when_time_is_over(api, sandbox, open_session):
    sandbox.shift_clock(24 * 3600)

    assert api.checkout.sessions.retrieve(open_session.id).status == "expired"
    assert len(sandbox.events("checkout.session.expired")) == 1


def test_session_a_second_before_its_time_is_open(api, sandbox, open_session):
    sandbox.shift_clock(open_session.expires_at - sandbox.world.clock.now() - 5)

    assert api.checkout.sessions.retrieve(open_session.id).status == "open"


def test_session_expires_on_access_even_without_the_tick(api, sandbox, open_session):
    sandbox.world.clock.shift(24 * 3600)

    assert api.checkout.sessions.retrieve(open_session.id).status == "expired"


def test_paid_session_never_expires(api, sandbox, paid):
    sandbox.shift_clock(48 * 3600)

    assert api.checkout.sessions.retrieve(paid["id"]).status == "complete"


def test_dispute_marks_the_charge(api, sandbox, paid):
    made = sandbox.dispute(paid["payment_intent"], reason="product_not_received")

    assert (made["status"], made["reason"], made["amount"]) == ("needs_response", "product_not_received", 4500)
    assert api.charges.retrieve(made["charge"]).disputed is True
    assert [found.id for found in api.disputes.list(params={"payment_intent": paid["payment_intent"]}).data] == [
        made["id"]
    ]
    assert len(sandbox.events("charge.dispute.created")) == 1


def test_dispute_twice_is_refused(sandbox, paid):
    sandbox.dispute(paid["payment_intent"])

    with pytest.raises(StripeError, match="disputed already"):
        sandbox.dispute(paid["payment_intent"])


def test_dispute_of_a_declined_card_is_refused(sandbox, open_session):
    intent = sandbox.decline(open_session.id)["payment_intent"]

    with pytest.raises(StripeError, match="took no money"):
        sandbox.dispute(intent)


def test_balance_transaction_says_what_came_in_and_the_fee(api, paid):
    params = {"expand": ["latest_charge.balance_transaction"]}

    entry = api.payment_intents.retrieve(paid["payment_intent"], params=params).latest_charge.balance_transaction

    assert (entry.amount, entry.fee, entry.net, entry.type) == (4500, 87, 4413, "charge")
    assert api.balance_transactions.retrieve(entry.id).source.startswith("ch_")


def test_balance_transaction_of_a_refund_takes_out(api, sandbox, paid):
    refund = sandbox.refund(paid["payment_intent"], amount=1000)

    entry = api.balance_transactions.retrieve(refund["balance_transaction"])

    assert (entry.amount, entry.fee, entry.net, entry.source) == (-1000, 0, -1000, refund["id"])


@pytest.mark.parametrize(
    "name", ["payment_intents", "charges", "refunds", "events", "balance_transactions", "disputes"]
)
def test_retrieve_of_an_unknown_object_is_refused(api, name):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        getattr(api, name).retrieve("nothing_here")

    assert (caught.value.http_status, caught.value.code) == (404, "resource_missing")
