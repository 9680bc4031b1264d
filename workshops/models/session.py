"""When and where a workshop is delivered."""

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils import timezone

from workshops.enums import SESSION_MOVES, Mode, SessionState
from workshops.foundation.clock import elapsed_minutes
from workshops.models.constraints import in_order, one_of
from workshops.models.people import Presenter
from workshops.models.workshop import Workshop
from workshops.querysets import SessionQuerySet


def known_zone(name: str) -> None:
    """Refuse a time zone that the tz database does not have."""
    if name not in available_timezones():
        raise ValidationError(f"There is no time zone called “{name}”. Write it as Europe/London.")


class Session(models.Model):
    """One dated delivery of a workshop.

    `places_taken` counts live places (held or confirmed). It is changed only by `workshops.services.seats`,
    in one conditional UPDATE, so the catalogue never asks who has booked. `waiting_count` likewise.
    """

    MOVES = SESSION_MOVES

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="sessions")
    state = models.CharField(max_length=12, choices=SessionState.choices, default=SessionState.DRAFT)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=40, default="Europe/London", validators=[known_zone])
    mode = models.CharField(max_length=12, choices=Mode.choices, default=Mode.ONLINE)
    platform = models.CharField(max_length=40, blank=True, help_text="Zoom, Teams or Meet, for a session online.")
    joining_url = models.URLField(blank=True, max_length=500, help_text="Shown to people with a confirmed place only.")
    joining_note = models.CharField(
        max_length=200, blank=True, help_text="Meeting number and passcode, or what to ask for at the desk."
    )
    venue_name = models.CharField(max_length=120, blank=True)
    venue_address = models.CharField(max_length=250, blank=True)
    town = models.CharField(max_length=60, blank=True, help_text="As lists show it, such as: Leeds.")
    capacity = models.PositiveIntegerField()
    places_taken = models.PositiveIntegerField(default=0, editable=False)
    waiting_count = models.PositiveIntegerField(default=0, editable=False)
    booking_opens_at = models.DateTimeField(null=True, blank=True, help_text="Empty: as soon as it is scheduled.")
    booking_closes_at = models.DateTimeField(null=True, blank=True, help_text="Empty: when it starts.")
    cpd_minutes = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        verbose_name="CPD minutes",
        help_text="Empty: from the timetable, or else from the workshop.",
    )
    directions = models.TextField(blank=True, help_text="How to find the venue: trains, parking, step-free ways in.")
    meeting_number = models.CharField(
        max_length=40, blank=True, help_text="Of the online meeting, to tell its reports from others: 812 3456 7890."
    )
    joining_opens_hours = models.PositiveSmallIntegerField(
        default=24, help_text="Hours before the start from which attendees see the joining link."
    )
    attendance_percent = models.PositiveSmallIntegerField(
        null=True, blank=True, default=80, help_text="The share of the teaching that earns a full certificate."
    )
    attendance_minutes = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Instead of a share: the minutes that earn it."
    )
    grace_minutes = models.PositiveSmallIntegerField(
        default=5, help_text="Minutes that nobody is held to at the start and at the end."
    )
    counts_each_part = models.BooleanField(default=False, help_text="The rule holds for each teaching part by itself.")
    gives_partial_hours = models.BooleanField(
        default=True, help_text="Less than the rule still earns the hours attended, rounded down to the quarter."
    )
    reminds_week = models.BooleanField(default=True, help_text="A message a week before.")
    reminds_day = models.BooleanField(default=True, help_text="A message a day before, with the joining link.")
    reminds_hour = models.BooleanField(default=True, help_text="A message an hour before, with the joining link.")
    follows_up = models.BooleanField(default=True, help_text="A message afterwards: what happens next.")
    sequence = models.PositiveIntegerField(
        default=0, editable=False, help_text="Grows with each change that calendars must hear of."
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            one_of("state", SessionState, name="session_state"),
            one_of("mode", Mode, name="session_mode"),
            in_order(
                "starts_at", "ends_at", name="session_start_before_end", message="A session ends after it starts."
            ),
            in_order(
                "booking_opens_at",
                "booking_closes_at",
                name="session_booking_window",
                message="Booking closes after it opens.",
            ),
            CheckConstraint(
                condition=Q(places_taken__gte=0) & Q(places_taken__lte=F("capacity")),
                name="session_places_within_capacity",
                violation_error_message="The capacity cannot be lower than the number of places already taken.",
            ),
            CheckConstraint(
                condition=Q(attendance_percent__isnull=True) | Q(attendance_percent__range=(1, 100)),
                name="session_attendance_percent",
                violation_error_message="The share lies between 1 and 100 percent.",
            ),
            CheckConstraint(
                condition=Q(attendance_percent__isnull=False, attendance_minutes__isnull=True)
                | Q(attendance_percent__isnull=True, attendance_minutes__isnull=False, attendance_minutes__gte=1),
                name="session_attendance_rule",
                violation_error_message="The rule is either a share or a number of minutes.",
            ),
            CheckConstraint(condition=Q(waiting_count__gte=0), name="session_waiting_not_negative"),
            CheckConstraint(
                condition=Q(cpd_minutes__isnull=True) | Q(cpd_minutes__range=(1, 6000)),
                name="session_cpd_minutes",
                violation_error_message="CPD minutes lie between 1 and 6,000; leave them empty while they are unknown.",
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="session_state_starts")]

    def __str__(self) -> str:
        return f"{self.workshop.title}, {self.local_start:%d %b %Y}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def local_start(self) -> datetime:
        return self.starts_at.astimezone(self.zone)

    @property
    def local_end(self) -> datetime:
        return self.ends_at.astimezone(self.zone)

    @property
    def seats_left(self) -> int:
        return self.capacity - self.places_taken

    @property
    def is_past(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def teaching_minutes(self) -> int | None:
        """CPD minutes: its own, else the sum of its teaching parts, else the workshop's. Reads prefetched parts."""
        taught = sum(part.minutes for part in self.parts.all() if part.is_teaching)
        return self.cpd_minutes or taught or self.workshop.cpd_minutes


class TimetablePart(models.Model):
    """A stretch of a session. Breaks, registration and networking are not teaching and give no CPD."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="parts")
    title = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_teaching = models.BooleanField(default=True)
    is_participatory = models.BooleanField(default=False)
    is_skills = models.BooleanField(default=False)
    presenter = models.ForeignKey(Presenter, null=True, blank=True, on_delete=models.SET_NULL, related_name="parts")

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            in_order(
                "starts_at",
                "ends_at",
                name="part_start_before_end",
                message="A part of the timetable ends after it starts.",
            ),
            CheckConstraint(
                condition=Q(is_teaching=True) | Q(is_participatory=False, is_skills=False),
                name="part_break_is_not_teaching",
                violation_error_message="A part that is not teaching is neither participatory nor skills practice.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def minutes(self) -> int:
        """Length in whole minutes."""
        return elapsed_minutes(self.starts_at, self.ends_at)
