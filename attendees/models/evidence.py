"""What shows that someone was there, and how names in reports were understood."""

from django.db import models
from django.db.models import CheckConstraint, F, Q

from attendees.enums import FILE_MOVES, QUERY_MOVES, FileState, QueryState, StaySource
from attendees.models.place import Place
from workshops.models import Session
from workshops.models.constraints import one_of


class AttendanceFile(models.Model):
    """A report of who was in a meeting, as it was uploaded. `sealed` holds its bytes encrypted, until they are wiped.

    The same bytes for the same session are kept once. Personal data: name, sealed.
    """

    MOVES = FILE_MOVES

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendance_files")
    state = models.CharField(max_length=12, choices=FileState.choices, default=FileState.READ)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    label = models.CharField(max_length=120, help_text="What kind of report it was taken for.")
    sealed = models.BinaryField(null=True, editable=False)
    columns = models.JSONField(null=True, blank=True, help_text="Which column is what, where a person had to say.")
    day_first = models.BooleanField(null=True, blank=True, help_text="How dates are read, where a person had to say.")
    uploaded_by = models.CharField(max_length=60)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    wiped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            one_of("state", FileState, name="file_state"),
            CheckConstraint(
                condition=~Q(state=FileState.APPLIED) | Q(applied_at__isnull=False), name="file_applied_at"
            ),
            CheckConstraint(condition=Q(sealed__isnull=False) | Q(wiped_at__isnull=False), name="file_sealed_or_wiped"),
            models.UniqueConstraint(
                fields=["session", "sha256"],
                condition=~Q(state=FileState.DISCARDED),
                name="file_once_per_session",
                violation_error_message="This file was uploaded for this session already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Stay(models.Model):
    """One stretch of presence on a place, or a moment (start without an end), or a bare total of minutes."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="stays")
    source = models.CharField(max_length=12, choices=StaySource.choices)
    file = models.ForeignKey(AttendanceFile, null=True, blank=True, on_delete=models.PROTECT, related_name="stays")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    total_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=60)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            one_of("source", StaySource, name="stay_source"),
            CheckConstraint(
                condition=Q(starts_at__isnull=False, total_minutes__isnull=True)
                | Q(starts_at__isnull=True, ends_at__isnull=True, total_minutes__isnull=False),
                name="stay_times_or_total",
            ),
            CheckConstraint(condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="stay_in_order"),
            CheckConstraint(
                condition=~Q(source=StaySource.REPORT) | Q(file__isnull=False), name="stay_of_report_has_file"
            ),
            models.UniqueConstraint(
                fields=["place", "file", "starts_at"], condition=Q(file__isnull=False), name="stay_once_per_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()}: {self.place}"


class IdentityDecision(models.Model):
    """What a person decided about a name or address in reports of one session: whose place it is, or nobody of ours.

    `key` is the normalised name or address. Personal data: key.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="identity_decisions")
    key = models.CharField(max_length=300)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.CASCADE, related_name="identity_decisions")
    by = models.CharField(max_length=60)
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "key"], name="identity_once_per_session")]

    def __str__(self) -> str:
        return self.key


class ColumnChoice(models.Model):
    """Which column is what in lists with these headers, remembered from the last time a person chose."""

    fingerprint = models.CharField(max_length=64, unique=True)
    columns = models.JSONField()
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.fingerprint[:12]


class CheckIn(models.Model):
    """The code that a session shows on its last slide, and when it counts."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="check_in")
    code = models.CharField(max_length=12)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)

    class Meta:
        constraints = [CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="checkin_window")]

    def __str__(self) -> str:
        return self.code


class AttendanceQuery(models.Model):
    """Someone says that their attendance is recorded wrongly. Personal data: text, answer."""

    MOVES = QUERY_MOVES

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="attendance_queries")
    state = models.CharField(max_length=12, choices=QueryState.choices, default=QueryState.OPEN)
    text = models.TextField(max_length=2000)
    answer = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "attendance queries"
        ordering = ["-created_at", "-pk"]
        constraints = [
            one_of("state", QueryState, name="query_state"),
            CheckConstraint(
                condition=~Q(state=QueryState.ANSWERED) | Q(answered_at__isnull=False), name="query_answered_at"
            ),
            models.UniqueConstraint(
                fields=["place"], condition=Q(state=QueryState.OPEN), name="query_one_open_per_place"
            ),
        ]

    def __str__(self) -> str:
        return f"Query of {self.place}"


class AccessNeed(models.Model):
    """What would help someone take part, or what they eat. Asked with consent, deleted after the session.

    Personal data of a special kind: text. Seen only with the permission attendees.view_accessneed.
    """

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="access_need")
    text = models.TextField(max_length=1000)
    consented_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Need of place {self.place_id}"
