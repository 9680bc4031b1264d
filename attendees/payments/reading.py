"""Stripe's objects, as plain mappings, put into our own words."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from attendees.payments.answers import Checkout, DisputeAnswer, IntentAnswer, RefundAnswer

Found = Mapping[str, Any]

# An inquiry that was closed took no money, and neither did a dispute that was prevented. An appeal follows a loss: until it
# is decided, the money is gone.
OUTCOMES = {
    "won": "won",
    "warning_closed": "won",
    "prevented": "won",
    "lost": "lost",
    "appeal_needs_response": "lost",
    "appeal_under_review": "lost",
}


def checkout(found: Found) -> Checkout:
    return Checkout(
        checkout_id=found["id"],
        status=found.get("status") or "",
        is_paid=found.get("payment_status") == "paid",
        amount_pence=found.get("amount_total") or 0,
        currency=found.get("currency") or "",
        payment_key=_note(found, "payment"),
        url=found.get("url") or "",
        intent_id=_id(found.get("payment_intent")),
        expires_at=_moment(found.get("expires_at")),
    )


def refund(found: Found) -> RefundAnswer:
    return RefundAnswer(
        refund_id=found["id"],
        succeeded=found.get("status") == "succeeded",
        failed=found.get("status") in {"failed", "canceled"},
        error=found.get("failure_reason") or "",
        amount_pence=found["amount"],
        intent_id=_id(found.get("payment_intent")),
        row=_note(found, "refund"),
        made_at=_moment(found["created"]),
    )


def dispute(found: Found) -> DisputeAnswer:
    """An outcome that Stripe has not named yet counts as open: a person looks."""
    details = found.get("evidence_details") or {}
    return DisputeAnswer(
        dispute_id=found["id"],
        intent_id=_id(found.get("payment_intent")),
        outcome=OUTCOMES.get(found["status"], "open"),
        amount_pence=found["amount"],
        reason=found.get("reason") or "",
        opened_at=datetime.fromtimestamp(found["created"], tz=UTC),
        answer_by=_moment(details.get("due_by")),
    )


def intent(found: Found) -> IntentAnswer:
    return IntentAnswer(
        intent_id=found["id"],
        succeeded=found.get("status") == "succeeded",
        amount_pence=found.get("amount_received") or 0,
    )


def _id(link: Any) -> str:
    """The id of a linked object, whether Stripe sent the id alone or the whole."""
    if not link:
        return ""
    return link if isinstance(link, str) else str(link["id"])


def _note(found: Found, name: str) -> str:
    return str((found.get("metadata") or {}).get(name, ""))


def _moment(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, tz=UTC) if seconds else None
