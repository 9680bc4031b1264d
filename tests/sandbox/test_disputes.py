"""Disputes and pending refunds: what banks and the dashboard do after a payment."""

import pytest
import stripe

from tests.sandbox.conftest import control, new_session
from tests.stripe_sandbox.errors import StripeError


def kinds(sandbox, since):
    return [event["type"] for event in sandbox.events()[since:]]


@pytest.fixture
def disputed(sandbox, paid):
    return sandbox.dispute(paid["payment_intent"])


def test_dispute_takes_the_money_and_says_so(sandbox, paid):
    before = len(sandbox.events())

    made = sandbox.dispute(paid["payment_intent"], amount=1500)

    assert (made["amount"], made["status"], made["is_charge_refundable"]) == (1500, "needs_response", False)
    assert kinds(sandbox, before) == ["charge.dispute.created", "charge.dispute.funds_withdrawn"]


def test_inquiry_takes_no_money_and_leaves_refunds_open(api, sandbox, paid):
    before = len(sandbox.events())

    made = sandbox.dispute(paid["payment_intent"], is_inquiry=True)

    assert (made["status"], kinds(sandbox, before)) == ("warning_needs_response", ["charge.dispute.created"])
    assert api.refunds.create(params={"payment_intent": paid["payment_intent"]}).status == "succeeded"


def test_answer_puts_the_dispute_under_review(api, sandbox, disputed):
    sandbox.answer_dispute(disputed["id"])

    found = api.disputes.retrieve(disputed["id"])
    assert (found.status, found.evidence_details.has_evidence) == ("under_review", True)
    assert sandbox.events()[-1]["type"] == "charge.dispute.updated"


def test_answer_after_the_answer_is_refused(sandbox, disputed):
    sandbox.answer_dispute(disputed["id"])

    with pytest.raises(StripeError, match="cannot be answered"):
        sandbox.answer_dispute(disputed["id"])


@pytest.mark.parametrize(
    ("outcome", "told"),
    [("lost", ["charge.dispute.closed"]), ("won", ["charge.dispute.funds_reinstated", "charge.dispute.closed"])],
)
def test_decision_closes_the_dispute(api, sandbox, disputed, outcome, told):
    before = len(sandbox.events())

    sandbox.close_dispute(disputed["id"], outcome=outcome)

    assert (api.disputes.retrieve(disputed["id"]).status, kinds(sandbox, before)) == (outcome, told)


def test_decision_may_be_turned_round_but_not_repeated(sandbox, disputed):
    sandbox.close_dispute(disputed["id"], outcome="lost")

    assert sandbox.close_dispute(disputed["id"], outcome="won")["status"] == "won"
    with pytest.raises(StripeError, match="not twice"):
        sandbox.close_dispute(disputed["id"], outcome="won")


def test_inquiry_ends_as_a_closed_warning(sandbox, paid):
    made = sandbox.dispute(paid["payment_intent"], is_inquiry=True)

    assert sandbox.close_dispute(made["id"], outcome="won")["status"] == "warning_closed"


def test_unheard_of_outcome_is_refused(sandbox, disputed):
    with pytest.raises(StripeError):
        sandbox.close_dispute(disputed["id"], outcome="postponed")


def test_refund_is_possible_again_once_the_dispute_is_won(api, sandbox, paid, disputed):
    with pytest.raises(stripe.InvalidRequestError, match="charged back"):
        api.refunds.create(params={"payment_intent": paid["payment_intent"]})

    sandbox.close_dispute(disputed["id"], outcome="won")

    assert api.refunds.create(params={"payment_intent": paid["payment_intent"]}).status == "succeeded"


def test_pending_refund_goes_through_later_and_once(api, sandbox, paid):
    made = sandbox.refund(paid["payment_intent"], is_pending=True)
    before = api.refunds.retrieve(made["id"]).status

    sandbox.complete_refund(made["id"])

    assert (before, api.refunds.retrieve(made["id"]).status) == ("pending", "succeeded")
    assert sandbox.events()[-1]["type"] == "refund.updated"
    with pytest.raises(StripeError):
        sandbox.complete_refund(made["id"])


def test_pending_refund_may_fail(sandbox, paid):
    made = sandbox.refund(paid["payment_intent"], is_pending=True)

    assert sandbox.fail_refund(made["id"])["status"] == "failed"


def test_disputes_and_pending_refunds_by_control(sandbox):
    intent = sandbox.pay(new_session(sandbox)["id"])["payment_intent"]

    refund = control(sandbox, "POST refunds", payment_intent=intent, amount=500, is_pending=True)[1]["result"]
    done = control(sandbox, f"POST refunds/{refund['id']}/complete")[1]["result"]
    dispute = control(sandbox, "POST disputes", payment_intent=intent, amount=700)[1]["result"]
    answered = control(sandbox, f"POST disputes/{dispute['id']}/answer")[1]["result"]
    closed = control(sandbox, f"POST disputes/{dispute['id']}/close", outcome="lost")[1]["result"]

    assert (refund["status"], done["status"]) == ("pending", "succeeded")
    assert (dispute["amount"], answered["status"], closed["status"]) == (700, "under_review", "lost")
