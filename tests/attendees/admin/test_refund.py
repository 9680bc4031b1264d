"""Refunds: those that failed are sent again."""

import pytest
from django.utils import timezone

from attendees.enums import PaymentState, RefundState
from attendees.models import Payment, Refund
from tests.factories import make_booking, make_session
from tests.workshops.admin.clients import act, organiser_client, send, staff_client
from workshops.models import StateChange

pytestmark = pytest.mark.django_db
LIST = "/admin/attendees/refund/"


def refund(state=RefundState.FAILED, **fields):
    booking = make_booking(session=make_session(price_pence=9500))
    now = timezone.now()
    paid = {"state": PaymentState.PAID, "paid_at": now}
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
    ("state", "steps"), [(RefundState.FAILED, ["Send again"]), (RefundState.PENDING, []), (RefundState.SUCCEEDED, [])]
)
def test_send_again_is_offered_only_once_it_failed(state, steps):
    assert offered(refund(state)) == steps


def test_send_again_step_without_permission_is_forbidden():
    row = refund()

    response = staff_client("attendees.view_refund").post(page(row, "send-again"))

    row.refresh_from_db()
    assert (response.status_code, row.state) == (403, RefundState.FAILED)
