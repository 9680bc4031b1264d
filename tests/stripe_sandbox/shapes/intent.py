"""A PaymentIntent, which Stripe makes when the payer first presses Pay."""

from ..errors import Obj
from ..ids import new_id, token

_BLANK: Obj = {
    "allowed_payment_method_types": None,
    "amount_capturable": 0,
    "amount_details": {"tip": {}},
    "amount_received": 0,
    "application": None,
    "application_fee_amount": None,
    "automatic_payment_methods": None,
    "canceled_at": None,
    "cancellation_reason": None,
    "capture_method": "automatic_async",
    "confirmation_method": "automatic",
    "customer": None,
    "customer_account": None,
    "description": None,
    "excluded_payment_method_types": None,
    "last_payment_error": None,
    "latest_charge": None,
    "livemode": False,
    "metadata": {},
    "next_action": None,
    "object": "payment_intent",
    "on_behalf_of": None,
    "payment_method": None,
    "payment_method_configuration_details": None,
    "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
    "processing": None,
    "receipt_email": None,
    "review": None,
    "setup_future_usage": None,
    "shipping": None,
    "source": None,
    "statement_descriptor": None,
    "statement_descriptor_suffix": None,
    "status": "requires_payment_method",
    "transfer_data": None,
    "transfer_group": None,
}


def payment_intent(session: Obj, data: Obj, *, now: int) -> Obj:
    """The intent behind a session; `data` is what the session was given as payment_intent_data."""
    made = new_id("payment_intent")
    return {
        "id": made,
        **_BLANK,
        **data,
        "amount": session["amount_total"],
        "client_secret": f"{made}_secret_{token(25)}",
        "created": now,
        "currency": session["currency"],
        "payment_method_types": session["payment_method_types"],
    }


def card_declined(charge: str) -> Obj:
    """The error an intent keeps after a bank said no."""
    return {
        "advice_code": "try_again_later",
        "charge": charge,
        "code": "card_declined",
        "decline_code": "generic_decline",
        "doc_url": "https://stripe.com/docs/error-codes/card-declined",
        "message": DECLINED,
        "type": "card_error",
    }


DECLINED = "Your card was declined."
