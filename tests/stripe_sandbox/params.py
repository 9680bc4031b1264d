"""The parameters each endpoint takes.

Stripe takes more. What is left out is refused as unknown, so that no caller comes to rely on something
the sandbox would quietly ignore.
"""

from .validation import Choice, Email, Flag, Hash, Kind, ListOf, Metadata, Moment, Text, Url, Whole

_EXPAND: dict[str, Kind] = {"expand": ListOf(Text())}
_PAGE: dict[str, Kind] = {
    **_EXPAND,
    "limit": Whole(1, 100),
    "starting_after": Text(),
    "ending_before": Text(),
}
_DATED: dict[str, Kind] = {**_PAGE, "created": Moment()}

RETRIEVE = Hash(_EXPAND)
LIST_ITEMS = Hash(_PAGE)
LIST_SESSIONS = Hash(
    {**_DATED, "payment_intent": Text(), "status": Choice(("complete", "expired", "open"))},
)
LIST_INTENTS = Hash(_DATED)
LIST_CHARGES = Hash({**_DATED, "payment_intent": Text()})
LIST_REFUNDS = Hash({**_DATED, "payment_intent": Text(), "charge": Text()})
LIST_DISPUTES = Hash({**_DATED, "payment_intent": Text(), "charge": Text()})
LIST_EVENTS = Hash({**_DATED, "type": Text(), "types": ListOf(Text(), 20)})

_PRODUCT = Hash(
    {
        "name": Text(),
        "description": Text(),
        "images": ListOf(Url(), 8),
        "metadata": Metadata(),
        "tax_code": Text(),
        "unit_label": Text(),
    },
    required=("name",),
)
_PRICE = Hash(
    {
        "currency": Text(3),
        "unit_amount": Whole(0, 99_999_999),
        "product_data": _PRODUCT,
        "tax_behavior": Choice(("exclusive", "inclusive", "unspecified")),
    },
    required=("currency", "unit_amount", "product_data"),
)
_LINE_ITEM = Hash(
    {"price_data": _PRICE, "quantity": Whole(1, 999_999), "metadata": Metadata()},
    required=("price_data", "quantity"),
)
_INTENT_DATA = Hash(
    {
        "description": Text(1000),
        "metadata": Metadata(),
        "receipt_email": Email(),
        "statement_descriptor": Text(22),
        "statement_descriptor_suffix": Text(22),
    }
)
_NOTE = Hash({"message": Text(1200)}, required=("message",))
_METHODS = Choice(("card", "klarna", "link", "pay_by_bank", "paypal", "revolut_pay"))

CREATE_SESSION = Hash(
    {
        **_EXPAND,
        "mode": Choice(("payment", "setup", "subscription")),
        "line_items": ListOf(_LINE_ITEM),
        "success_url": Url(),
        "cancel_url": Url(),
        "customer_email": Email(),
        "client_reference_id": Text(200),
        "metadata": Metadata(),
        "payment_intent_data": _INTENT_DATA,
        "expires_at": Whole(),
        "allowed_payment_method_types": ListOf(_METHODS, 20),
        "adaptive_pricing": Hash({"enabled": Flag()}),
        "billing_address_collection": Choice(("auto", "required")),
        "customer_creation": Choice(("always", "if_required")),
        "custom_text": Hash({"after_submit": _NOTE, "submit": _NOTE}),
        "locale": Choice(("auto", "en", "en-GB")),
        "submit_type": Choice(("auto", "book", "donate", "pay")),
        "ui_mode": Choice(("hosted_page",)),
    },
    required=("mode", "line_items", "success_url"),
)

CREATE_REFUND = Hash(
    {
        **_EXPAND,
        "payment_intent": Text(),
        "charge": Text(),
        "amount": Whole(1),
        "reason": Choice(("duplicate", "fraudulent", "requested_by_customer")),
        "metadata": Metadata(),
    }
)
