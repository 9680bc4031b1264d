"""The timetable in a session's form."""

from collections.abc import Iterator
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from unfold.admin import TabularInline

from workshops.admin.base import OrganiserInline
from workshops.models import Session, TimetablePart


class TimetableFormSet(BaseInlineFormSet):
    """Holds the parts within their session, and apart from each other."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        kept = [form for form in self.forms if form.cleaned_data and form not in self.deleted_forms]
        parts = sorted((form.instance for form in kept), key=lambda part: part.starts_at)
        wrong = [*_outside(self.instance, parts), *_overlapping(parts)]
        if wrong:
            raise ValidationError(wrong)


def _outside(session: Session, parts: list[TimetablePart]) -> Iterator[str]:
    """Nothing while the session's own times are missing or refused: they are put right first."""
    if session.starts_at and session.ends_at:
        for part in parts:
            if part.starts_at < session.starts_at or part.ends_at > session.ends_at:
                yield f"“{part.title}” lies outside the session: {_span(session)}."


def _span(session: Session) -> str:
    """From when to when it lasts, by the clock of the form: "28 March, 09:30, to 29 March, 17:00"."""
    return ", to ".join(date_format(localtime(end), "j F, H:i") for end in (session.starts_at, session.ends_at))


def _overlapping(parts: list[TimetablePart]) -> Iterator[str]:
    for earlier, later in pairwise(parts):
        if later.starts_at < earlier.ends_at:
            yield f"“{later.title}” begins before “{earlier.title}” ends."


class TimetableInline(OrganiserInline, TabularInline):
    model = TimetablePart
    formset = TimetableFormSet
    fields = ("starts_at", "ends_at", "title", "presenter", "is_teaching", "is_participatory", "is_skills")
    extra = 0
    verbose_name_plural = "timetable (UK time)"
