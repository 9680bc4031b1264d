"""Links that show that an address is someone's own, for tickets that are for certain addresses only."""

from typing import Any

from django.core import signing

SALT = "attendees.address-proof"
LASTS_S = 24 * 60 * 60


def proof_of(*, email: str, name: str) -> str:
    """A token that is sent to `email`; whoever brings it back within a day has read what was sent there."""
    return signing.dumps({"email": email.strip().lower(), "name": name}, salt=SALT, compress=True)


def read_proof(token: str) -> dict[str, Any]:
    """The name and address that a token was made for; empty when it is forged or older than a day."""
    try:
        found: dict[str, Any] = signing.loads(token, salt=SALT, max_age=LASTS_S)
    except signing.BadSignature:
        return {}
    return found


def proves(token: str, email: str) -> bool:
    """Whether the token was sent to `email`."""
    return bool(token) and read_proof(token).get("email") == email.strip().lower()
