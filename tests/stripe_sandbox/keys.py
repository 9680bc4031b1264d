"""The API key of a request: a test key, by Bearer or as the name of Basic."""

import base64
import binascii
import re

from .errors import unauthorised

_TEST_KEY = re.compile(r"(sk|rk)_test_\w+")
_LIVE_KEY = re.compile(r"(sk|rk)_live_\w*")


def check(authorization: str) -> None:
    """Pass any test key; refuse none, a live one and anything else with Stripe's 401."""
    key = _read(authorization)
    if not key:
        raise unauthorised(
            "You did not provide an API key. You need to provide your API key in the Authorization header, "
            "using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."
        )
    if _LIVE_KEY.fullmatch(key):
        raise unauthorised(f"Live API key {_hide(key)} refused: this sandbox moves no money. Use a test key.")
    if not _TEST_KEY.fullmatch(key):
        raise unauthorised(f"Invalid API Key provided: {_hide(key)}")


def _read(authorization: str) -> str:
    kind, _, value = authorization.partition(" ")
    if kind.lower() == "bearer":
        return value.strip()
    if kind.lower() != "basic":
        return ""
    try:
        return base64.b64decode(value, validate=True).decode().partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _hide(key: str) -> str:
    """As much of a key as tells which one it is, and no more than a third of it."""
    if len(key) < 36:
        return f"{key[: len(key) // 3]}{'*' * (len(key) - len(key) // 3)}"
    return f"{key[:8]}{'*' * (len(key) - 12)}{key[-4:]}"
