"""What Stripe told us, and where it and we do not agree."""

from django.db import models
from django.db.models import CheckConstraint, Q

from attendees.enums import (
    DISCREPANCY_MOVES,
    DISPUTE_MOVES,
    DiscrepancyKind,
    DiscrepancyState,
    DisputeState,
    EventState,
)
from attendees.models.payment import Payment
from workshops.models.constraints import one_of


class StripeEvent(models.Model):
    """One event that Stripe sent, kept once. It is only a trigger: the object is fetched anew before we act."""

    event_id = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=80)
    object_id = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=EventState.choices, default=EventState.NEW)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "Stripe event"
        ordering = ["-received_at", "-pk"]
        constraints = [
            one_of("state", EventState, name="event_state"),
            CheckConstraint(condition=~Q(state=EventState.DONE) | Q(done_at__isnull=False), name="event_done_at"),
        ]
        indexes = [models.Index(fields=["received_at"], name="event_new", condition=Q(state=EventState.NEW))]

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"


class Dispute(models.Model):
    """A payer's bank asks for the money back. Only a lost one counts as money that was given back."""

    MOVES = DISPUTE_MOVES

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="disputes")
    stripe_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=12, choices=DisputeState.choices, default=DisputeState.OPEN)
    amount_pence = models.PositiveIntegerField()
    reason = models.CharField(max_length=60, blank=True, help_text="As the bank names it.")
    answer_by = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            one_of("state", DisputeState, name="dispute_state"),
            CheckConstraint(
                condition=Q(state=DisputeState.OPEN) | Q(closed_at__isnull=False), name="dispute_closed_at"
            ),
        ]

    def __str__(self) -> str:
        return f"Dispute of {self.payment}"


class Discrepancy(models.Model):
    """Something that Stripe and our records tell differently, and that no machine may settle. Found by reconciling."""

    MOVES = DISCREPANCY_MOVES

    kind = models.CharField(max_length=20, choices=DiscrepancyKind.choices)
    subject = models.CharField(max_length=120, help_text="The id at Stripe, or ours.")
    state = models.CharField(max_length=12, choices=DiscrepancyState.choices, default=DiscrepancyState.OPEN)
    payment = models.ForeignKey(Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="discrepancies")
    detail = models.CharField(max_length=400)
    found_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "discrepancies"
        ordering = ["-found_at", "-pk"]
        constraints = [
            one_of("kind", DiscrepancyKind, name="discrepancy_kind"),
            one_of("state", DiscrepancyState, name="discrepancy_state"),
            CheckConstraint(
                condition=~Q(state=DiscrepancyState.SETTLED) | Q(settled_at__isnull=False),
                name="discrepancy_settled_at",
            ),
            models.UniqueConstraint(fields=["kind", "subject"], name="discrepancy_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"
