"""The form of a session: rules that compare what is entered with who has booked already."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from unfold.widgets import UnfoldAdminSelectWidget

from workshops.models import Session

# Where attendees of a session online mostly are; any other zone that a session has already is kept as a choice.
ZONES = (
    "Europe/London",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Europe/Paris",
    "Europe/Berlin",
    "Europe/Athens",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Australia/Sydney",
    "Pacific/Auckland",
    "UTC",
)

BOTH = "The rule is either a share or a number of minutes: empty one of the two."
NEITHER = "The rule needs a share or a number of minutes."


class SessionForm(forms.ModelForm):
    """Capacity and start are held against the places taken, a counter the form does not show."""

    time_zone = forms.ChoiceField(
        label="Time zone", help_text="The zone the public pages show.", widget=UnfoldAdminSelectWidget
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Browsers send lines with other ends than they were given: that is no change.
        self.initial["directions"] = "\r\n".join(str(self.initial.get("directions") or "").splitlines())
        zone: Any = self.fields.get("time_zone")
        if zone is not None:
            zone.choices = [(name, name.replace("_", " ")) for name in dict.fromkeys([*ZONES, self.instance.time_zone])]

    def clean_directions(self) -> str:
        return "\n".join(self.cleaned_data["directions"].splitlines())

    def clean_capacity(self) -> int:
        capacity = self.cleaned_data["capacity"]
        taken = self._taken()
        if capacity < taken:
            raise ValidationError(f"{taken} places are taken already, so the capacity cannot be lower than {taken}.")
        return capacity

    def clean_starts_at(self) -> Any:
        """A session that has begun may be corrected in all else; only a new start must lie ahead."""
        start = self.cleaned_data["starts_at"]
        if "starts_at" in self.changed_data and start <= timezone.now() and self._taken():
            raise ValidationError(
                "People hold places on this session, so it cannot be moved into the past. Enter a coming date."
            )
        return start

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        share, minutes = cleaned.get("attendance_percent"), cleaned.get("attendance_minutes")
        is_read = "attendance_minutes" in cleaned and "attendance_percent" in cleaned
        if is_read and (share is None) == (minutes is None):
            self.add_error("attendance_minutes", NEITHER if share is None else BOTH)
        return cleaned

    def clean_attendance_percent(self) -> int | None:
        share: int | None = self.cleaned_data["attendance_percent"]
        if share is not None and not 1 <= share <= 100:
            raise ValidationError("Enter a share between 1 and 100 percent.")
        return share

    def clean_attendance_minutes(self) -> int | None:
        minutes: int | None = self.cleaned_data["attendance_minutes"]
        if minutes == 0:
            raise ValidationError("Enter a minute at the least, or leave this empty.")
        return minutes

    def _taken(self) -> int:
        return Session.objects.filter(pk=self.instance.pk).values_list("places_taken", flat=True).first() or 0
