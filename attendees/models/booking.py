"""Bookings: who ordered what, and how it is settled."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Lower

from attendees.enums import BOOKING_MOVES, BookingState, RefundState, Settlement
from attendees.querysets import BookingQuerySet
from workshops.foundation.codes import random_code
from workshops.models import Session
from workshops.models.constraints import one_of


def new_reference() -> str:
    """A booking reference: 40 bits of chance, read out in two breaths."""
    return random_code(groups=2, size=4)


class Booking(models.Model):
    """One order by one booker: one or more places, made for `session`, of which some may have moved to another since.

    `total_pence` is what is owed for it now, VAT included: live places, and what is kept of those given back
    (docs/bookings.md). `waived_pence` went back without a place going back. `policy` holds the terms on cancelling as they
    were when it was made. `form_key` is the key of the form it came from: a replayed form finds its booking instead of making another.
    Personal data: booker_name, booker_email.
    """

    MOVES = BOOKING_MOVES

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="bookings")
    state = models.CharField(max_length=12, choices=BookingState.choices, default=BookingState.HELD)
    booker_name = models.CharField(max_length=200)
    booker_email = models.EmailField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="bookings"
    )
    settlement = models.CharField(max_length=12, choices=Settlement.choices, default=Settlement.CARD)
    total_pence = models.PositiveIntegerField()
    waived_pence = models.PositiveIntegerField(default=0)
    policy = models.JSONField(default=dict, editable=False)
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    consented_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
    hold_ends_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    expired_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_reason = models.CharField(max_length=300, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            one_of("state", BookingState, name="booking_state"),
            one_of("settlement", Settlement, name="booking_settlement"),
            CheckConstraint(
                condition=~Q(state__in=[BookingState.HELD, BookingState.OFFERED]) | Q(hold_ends_at__isnull=False),
                name="booking_held_until",
            ),
            CheckConstraint(
                condition=~Q(state=BookingState.DECLINED) | (Q(declined_at__isnull=False) & ~Q(declined_reason="")),
                name="booking_declined_at",
            ),
            CheckConstraint(
                condition=~Q(state=BookingState.CONFIRMED) | Q(confirmed_at__isnull=False), name="booking_confirmed_at"
            ),
            CheckConstraint(
                condition=~Q(state=BookingState.EXPIRED) | Q(expired_at__isnull=False), name="booking_expired_at"
            ),
            CheckConstraint(
                condition=~Q(state=BookingState.CANCELLED) | Q(cancelled_at__isnull=False), name="booking_cancelled_at"
            ),
            CheckConstraint(condition=Q(booker_email=Lower(F("booker_email"))), name="booking_email_lower"),
        ]
        indexes = [
            models.Index(fields=["hold_ends_at"], name="booking_holds", condition=Q(state__in=["held", "offered"])),
            models.Index(fields=["booker_email"], name="booking_email"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return f"/bookings/{self.reference}/"

    @property
    def is_free(self) -> bool:
        return self.total_pence == 0

    @property
    def refunded_pence(self) -> int:
        """What went back or is on its way, in pence. Reads prefetched payments and refunds."""
        refunds = [refund for payment in self.payments.all() for refund in payment.refunds.all()]
        return sum(refund.amount_pence for refund in refunds if refund.state != RefundState.FAILED)


class BillingDetails(models.Model):
    """To whom a booking is invoiced. Personal data: all but purchase_order and due_at."""

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="billing")
    name = models.CharField(max_length=200, help_text="The organisation that pays.")
    address = models.CharField(max_length=400)
    purchase_order = models.CharField(max_length=60, blank=True)
    accounts_email = models.EmailField(blank=True, help_text="Gets a copy of each document: accounts payable.")
    due_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "billing details"

    def __str__(self) -> str:
        return self.name
