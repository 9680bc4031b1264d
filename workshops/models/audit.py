"""The record of who changed which state, when and why."""

from django.db import models


class StateChange(models.Model):
    """One move of one row from state to state. Never changed.

    Written by `transition()`, and of attendance, which has decisions rather than a state, by `note_attendance()`.
    `by` names the door, not the person's data: "user:17", "booker", "stripe", "sweep".
    """

    subject = models.CharField(max_length=60)
    subject_id = models.PositiveBigIntegerField()
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    by = models.CharField(max_length=60)
    reason = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["subject", "subject_id"], name="statechange_subject")]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}: {self.from_state} to {self.to_state}"
