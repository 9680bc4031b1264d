"""Amounts in lists and forms, as a bill prints them."""

from typing import Any

from unfold.decorators import display

from workshops.foundation.money import exact_amount


@display(description="Amount", ordering="amount_pence")
def amount(row: Any) -> str:
    """The sum of a payment or a refund."""
    return exact_amount(row.amount_pence)
