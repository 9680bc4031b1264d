"""Identifiers that look like Stripe's, unguessable and unique."""

import secrets
import string

_ALPHABET = string.ascii_letters + string.digits

# What each identifier begins with, and how many random characters follow.
_FORMS = {
    "checkout.session": ("cs_test_a1", 56),
    "item": ("li_1", 23),
    "price": ("price_1", 23),
    "product": ("prod_", 14),
    "payment_intent": ("pi_3", 23),
    "charge": ("ch_3", 23),
    "payment_method": ("pm_1", 23),
    "refund": ("re_3", 23),
    "balance_transaction": ("txn_3", 23),
    "dispute": ("du_1", 23),
    "event": ("evt_1", 23),
    "request": ("req_", 14),
}


def token(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def new_id(kind: str) -> str:
    prefix, length = _FORMS[kind]
    return prefix + token(length)
