"""Bookings and the places in them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Lower

from attendees.enums import BOOKING_MOVES, LIVE_PLACES, PLACE_MOVES, BookingState, PlaceState, RefundState
from attendees.querysets import BookingQuerySet, PlaceQuerySet
from workshops.foundation.codes import random_code
from workshops.models import Session, TicketType
from workshops.models.constraints import one_of


def new_reference() -> str:
    """A booking reference: 40 bits of chance, read out in two breaths."""
    return random_code(groups=2, size=4)


class Booking(models.Model):
    """One order by one booker for one session.

    `form_key` is the key of the form it came from: a replayed form finds its booking instead of making another.
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
    total_pence = models.PositiveIntegerField()
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    consented_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
    hold_ends_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    expired_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            one_of("state", BookingState, name="booking_state"),
            CheckConstraint(
                condition=~Q(state=BookingState.HELD) | Q(hold_ends_at__isnull=False), name="booking_held_until"
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
            models.Index(fields=["hold_ends_at"], name="booking_holds", condition=Q(state=BookingState.HELD)),
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


class Place(models.Model):
    """One seat, and who sits in it. Attendance and certificates hang on the place.

    Personal data: attendee_name, attendee_email.
    """

    MOVES = PLACE_MOVES

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="places")
    session = models.ForeignKey(
        Session,
        on_delete=models.PROTECT,
        related_name="places",
        help_text="The booking's, repeated for the constraints.",
    )
    ticket_type = models.ForeignKey(TicketType, on_delete=models.PROTECT, related_name="places")
    state = models.CharField(max_length=12, choices=PlaceState.choices, default=PlaceState.HELD)
    price_pence = models.PositiveIntegerField()
    attendee_name = models.CharField(max_length=200, blank=True, help_text="Empty: to be named.")
    attendee_email = models.EmailField(blank=True)
    declaration = models.CharField(max_length=200, blank=True, help_text="What the booker confirmed, as it was worded.")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="places"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            one_of("state", PlaceState, name="place_state"),
            CheckConstraint(condition=Q(attendee_email=Lower(F("attendee_email"))), name="place_email_lower"),
            models.UniqueConstraint(
                fields=["session", "attendee_email"],
                condition=Q(state__in=LIVE_PLACES) & ~Q(attendee_email=""),
                name="place_live_once_per_person",
                violation_error_message="This person already has a place on this session.",
            ),
        ]

    def __str__(self) -> str:
        return self.attendee_name or "to be named"
