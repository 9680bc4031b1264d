"""People who wait for a seat."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Lower

from workshops.models import Session


class WaitingListEntry(models.Model):
    """A wish for a number of places, in order of arrival. `left_at` ends it. Personal data: name, email."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="waiting")
    name = models.CharField(max_length=200)
    email = models.EmailField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="waiting"
    )
    quantity = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "waiting-list entry"
        verbose_name_plural = "waiting-list entries"
        ordering = ["created_at", "pk"]
        constraints = [
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

    def __str__(self) -> str:
        return self.name
