"""Money that came in and went back."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Q

from attendees.enums import PAYMENT_MOVES, REFUND_MOVES, PaymentMethod, PaymentState, RefundState
from attendees.models.booking import Booking
from attendees.models.place import Place
from workshops.models.constraints import one_of


class Payment(models.Model):
    """Money for a booking: one try at Stripe's checkout, or a bank transfer that an organiser recorded.

    `for_place` is set when it pays the difference for a place that moves, and names the new place.

    `key` is the checkout's idempotency key and `order` what was asked for, both stored before the call is made, so a
    repeat asks for the very same. A try that came to nothing is LAPSED and a new row takes its place; `closed_at` says
    when Stripe confirmed that nobody can pay it any more. Until then the sweep keeps an eye on it.
    """

    MOVES = PAYMENT_MOVES

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="payments")
    method = models.CharField(max_length=12, choices=PaymentMethod.choices, default=PaymentMethod.CARD)
    state = models.CharField(max_length=12, choices=PaymentState.choices, default=PaymentState.PENDING)
    for_place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="payments")
    amount_pence = models.PositiveIntegerField()
    note = models.CharField(max_length=200, blank=True, help_text="Of a bank transfer: its reference.")
    currency = models.CharField(max_length=3, default="gbp")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    checkout_id = models.CharField(max_length=120, null=True, blank=True, unique=True)
    checkout_url = models.URLField(max_length=1000, blank=True)
    checkout_expires_at = models.DateTimeField(null=True, blank=True)
    order = models.JSONField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    intent_id = models.CharField(max_length=120, null=True, blank=True, unique=True)
    looked_at = models.DateTimeField(null=True, blank=True, help_text="When Stripe was last asked about it.")
    created_at = models.DateTimeField(auto_now_add=True)
    paid_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            one_of("state", PaymentState, name="payment_state"),
            one_of("method", PaymentMethod, name="payment_method"),
            CheckConstraint(condition=Q(amount_pence__gt=0), name="payment_amount"),
            CheckConstraint(condition=~Q(state=PaymentState.PAID) | Q(paid_at__isnull=False), name="payment_paid_at"),
            CheckConstraint(
                condition=~Q(state=PaymentState.OPEN) | Q(checkout_id__isnull=False), name="payment_open_checkout"
            ),
            CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(state__in=[PaymentState.LAPSED, PaymentState.PAID]),
                name="payment_closed_is_over",
            ),
            models.UniqueConstraint(
                fields=["booking"],
                condition=Q(state__in=[PaymentState.PENDING, PaymentState.OPEN]),
                name="payment_one_open_per_booking",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_method_display()} {self.booking.reference}"


class Refund(models.Model):
    """Money that goes back for one payment. Written with the decision; a task carries it out.

    Of a bank transfer it waits until an organiser has sent it by hand. `is_outside`: made in Stripe's dashboard.
    """

    MOVES = REFUND_MOVES

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    state = models.CharField(max_length=12, choices=RefundState.choices, default=RefundState.PENDING)
    amount_pence = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    stripe_id = models.CharField(max_length=120, null=True, blank=True, unique=True)
    is_outside = models.BooleanField(default=False, verbose_name="made in Stripe’s dashboard")
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            one_of("state", RefundState, name="refund_state"),
            CheckConstraint(condition=Q(amount_pence__gt=0), name="refund_amount"),
            CheckConstraint(
                condition=~Q(state=RefundState.SUCCEEDED) | Q(settled_at__isnull=False), name="refund_settled_at"
            ),
        ]

    def __str__(self) -> str:
        return f"Refund of {self.payment}"
