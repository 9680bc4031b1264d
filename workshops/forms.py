"""What visitors type to find a workshop."""

from typing import Any

from django import forms

from workshops.enums import WorkshopKind
from workshops.models import Presenter, Workshop


class DayField(forms.DateField):
    """A day of this century, as browsers send it or as people here write it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y"], **kwargs)
        self.error_messages["invalid"] = "“{value}” is not a day. Write it as 29/01/2027."
        self.error_messages["far"] = "“{value}” lies too far away. Choose a year from 2000 to 2100."

    def to_python(self, value: Any) -> Any:
        try:
            day = super().to_python(value)
        except forms.ValidationError:
            raise self._refusal("invalid", value) from None
        # Beyond, sums with days and time zones leave the calendar.
        if day and not 2000 <= day.year <= 2100:
            raise self._refusal("far", value)
        return day

    def _refusal(self, code: str, value: Any) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code].replace("{value}", str(value)[:40]), code=code)


class CatalogueForm(forms.Form):
    """Search and filters of the catalogue. All are optional; GET keeps them in the address."""

    q = forms.CharField(
        label="Words in the title, or a presenter’s name",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
        error_messages={"max_length": "Search for fewer words: 100 characters at most."},
    )
    kind = forms.ChoiceField(
        label="Kind",
        required=False,
        choices=[("", "Any"), *WorkshopKind.choices],
        error_messages={"invalid_choice": "There is no kind “%(value)s”. Choose one from the list."},
    )
    presenter = forms.ModelChoiceField(
        label="Presenter",
        required=False,
        queryset=Presenter.objects.none(),
        to_field_name="slug",
        empty_label="Anyone",
        error_messages={"invalid_choice": "There is no such presenter. Choose one from the list."},
    )
    price = forms.ChoiceField(
        label="Price",
        required=False,
        choices=[("", "Any"), ("free", "Free"), ("paid", "With a fee")],
        error_messages={"invalid_choice": "There is no price “%(value)s”. Choose one from the list."},
    )
    first_day = DayField(label="From")
    last_day = DayField(label="To")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        published = Presenter.objects.filter(workshops__in=Workshop.objects.published()).distinct()
        self.fields["presenter"].queryset = published.order_by("name", "pk")  # type: ignore[attr-defined]

    @property
    def narrows(self) -> bool:
        """Whether anything but words was asked for, or went wrong."""
        return any(self.data.get(name) for name in self.fields if name != "q")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and first > last:
            self.add_error("last_day", "The last day lies before the first. Change one of them.")
        self._keep_what_was_typed()
        return cleaned

    def _keep_what_was_typed(self) -> None:
        """A date field shows nothing that is not a date, so one that could not be read becomes a text field."""
        for name in ("first_day", "last_day"):
            if name in self.errors:
                self.fields[name].widget.input_type = "text"
