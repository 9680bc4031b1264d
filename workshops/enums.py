"""Choices and the tables of allowed moves of what is offered."""

from django.db.models import TextChoices


class WorkshopKind(TextChoices):
    WORKSHOP = "workshop", "Workshop"
    WEBINAR = "webinar", "Webinar"
    CONFERENCE = "conference", "Conference"
    RECORDING = "recording", "Recording"


class WorkshopState(TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class SessionState(TextChoices):
    DRAFT = "draft", "Draft"
    SCHEDULED = "scheduled", "Scheduled"
    CANCELLED = "cancelled", "Cancelled"


class Mode(TextChoices):
    ONLINE = "online", "Live online"
    IN_PERSON = "in_person", "In person"


class InvoiceRelease(TextChoices):
    KEEP = "keep", "Keep them and send reminders"
    RELEASE = "release", "Release them and cancel the invoice"


class NoticeKind(TextChoices):
    SURVEY = "survey", "Survey"
    CONFERENCE = "conference", "Conference"
    OTHER = "other", "Other"


class NoticeState(TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


WORKSHOP_MOVES = {
    WorkshopState.DRAFT: frozenset({WorkshopState.PUBLISHED}),
    WorkshopState.PUBLISHED: frozenset({WorkshopState.WITHDRAWN}),
    WorkshopState.WITHDRAWN: frozenset({WorkshopState.PUBLISHED}),
}
SESSION_MOVES = {
    SessionState.DRAFT: frozenset({SessionState.SCHEDULED, SessionState.CANCELLED}),
    SessionState.SCHEDULED: frozenset({SessionState.CANCELLED}),
    SessionState.CANCELLED: frozenset[str](),
}
NOTICE_MOVES = {
    NoticeState.DRAFT: frozenset({NoticeState.PUBLISHED}),
    NoticeState.PUBLISHED: frozenset({NoticeState.WITHDRAWN}),
    NoticeState.WITHDRAWN: frozenset({NoticeState.PUBLISHED}),
}
