"""Refunds: those that failed are sent again."""

import pytest
from django.utils import timezone

from attendees.enums import PaymentMethod, PaymentState, RefundState
from attendees.models import Payment, Refund
from tests.factories import make_booking, make_session
from tests.workshops.admin.clients import act, organiser_client, send, staff_client
from workshops.models import StateChange

pytestmark = pytest.mark.django_db
LIST = "/admin/attendees/refund/"


def refund(state=RefundState.FAILED, *, method=PaymentMethod.CARD, **fields):
    booking = make_booking(session=make_session(price_pence=9500))
    now = timezone.now()
    paid = {"state": PaymentState.PAID, "paid_at": now, "method": method}
    payment = Payment.objects.create(booking=booking, amount_pence=9500, **paid)
    return Refund.objects.create(
        payment=payment, amount_pence=9500, reason="Illness", state=state, settled_at=now, **fields
    )


def page(row, step="change"):
    return f"{LIST}{row.pk}/{step}/"


def offered(row):
    return [step["title"] for step in organiser_client().get(page(row)).context["actions_detail"]]


def test_send_again_action_queues_what_failed_and_refuses_what_went_back():
    failed, done = refund(), refund(RefundState.SUCCEEDED)

    told = act(organiser_client(), LIST, "send_again", failed, done)

    assert sorted(told) == [
        f"Queued again: {failed}.",
        "This refund is refunded, so it cannot become pending.",
    ]


def test_send_again_step_says_what_goes_where_and_what_went_wrong():
    row = refund(error="The card is closed.")

    step = organiser_client().get(page(row, "send-again")).context["step"]

    assert (step.title, step.facts) == (
        "Send the refund of £95.00 again",
        [
            f"£95.00 goes back to the card that paid for booking {row.payment.booking.reference}.",
            "Last time Stripe said: The card is closed.",
        ],
    )


def test_send_again_step_looked_at_changes_nothing():
    row = refund()

    organiser_client().get(page(row, "send-again"))

    row.refresh_from_db()
    assert row.state == RefundState.FAILED


def test_send_again_step_queues_under_a_new_key_and_notes_who_did():
    row, client = refund(), organiser_client()
    before = row.key

    send(client, page(row, "send-again"))

    row.refresh_from_db()
    change = StateChange.objects.get(subject="attendees.refund", to_state="pending")
    assert (row.state, row.key == before) == (RefundState.PENDING, False)
    assert change.by == f"user:{client.session['_auth_user_id']}"


@pytest.mark.parametrize(
    ("fields", "steps"),
    [
        ({"state": RefundState.FAILED}, ["Send again", "Returned another way"]),
        ({"state": RefundState.PENDING}, []),
        ({"state": RefundState.SUCCEEDED}, []),
        ({"state": RefundState.PENDING, "method": PaymentMethod.BANK}, ["Returned another way"]),
        ({"state": RefundState.FAILED, "method": PaymentMethod.BANK}, ["Returned another way"]),
        ({"state": RefundState.SUCCEEDED, "method": PaymentMethod.BANK}, []),
        ({"state": RefundState.FAILED, "is_outside": True}, []),
    ],
)
def test_only_those_steps_are_offered_that_can_be_taken(fields, steps):
    assert offered(refund(**fields)) == steps


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "To the card, by Stripe"),
        ({"is_outside": True}, "Made in Stripe’s dashboard"),
        ({"method": PaymentMethod.BANK}, "Bank transfer, sent by hand"),
    ],
)
def test_list_says_how_the_money_goes_back(fields, words):
    refund(**fields)

    assert words in organiser_client().get(LIST).content.decode()


def test_returned_step_says_that_nothing_is_sent():
    row = refund()

    step = organiser_client().get(page(row, "returned")).context["step"]

    assert (step.title, step.facts) == (
        "Note that £95.00 was returned",
        [
            f"You have given £95.00 back for booking {row.payment.booking.reference}, such as by bank transfer.",
            "Nothing is sent from here. The refund counts as done from now on.",
        ],
    )


@pytest.mark.parametrize(
    ("state", "method"), [(RefundState.FAILED, PaymentMethod.CARD), (RefundState.PENDING, PaymentMethod.BANK)]
)
def test_returned_step_settles_with_the_reason(state, method):
    row, client = refund(state, method=method), organiser_client()

    send(client, page(row, "returned"), reason="By bank transfer on 3 May.")

    row.refresh_from_db()
    change = StateChange.objects.get(subject="attendees.refund", to_state="succeeded")
    assert (row.state, change.reason) == (RefundState.SUCCEEDED, "By bank transfer on 3 May.")
    assert change.by == f"user:{client.session['_auth_user_id']}"


def test_returned_step_without_a_reason_settles_nothing():
    row = refund()

    send(organiser_client(), page(row, "returned"), reason="")

    row.refresh_from_db()
    assert row.state == RefundState.FAILED


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            {"state": RefundState.PENDING},
            "Stripe has this refund under way. Wait until it has succeeded or failed.",
        ),
        (
            {"is_outside": True},
            "This refund was made in Stripe’s dashboard. Make another one there if it is still due.",
        ),
    ],
)
def test_returned_step_is_refused_where_stripe_decides(fields, told):
    row = refund(**fields)

    assert send(organiser_client(), page(row, "returned"), reason="x") == [told]

    row.refresh_from_db()
    assert row.state == fields.get("state", RefundState.FAILED)


@pytest.mark.parametrize("step", ["send-again", "returned"])
def test_refund_of_the_dashboard_is_not_acted_upon_from_here(step):
    row = refund(is_outside=True)

    send(organiser_client(), page(row, step), reason="x")

    row.refresh_from_db()
    assert row.state == RefundState.FAILED


@pytest.mark.parametrize("step", ["send-again", "returned"])
def test_step_without_permission_is_forbidden(step):
    row = refund()

    response = staff_client("attendees.view_refund").post(page(row, step), {"reason": "x"})

    row.refresh_from_db()
    assert (response.status_code, row.state) == (403, RefundState.FAILED)
