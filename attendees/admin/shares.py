"""What goes back when places are cancelled: the policy's answer, said before it is chosen, and an organiser's own."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.db.models import TextChoices
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from attendees.admin.place_open import called
from attendees.enums import BookingState, Settlement
from attendees.errors import CancelRefusedError
from attendees.models import Booking, Place
from attendees.services.places import kept_pence
from workshops.admin.actions import SpokenReasonForm
from workshops.foundation.money import exact_amount

# Beyond so many places a page says the sum alone.
MOST_LINES = 12
NOTHING_PAID = "Nothing was charged, so nothing goes back."
UNPAID = "What goes back is taken off the invoice first; what was paid beyond that is refunded."
OVER = "The session has begun, so the policy has no answer any more: you decide."


class Share(TextChoices):
    POLICY = "policy", "By the policy"
    ALL = "all", "Everything"
    NONE = "none", "Nothing"
    OTHER = "other", "Another percentage"


class CancelForm(SpokenReasonForm):
    """A reason, which the emails say."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "Reason, said to those concerned"
        self.fields["reason"].help_text = "Printed in the emails that go out, and kept in the record of changes."


class ShareForm(CancelForm):
    """The reason, and how much of the price goes back; `cleaned_data["share_percent"]` is None for the policy's share."""

    share = forms.ChoiceField(
        label="What goes back",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what goes back.", "invalid_choice": "Choose what goes back."},
    )
    percent = forms.IntegerField(
        label="Percentage",
        required=False,
        min_value=0,
        max_value=100,
        help_text="Of the price of each place, for “Another percentage”.",
        widget=UnfoldAdminIntegerFieldWidget,
        error_messages={
            "invalid": "Write a whole number from 0 to 100.",
            "min_value": "Write a whole number from 0 to 100.",
            "max_value": "Write a whole number from 0 to 100.",
        },
    )
    field_order = ("share", "percent", "reason")

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["share"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        share, percent = cleaned.get("share"), cleaned.get("percent")
        if share == Share.OTHER and percent is None and "percent" not in self.errors:
            self.add_error("percent", "Enter the percentage that goes back.")
        if share not in {Share.OTHER, None} and percent is not None:
            self.add_error("percent", "You entered a percentage: choose “Another percentage” too, or take it out.")
        shares = {Share.ALL: 100, Share.NONE: 0, Share.OTHER: percent}
        return cleaned | {"share_percent": shares.get(share)}


def cancelling(booking: Booking, places: Sequence[Place]) -> tuple[list[str], Callable[..., forms.Form]]:
    """What cancelling `places` gives back now, in sentences, and the form that asks for more than that."""
    total = sum(place.price_pence for place in places if not place.hold_ends_at)
    if not is_charged(booking) or not total:
        return [NOTHING_PAID], CancelForm
    backs = _backs(booking, places)
    choices = [(value, label) for value, label in Share.choices if backs or value != Share.POLICY]
    facts = _spoken(places, backs, total) if backs else [OVER]
    if booking.state == BookingState.HELD:
        facts.append(UNPAID)
    return facts, lambda *args, **kwargs: ShareForm(*args, choices=choices, **kwargs)


def is_charged(booking: Booking) -> bool:
    """Whether anything of its price can be kept: it was paid, or billed."""
    return booking.state == BookingState.CONFIRMED or (
        booking.state == BookingState.HELD and booking.settlement == Settlement.INVOICE
    )


def _backs(booking: Booking, places: Sequence[Place]) -> list[int]:
    """What the policy gives back of each place, in pence; empty once it has no answer."""
    try:
        return [_price(place) - kept_pence(booking, place) for place in places]
    except CancelRefusedError:
        return []


def _price(place: Place) -> int:
    return 0 if place.hold_ends_at else place.price_pence


def _spoken(places: Sequence[Place], backs: Sequence[int], total: int) -> list[str]:
    each = [
        f"For {called(place)}: {exact_amount(back)} of {exact_amount(_price(place))}."
        for place, back in zip(places, backs, strict=True)
    ]
    lines = each if 1 < len(each) <= MOST_LINES else []
    return [f"By the policy {exact_amount(sum(backs))} of {exact_amount(total)} would go back now.", *lines]
