"""Whether someone came, and for how long."""

from django.db import models
from django.db.models import CheckConstraint, Q

from attendees.enums import Decision
from attendees.models.place import Place
from workshops.models.constraints import one_of


class Attendance(models.Model):
    """The decision for one place. It counts once `confirmed_at` is set, and may then be changed only by reopening."""

    place = models.OneToOneField(Place, on_delete=models.PROTECT, related_name="attendance")
    decision = models.CharField(max_length=12, choices=Decision.choices, default=Decision.REVIEW)
    minutes = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="CPD minutes evidenced; empty while they are unknown."
    )
    participatory_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    skills_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    evidence = models.CharField(max_length=300, blank=True, help_text="How the proposal came about, in one sentence.")
    is_proposed = models.BooleanField(default=False, help_text="Worked out from evidence, not marked by a person.")
    decided_by = models.CharField(max_length=60)
    decided_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "attendance"
        constraints = [
            one_of("decision", Decision, name="attendance_decision"),
            CheckConstraint(
                condition=~Q(decision__in=[Decision.FULL, Decision.PART]) | Q(minutes__isnull=False, minutes__gt=0),
                name="attendance_minutes",
                violation_error_message="Someone who attended has minutes of CPD.",
            ),
            CheckConstraint(
                condition=~Q(decision=Decision.REVIEW) | Q(confirmed_at__isnull=True),
                name="attendance_review_not_confirmed",
                violation_error_message="Decide first: what is to be reviewed cannot be confirmed.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.get_decision_display()}"
