"""Bookings on invoice: money that arrived by bank, confirming before it does, and giving the places up when it does not."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from unfold.widgets import UnfoldAdminTextInputWidget

from attendees.admin.booking_tables import moment
from attendees.enums import BookingState, Settlement
from attendees.errors import InvoiceRefusedError
from attendees.models import Booking, Payment
from attendees.services.balances import balance_of
from attendees.services.invoicing import outdated, record_transfer, release_unpaid, trust_booking
from workshops.admin.actions import Step
from workshops.admin.base import OrganiserAdmin, actor
from workshops.admin.fields import PoundsField
from workshops.foundation.money import exact_amount


class TransferForm(forms.Form):
    """A sum that arrived. `seen` is what was outstanding on the page, so that a second click records nothing twice."""

    amount = PoundsField(
        label="Amount in pounds",
        help_text="What arrived, in full or in part.",
        error_messages={
            "required": "Enter the amount that arrived.",
            "invalid": "Write the amount as 95 or 95.00.",
            "max_decimal_places": "Write the amount with two figures for the pence, such as 95.50.",
        },
    )
    reference = forms.CharField(
        label="Reference",
        max_length=200,
        help_text="As the bank statement has it. Kept with the payment and in the record of changes.",
        widget=UnfoldAdminTextInputWidget,
        error_messages={"required": "Enter the reference, so that the payment can be found on the bank statement."},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, outstanding: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, initial={"amount": outstanding, "seen": str(outstanding)})
        self.outstanding = outstanding

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("seen") != str(self.outstanding):
            self.data = self.data.copy()
            self.data["seen"] = str(self.outstanding)
            raise ValidationError(outdated(self.outstanding))
        return cleaned


def transfer_step(admin: OrganiserAdmin, booking: Booking, request: HttpRequest) -> Step:
    balance = balance_of(booking)
    billing = getattr(booking, "billing", None)
    facts = [f"{exact_amount(balance.outstanding)} is outstanding of {exact_amount(balance.owed)}."]
    if billing:
        facts.append(f"Billed to {billing.name}, due {moment(billing.due_at)}.")
    facts.append(
        "A receipt is issued. Once nothing is outstanding, a held booking is confirmed and its people are told."
    )
    return Step(
        admin=admin,
        row=booking,
        title=f"Record a bank transfer for booking {booking}",
        facts=facts,
        button="Record the transfer",
        form=lambda data: TransferForm(data, outstanding=balance.outstanding),
        act=lambda filled: record_transfer(
            booking_id=booking.pk,
            amount_pence=filled["amount"],
            reference=filled["reference"],
            by=actor(request),
            seen_pence=balance.outstanding,
        ),
        tell=_tell_recorded,
    )


def _tell_recorded(request: HttpRequest, payment: Payment) -> None:
    booking = payment.booking
    left = balance_of(booking).outstanding
    rest = f"{exact_amount(left)} is still outstanding." if left else "Nothing is outstanding any more."
    messages.success(request, f"{exact_amount(payment.amount_pence)} recorded for booking {booking}. {rest}")


def trust_step(admin: OrganiserAdmin, booking: Booking, request: HttpRequest) -> Step:
    return Step(
        admin=admin,
        row=booking,
        title=f"Confirm booking {booking} before it is paid",
        facts=[
            "Its places are confirmed now, and its people are told.",
            f"{exact_amount(balance_of(booking).outstanding)} stays outstanding, and reminders go on.",
        ],
        button="Confirm the booking",
        done="Confirmed before payment",
        act=lambda reason: trust_booking(booking_id=booking.pk, by=actor(request), reason=reason),
        asks_reason=True,
    )


def release_step(admin: OrganiserAdmin, booking: Booking, request: HttpRequest) -> Step:
    taken = balance_of(booking).taken
    return Step(
        admin=admin,
        row=booking,
        title=f"Release the unpaid places of booking {booking}",
        facts=[
            "The booking ends, its seats are free again, and the invoice is credited.",
            f"{exact_amount(taken)} arrived for it and goes back." if taken else "No money arrived for it.",
            f"{booking.booker_email} is told that the places were not paid for.",
        ],
        button="Release the places",
        done="Released unpaid",
        act=_releaser(booking, request),
        asks_reason=True,
        is_grave=True,
    )


def _releaser(booking: Booking, request: HttpRequest) -> Callable[[str], object]:
    def release(reason: str) -> None:
        if booking.settlement != Settlement.INVOICE:
            raise InvoiceRefusedError(f"Booking {booking} is not on invoice. Cancel it instead.")
        ended = release_unpaid(booking_id=booking.pk, by=actor(request), reason=reason)
        if ended.state != BookingState.EXPIRED:
            raise InvoiceRefusedError(
                f"Booking {booking} is {ended.get_state_display().lower()}, so nothing was released."
            )

    return release
