"""People who wait for a seat."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Lower

from attendees.enums import STILL_WAITING, WAITING_MOVES, WaitingState
from attendees.models.booking import Booking
from workshops.models import Session, TicketType
from workshops.models.constraints import one_of


class WaitingListEntry(models.Model):
    """A wish for `quantity` places on one ticket type, at the price promised when it was made.

    `rank` is its turn: the lowest is next, and organisers may change it. `booking` is the offer made to it. `left_at` is
    when it ended, in whatever way. `attends`: whether the first place is for the person who waits. Personal data: name, email.
    """

    MOVES = WAITING_MOVES

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="waiting")
    name = models.CharField(max_length=200)
    email = models.EmailField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="waiting"
    )
    state = models.CharField(max_length=12, choices=WaitingState.choices, default=WaitingState.WAITING)
    rank = models.BigIntegerField(default=0)
    ticket_type = models.ForeignKey(TicketType, null=True, blank=True, on_delete=models.PROTECT, related_name="waiting")
    promised_pence = models.PositiveIntegerField(default=0, help_text="For one place, VAT included.")
    attends = models.BooleanField(default=True)
    booking = models.OneToOneField(
        Booking, null=True, blank=True, on_delete=models.PROTECT, related_name="waiting_entry"
    )
    quantity = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "waiting-list entry"
        verbose_name_plural = "waiting-list entries"
        ordering = ["rank", "pk"]
        constraints = [
            one_of("state", WaitingState, name="waiting_state"),
            CheckConstraint(
                condition=Q(state__in=STILL_WAITING, left_at__isnull=True)
                | (~Q(state__in=STILL_WAITING) & Q(left_at__isnull=False)),
                name="waiting_left_at",
            ),
            CheckConstraint(
                condition=~Q(state=WaitingState.OFFERED) | Q(booking__isnull=False), name="waiting_offer_has_booking"
            ),
            CheckConstraint(
                condition=Q(quantity__range=(1, 50)),
                name="waiting_quantity",
                violation_error_message="Wait for between 1 and 50 places.",
            ),
            CheckConstraint(condition=Q(email=Lower(F("email"))), name="waiting_email_lower"),
            models.UniqueConstraint(
                fields=["session", "email"],
                condition=Q(left_at__isnull=True),
                name="waiting_once_per_person",
                violation_error_message="You are already on the waiting list for this session.",
            ),
        ]

        indexes = [
            models.Index(fields=["session", "rank"], name="waiting_next", condition=Q(state=WaitingState.WAITING))
        ]

    def __str__(self) -> str:
        return self.name
