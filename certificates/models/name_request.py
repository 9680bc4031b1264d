"""Wishes for another name on a certificate."""

from django.db import models
from django.db.models import CheckConstraint, Q

from attendees.models import Place
from certificates.enums import NAME_REQUEST_MOVES, NameRequestState
from workshops.models.constraints import one_of


class NameRequest(models.Model):
    """Someone asks for another name on the certificate of a place than a slip would explain; an organiser decides.

    `before` is the name on the certificate when it was asked. Personal data: before, name, note.
    """

    MOVES = NAME_REQUEST_MOVES

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="name_requests")
    before = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=NameRequestState.choices, default=NameRequestState.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            one_of("state", NameRequestState, name="namerequest_state"),
            CheckConstraint(
                condition=Q(state=NameRequestState.OPEN, decided_at__isnull=True)
                | (~Q(state=NameRequestState.OPEN) & Q(decided_at__isnull=False)),
                name="namerequest_decided",
            ),
            CheckConstraint(
                condition=~Q(state=NameRequestState.DECLINED) | ~Q(answer=""),
                name="namerequest_declined_has_answer",
                violation_error_message="Say why it is declined.",
            ),
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(state=NameRequestState.OPEN),
                name="namerequest_one_open_per_place",
                violation_error_message="A request for this certificate is open already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before}: {self.name}"
