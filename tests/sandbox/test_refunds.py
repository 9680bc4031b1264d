"""Refunds through the API, in the dashboard, and back from the bank."""

import pytest
import stripe

from tests.stripe_sandbox.errors import StripeError


def test_refund_without_amount_gives_all_back(api, paid):
    refund = api.refunds.create(params={"payment_intent": paid["payment_intent"]})

    assert (refund.amount, refund.status, refund.currency) == (4500, "succeeded", "gbp")
    assert refund.payment_intent == paid["payment_intent"]
    charge = api.charges.retrieve(refund.charge)
    assert (charge.amount_refunded, charge.refunded) == (4500, True)


def test_refund_of_a_part_leaves_the_rest(api, paid):
    refund = api.refunds.create(
        params={
            "payment_intent": paid["payment_intent"],
            "amount": 1500,
            "reason": "requested_by_customer",
            "metadata": {"place": "1"},
        }
    )

    charge = api.charges.retrieve(refund.charge)
    assert (charge.amount_refunded, charge.refunded) == (1500, False)
    assert (refund.reason, refund.metadata.to_dict()) == ("requested_by_customer", {"place": "1"})


def test_refund_by_charge_is_the_same(api, paid):
    charge = api.payment_intents.retrieve(paid["payment_intent"]).latest_charge

    refund = api.refunds.create(params={"charge": charge, "amount": 100})

    assert (refund.charge, refund.payment_intent) == (charge, paid["payment_intent"])


def test_refund_twice_takes_up_all_that_is_left(api, paid):
    api.refunds.create(params={"payment_intent": paid["payment_intent"], "amount": 4000})

    refund = api.refunds.create(params={"payment_intent": paid["payment_intent"]})

    assert refund.amount == 500
    charge = api.charges.retrieve(refund.charge, params={"expand": ["refunds"]})
    assert [found.amount for found in charge.refunds.data] == [500, 4000]


def test_refund_retrieve_answers_the_bank_reference_that_came_later(api, paid):
    refund = api.refunds.create(params={"payment_intent": paid["payment_intent"]})

    found = api.refunds.retrieve(refund.id)

    assert refund.destination_details.card.reference_status == "pending"
    assert found.destination_details.card.reference_status == "available"


def test_refund_records_its_events_with_the_request_behind_them(api, sandbox, paid):
    api.refunds.create(params={"payment_intent": paid["payment_intent"]}, options={"idempotency_key": "refund-1"})

    events = sandbox.events()[3:]
    assert [event["type"] for event in events] == ["refund.created", "charge.refunded", "refund.updated"]
    assert {event["request"]["idempotency_key"] for event in events} == {"refund-1"}
    assert events[1]["data"]["object"]["amount_refunded"] == 4500


def test_refund_that_succeeded_names_no_failure(api, paid):
    refund = api.refunds.create(params={"payment_intent": paid["payment_intent"]})

    assert "failure_reason" not in refund.to_dict()


def test_refund_of_more_than_is_left_is_refused(api, paid):
    api.refunds.create(params={"payment_intent": paid["payment_intent"], "amount": 4000})

    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.refunds.create(params={"payment_intent": paid["payment_intent"], "amount": 501})

    assert (caught.value.code, caught.value.param) == ("amount_too_large", "amount")
    assert caught.value.user_message == "Refund amount (£5.01) is greater than unrefunded amount on charge (£5.00)"


def test_refund_of_a_refunded_charge_is_refused(api, sandbox, paid):
    api.refunds.create(params={"payment_intent": paid["payment_intent"]})

    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.refunds.create(params={"payment_intent": paid["payment_intent"], "amount": 1})

    assert caught.value.code == "charge_already_refunded"
    assert len(sandbox.events("refund.created")) == 1


def test_refund_of_a_disputed_charge_is_refused(api, sandbox, paid):
    sandbox.dispute(paid["payment_intent"])

    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.refunds.create(params={"payment_intent": paid["payment_intent"]})

    assert caught.value.code == "charge_disputed"


def test_refund_of_an_unpaid_intent_is_refused(api, sandbox, open_session):
    intent = sandbox.decline(open_session.id)["payment_intent"]

    with pytest.raises(stripe.InvalidRequestError, match="does not have a successful charge"):
        api.refunds.create(params={"payment_intent": intent})


def test_refund_of_a_declined_charge_is_refused(api, sandbox, open_session):
    sandbox.decline(open_session.id)
    charge = api.charges.list().data[0].id

    with pytest.raises(stripe.InvalidRequestError, match="nothing to refund"):
        api.refunds.create(params={"charge": charge})


def test_refund_of_a_charge_of_another_intent_is_refused(api, sandbox, paid):
    charge = api.charges.list().data[0].id

    with pytest.raises(stripe.InvalidRequestError, match="does not belong"):
        api.refunds.create(params={"charge": charge, "payment_intent": "pi_other"})


@pytest.mark.parametrize(
    ("params", "param", "code"),
    [
        ({}, "payment_intent", "parameter_missing"),
        ({"payment_intent": "pi_gone"}, "payment_intent", "resource_missing"),
        ({"charge": "ch_gone"}, "charge", "resource_missing"),
        ({"payment_intent": "pi_gone", "amount": 0}, "amount", "parameter_invalid_integer"),
        ({"payment_intent": "pi_gone", "amount": "1.50"}, "amount", "parameter_invalid_integer"),
        ({"payment_intent": "pi_gone", "reason": "regret"}, "reason", None),
        ({"payment_intent": "pi_gone", "colour": "x"}, "colour", "parameter_unknown"),
    ],
)
def test_refund_with_a_bad_parameter_is_refused(api, params, param, code):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.refunds.create(params=params)

    assert (caught.value.param, caught.value.code) == (param, code)


def test_refund_in_the_dashboard_has_no_request_behind_it(api, sandbox, paid):
    refund = sandbox.refund(paid["payment_intent"], amount=700)

    assert api.refunds.retrieve(refund["id"]).amount == 700
    assert sandbox.events("charge.refunded")[0]["request"] == {"id": None, "idempotency_key": None}


def test_failed_refund_puts_the_money_back_on_the_charge(api, sandbox, paid):
    refund = sandbox.refund(paid["payment_intent"])

    failed = sandbox.fail_refund(refund["id"])

    assert (failed["status"], failed["failure_reason"]) == ("failed", "lost_or_stolen_card")
    charge = api.charges.retrieve(refund["charge"])
    assert (charge.amount_refunded, charge.refunded) == (0, False)
    assert [event["type"] for event in sandbox.events()[-2:]] == ["refund.failed", "refund.updated"]


def test_failed_refund_cannot_fail_again(sandbox, paid):
    refund = sandbox.refund(paid["payment_intent"])
    sandbox.fail_refund(refund["id"])

    with pytest.raises(StripeError):
        sandbox.fail_refund(refund["id"])
