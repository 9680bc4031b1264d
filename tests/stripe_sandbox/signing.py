"""Webhook signatures, as Stripe makes them: `t=<Unix seconds>,v1=<HMAC-SHA256 of "t.payload">`."""

import hashlib
import hmac
import json
import time

from .errors import Obj


def payload(event: Obj) -> bytes:
    return json.dumps(event, indent=2).encode()


def sign(body: bytes, secret: str, *, age: int = 0) -> str:
    """The Stripe-Signature header; `age` seconds old. Real time, for the receiver checks with its own clock."""
    moment = int(time.time()) - age
    digest = hmac.new(secret.encode(), b"%d." % moment + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest}"
