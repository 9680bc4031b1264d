"""The form by which an organiser says that someone was there from then until then."""

from datetime import datetime
from typing import Any

from django import forms
from django.forms.widgets import DateTimeInput
from django.utils.timezone import make_aware

from workshops.models import Session

WRITTEN = "%Y-%m-%dT%H:%M"


class StayForm(forms.Form):
    """From and until are hours of the session's own zone, whatever clock the organiser sits by."""

    starts_at = forms.DateTimeField(label="From", input_formats=[WRITTEN])
    ends_at = forms.DateTimeField(label="Until", input_formats=[WRITTEN])
    reason = forms.CharField(
        label="How you know",
        max_length=200,
        help_text="Such as: on the paper register; spoke in the discussion at 11. It is kept with the stay.",
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        initial = {"starts_at": session.local_start.strftime(WRITTEN), "ends_at": session.local_end.strftime(WRITTEN)}
        super().__init__(*args, initial=initial, prefix="stay", **kwargs)
        self.session = session
        for name in ("starts_at", "ends_at"):
            self.fields[name].widget = DateTimeInput(format=WRITTEN, attrs={"type": "datetime-local"})

    def clean_starts_at(self) -> datetime:
        return self._there("starts_at")

    def clean_ends_at(self) -> datetime:
        return self._there("ends_at")

    def _there(self, name: str) -> datetime:
        """Django reads an hour by its own zone; it was meant by the session's."""
        return make_aware(self.cleaned_data[name].replace(tzinfo=None), self.session.zone)
