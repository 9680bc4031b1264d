"""Announcements on the site."""

from django.db import models

from workshops.enums import NOTICE_MOVES, NoticeKind, NoticeState
from workshops.models.constraints import in_order, one_of
from workshops.models.workshop import Workshop
from workshops.querysets import NoticeQuerySet


class Notice(models.Model):
    """A dated announcement: a survey to answer, a conference run with partners."""

    MOVES = NOTICE_MOVES

    kind = models.CharField(max_length=12, choices=NoticeKind.choices, default=NoticeKind.OTHER)
    state = models.CharField(max_length=12, choices=NoticeState.choices, default=NoticeState.DRAFT)
    title = models.CharField(max_length=200)
    body = models.TextField(help_text="Leave an empty line between paragraphs.")
    link_text = models.CharField(max_length=80, blank=True)
    link_url = models.CharField(
        max_length=500, blank=True, help_text="An address on this site (/workshops/…) or elsewhere (https://…)."
    )
    workshop = models.ForeignKey(Workshop, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices")
    shown_from = models.DateTimeField(null=True, blank=True)
    shown_until = models.DateTimeField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            one_of("kind", NoticeKind, name="notice_kind"),
            one_of("state", NoticeState, name="notice_state"),
            in_order("shown_from", "shown_until", name="notice_window", message="A notice ends after it begins."),
        ]

    def __str__(self) -> str:
        return self.title
