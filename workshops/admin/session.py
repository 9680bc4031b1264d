"""Sessions, as far as they are known without asking who comes. Registered higher up, with the roster."""

from typing import Any

from django.contrib import messages
from django.db.models import Case, DateTimeField, F, IntegerField, Model, QuerySet, When
from django.db.models.functions import Now
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from unfold.decorators import action, display

from workshops.admin.actions import Step, row_or_404, run_each
from workshops.admin.base import OrganiserAdmin, actor
from workshops.admin.filters import WhenFilter
from workshops.admin.labels import OVER, STATES
from workshops.admin.schedule_facts import schedule_facts
from workshops.admin.session_form import SessionForm
from workshops.admin.ticket import TicketInline
from workshops.admin.timetable import TimetableInline
from workshops.enums import SessionState, WorkshopState
from workshops.models import Session
from workshops.services.publishing import schedule_session

UK_TIME = "Enter and read all times here as UK time (Europe/London)."
RULE = "What earns a certificate. It counts for proposals made from now on; what was confirmed stays as it is."
MESSAGES = "Sent by themselves to everyone with a confirmed place, each once. None is sent late."
# What a calendar entry shows: a change of any of these makes a new edition of it.
TOLD_TO_CALENDARS = {
    "starts_at",
    "ends_at",
    "time_zone",
    "mode",
    "platform",
    "joining_url",
    "joining_note",
    "venue_name",
    "venue_address",
    "town",
    "directions",
}


# Those to come, soonest first, then those that are over, latest first.
IS_OVER = Case(When(ends_at__lte=Now(), then=1), default=0, output_field=IntegerField())
UNTIL_START = Case(When(ends_at__gt=Now(), then=F("starts_at")), default=None, output_field=DateTimeField())
COMING_FIRST = (IS_OVER.asc(), UNTIL_START.asc(), F("starts_at").desc())


class SessionAdmin(OrganiserAdmin):
    form = SessionForm
    list_display = ("shown_start", "workshop", "shown_state", "seats", "waiting")
    list_display_links = ("shown_start",)
    list_filter = (WhenFilter, "state", "mode")
    list_select_related = ("workshop",)
    search_fields = ("workshop__title", "town", "venue_name")
    date_hierarchy = "starts_at"
    ordering = COMING_FIRST
    autocomplete_fields = ("workshop",)
    readonly_fields = ("state", "seats", "waiting_count", "updated_at")
    inlines = (TimetableInline, TicketInline)
    actions = ("schedule",)
    actions_detail = ("schedule_one",)
    steps_to = {"schedule_one": SessionState.SCHEDULED}
    shows_changes = True
    fieldsets = (
        (None, {"fields": ("state", "seats", "waiting_count")}),
        (
            "What and when",
            {"fields": ("workshop", "starts_at", "ends_at", "time_zone", "cpd_minutes"), "description": UK_TIME},
        ),
        ("Where", {"fields": ("mode", "venue_name", "venue_address", "town", "directions")}),
        (
            "Joining",
            {"fields": ("platform", "joining_url", "joining_opens_hours", "joining_note", "meeting_number")},
        ),
        ("Booking", {"fields": ("capacity", "booking_opens_at", "booking_closes_at"), "description": UK_TIME}),
        (
            "Attendance rule",
            {
                "fields": (
                    "attendance_percent",
                    "attendance_minutes",
                    "grace_minutes",
                    "counts_each_part",
                    "gives_partial_hours",
                ),
                "description": RULE,
            },
        ),
        (
            "Messages",
            {"fields": ("reminds_week", "reminds_day", "reminds_hour", "follows_up"), "description": MESSAGES},
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Session | None = None) -> tuple[str, ...]:
        fixed = ("workshop",) if obj is not None and self.is_booked(obj) else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def is_booked(self, session: Session) -> bool:
        """Whether anyone counts on this session being of its workshop."""
        return session.places_taken > 0

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only drafts: a session that visitors have seen is cancelled instead."""
        is_draft = obj is None or obj.state == SessionState.DRAFT
        return is_draft and super().has_delete_permission(request, obj)

    def fields_to_save(self, obj: Session, form: ModelForm) -> set[str]:
        fields = super().fields_to_save(obj, form)
        if not TOLD_TO_CALENDARS & set(form.changed_data):
            return fields
        obj.sequence = F("sequence") + 1
        return fields | {"sequence"}

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and TOLD_TO_CALENDARS & set(form.changed_data):
            self.tell_of_change(request, Session.objects.get(pk=obj.pk), form)

    def tell_of_change(self, request: HttpRequest, session: Session, form: ModelForm) -> None:
        """What happens when calendars have something to hear. Here nobody knows who comes, so nobody is told."""
        warn_of_the_untold(request, session)

    @display(description="Starts", ordering="starts_at")
    def shown_start(self, session: Session) -> str:
        start = session.local_start
        return f"{date_format(start, 'D j M Y, H:i')} {start.tzname()}"

    @display(description="State", ordering="state", label=STATES)
    def shown_state(self, session: Session) -> str:
        is_over = session.state == SessionState.SCHEDULED and session.is_past
        return OVER if is_over else session.get_state_display()

    def view_on_site(self, session: Session) -> str | None:
        """The workshop's page, which lists its sessions; nowhere while visitors cannot see it."""
        shown = session.workshop.state == WorkshopState.PUBLISHED and session.state != SessionState.DRAFT
        return session.workshop.get_absolute_url() if shown else None

    @display(description="Seats", ordering="places_taken")
    def seats(self, session: Session) -> str:
        return f"{session.places_taken} of {session.capacity}" if session.pk else "None taken yet"

    @display(description="Waiting", ordering="waiting_count")
    def waiting(self, session: Session) -> int:
        return session.waiting_count

    @action(description="Schedule", permissions=["act"])
    def schedule(self, request: HttpRequest, queryset: QuerySet) -> None:
        run_each(request, queryset, lambda pk: schedule_session(session_id=pk, by=actor(request)), done="Scheduled")

    @action(description="Schedule", url_path="schedule", permissions=["act"], icon="event_available")
    def schedule_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        session = row_or_404(self, request, object_id)
        return Step(
            admin=self,
            row=session,
            title=f"Schedule “{session}”",
            facts=schedule_facts(session),
            button="Schedule",
            done="Scheduled",
            act=lambda _: schedule_session(session_id=session.pk, by=actor(request)),
        ).answer(request)


def warn_of_the_untold(request: HttpRequest, session: Session) -> None:
    """Saving sends nothing: the organiser has to know that, and how many people count on what was there before."""
    number = session.places_taken
    if number and not session.is_past:
        people = "1 person holds a place" if number == 1 else f"{number} people hold a place"
        messages.warning(request, f"Nobody has been told of this change yet: {people} on this session.")
