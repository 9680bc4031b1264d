"""A Checkout Session and its line items."""

from typing import Any

from ..errors import Obj
from ..ids import new_id

_BLANK: Obj = {
    "adaptive_pricing": {"enabled": False},
    "after_expiration": None,
    "allow_promotion_codes": None,
    "allowed_payment_method_types": None,
    "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
    "billing_address_collection": None,
    "branding_settings": None,
    "cancel_url": None,
    "client_reference_id": None,
    "client_secret": None,
    "collected_information": None,
    "consent": None,
    "consent_collection": None,
    "currency_conversion": None,
    "custom_fields": [],
    "custom_text": {
        "after_submit": None,
        "shipping_address": None,
        "submit": None,
        "terms_of_service_acceptance": None,
    },
    "customer": None,
    "customer_account": None,
    "customer_creation": "if_required",
    "customer_details": None,
    "customer_email": None,
    "discounts": [],
    "excluded_payment_method_types": None,
    "integration_identifier": None,
    "invoice": None,
    "invoice_creation": {
        "enabled": False,
        "invoice_data": {
            "account_tax_ids": None,
            "custom_fields": None,
            "description": None,
            "footer": None,
            "issuer": None,
            "metadata": {},
            "rendering_options": None,
        },
    },
    "livemode": False,
    "locale": None,
    "managed_payments": {"enabled": False},
    "metadata": {},
    "mode": "payment",
    "origin_context": None,
    "payment_intent": None,
    "payment_link": None,
    "payment_method_collection": "if_required",
    "payment_method_configuration_details": None,
    "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
    "payment_status": "unpaid",
    "permissions": None,
    "phone_number_collection": {"enabled": False},
    "recovered_from": None,
    "return_url": None,
    "saved_payment_method_options": None,
    "setup_intent": None,
    "shipping_address_collection": None,
    "shipping_cost": None,
    "shipping_options": [],
    "status": "open",
    "submit_type": None,
    "subscription": None,
    "tax_id_collection": {"enabled": False, "required": "never"},
    "ui_mode": "hosted_page",
    "wallet_options": None,
}
_COPIED = (
    "adaptive_pricing",
    "allowed_payment_method_types",
    "billing_address_collection",
    "cancel_url",
    "client_reference_id",
    "customer_creation",
    "customer_email",
    "locale",
    "metadata",
    "submit_type",
    "success_url",
)


def session(params: Obj, *, now: int, expires_at: int, total: int, currency: str, base_url: str) -> Obj:
    """A session just opened; `total` in the currency's smallest unit, times in Unix seconds."""
    made = new_id("checkout.session")
    email = params.get("customer_email")
    return {
        "id": made,
        "object": "checkout.session",
        **_BLANK,
        **{name: params[name] for name in _COPIED if name in params},
        "custom_text": {**_BLANK["custom_text"], **params.get("custom_text", {})},
        "amount_subtotal": total,
        "amount_total": total,
        "created": now,
        "currency": currency,
        "customer_details": customer_details(email) if email else None,
        "expires_at": expires_at,
        "payment_method_types": _methods(params),
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "url": f"{base_url}/c/pay/{made}",
    }


def _methods(params: Obj) -> list[str]:
    """Cards, unless the caller named what to accept."""
    named: list[str] = params.get("allowed_payment_method_types") or ["card"]
    return named


def customer_details(email: str | None, name: str | None = None, address: Obj | None = None) -> Obj:
    return {
        "address": address,
        "business_name": None,
        "email": email,
        "individual_name": None,
        "name": name,
        "phone": None,
        "tax_exempt": "none",
        "tax_ids": None,
    }


def line_item(params: Obj, *, now: int) -> Obj:
    """One line of a session, with the price Stripe makes up for inline data."""
    data = params["price_data"]
    total = data["unit_amount"] * params["quantity"]
    return {
        "id": new_id("item"),
        "object": "item",
        "adjustable_quantity": None,
        "amount_discount": 0,
        "amount_subtotal": total,
        "amount_tax": 0,
        "amount_total": total,
        "currency": data["currency"].lower(),
        "description": data["product_data"]["name"],
        "metadata": params.get("metadata", {}),
        "price": _price(data, now),
        "quantity": params["quantity"],
    }


def _price(data: Obj, now: int) -> dict[str, Any]:
    return {
        "id": new_id("price"),
        "object": "price",
        "active": False,
        "billing_scheme": "per_unit",
        "created": now,
        "currency": data["currency"].lower(),
        "custom_unit_amount": None,
        "livemode": False,
        "lookup_key": None,
        "metadata": {},
        "nickname": None,
        "product": new_id("product"),
        "recurring": None,
        "tax_behavior": data.get("tax_behavior", "unspecified"),
        "tiers_mode": None,
        "transform_quantity": None,
        "type": "one_time",
        "unit_amount": data["unit_amount"],
        "unit_amount_decimal": str(data["unit_amount"]),
    }
