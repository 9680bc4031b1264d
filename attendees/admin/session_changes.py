"""Changing a session that people have booked: they are shown to the organiser first, and told unless the organiser says no."""

from copy import copy
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminTextInputWidget

from attendees.changes import Difference, differences
from attendees.services.changes import readers_of, takes_place, tell_of_change
from workshops.admin.session import TOLD_TO_CALENDARS
from workshops.admin.session_form import SessionForm
from workshops.models import Session

TELL, QUIET = "tell", "quiet"
LOOK = "Nothing is saved yet. Look below, at “If something changes”: this is what people will be told."
FIELDSET = (
    "If something changes",
    {
        "fields": ("tell", "tell_note", "told_of"),
        "description": "Date, time, place, link and directions are told to everyone with a place, with an update for "
        "their calendars. You see what they will read before it goes out.",
    },
)


class ToldSessionForm(SessionForm):
    """Asks once before people are told: the first saving shows what they would read, the second sends it."""

    tell = forms.ChoiceField(
        label="Those with a place",
        choices=[(TELL, "Tell them by email"), (QUIET, "Tell nobody")],
        initial=TELL,
        required=False,
        widget=UnfoldAdminRadioSelectWidget,
    )
    tell_note = forms.CharField(
        label="A sentence for them",
        max_length=300,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="Such as the reason. It stands in the email.",
    )
    # What the organiser has been shown; the same changes are not asked about twice.
    told_of = forms.CharField(required=False, widget=forms.HiddenInput)
    before: Session | None = None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors or not self.instance.pk:
            return cleaned
        # Locked until the page is answered: whoever presses twice at once tells people once.
        rows = Session.objects.select_for_update(of=("self",), no_key=True)
        self.before = rows.select_related("workshop").get(pk=self.instance.pk)
        found = differences(self.before, self._after(self.before, cleaned))
        number = readers_of(self.before).number if found and takes_place(self.before) else 0
        if number and cleaned.get("tell") != QUIET and cleaned.get("told_of") != _signed(found):
            shown: Any = self.data.copy()  # type: ignore[attr-defined]
            shown["told_of"] = _signed(found)
            self.data = shown
            self.add_error("tell", _asked(number, found))
        return cleaned

    def _after(self, before: Session, cleaned: dict[str, Any]) -> Session:
        """The session as it will be."""
        after = copy(before)
        for name in TOLD_TO_CALENDARS & set(self.changed_data) & set(cleaned):
            setattr(after, name, cleaned[name])
        return after


def tell_or_warn(request: HttpRequest, session: Session, form: ToldSessionForm, *, by: str) -> bool:
    """Tell everyone of what the form changed, unless it said not to; False when nobody was told."""
    if form.before is None or form.cleaned_data.get("tell") == QUIET:
        return False
    number = tell_of_change(
        session_id=session.pk, before=form.before, by=by, note=form.cleaned_data.get("tell_note", "")
    )
    if number:
        messages.success(request, f"{people(number)} told of the change by email.")
    return bool(number)


def people(number: int) -> str:
    return "1 person is" if number == 1 else f"{number} people are"


def _asked(number: int, found: list[Difference]) -> list[str]:
    return [
        f"Nothing is saved yet. {people(number)} told of this by email:",
        *map(str, found),
        "Save again to send it, or choose “Tell nobody” first.",
    ]


def _signed(found: list[Difference]) -> str:
    return sha256("\n".join(map(str, found)).encode()).hexdigest()[:16]
