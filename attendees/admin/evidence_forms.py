"""What organisers fill in about a report: the report itself, its columns, and who somebody is."""

from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminTextareaWidget

from attendees.evidence import Columns, Table
from attendees.evidence.reading.dates import read_moment
from attendees.evidence.reading.durations import read_seconds
from attendees.evidence.reading.names import without_numbers

ONE_OF_BOTH = "Choose a file or paste a list, one of the two."
NEITHER = "Choose a file, or paste a list."
TWICE = "Two columns are said to be “{}”. Choose it once."
# What a column may hold, in the order in which reports tend to have it.
KINDS = {
    "name": "Name",
    "first_name": "First name",
    "last_name": "Last name",
    "email": "Email",
    "joined": "Time of joining",
    "left": "Time of leaving",
    "minutes": "Minutes, or a length such as 1 h 10 min",
}
NOT_NEEDED = ("", "Not needed")


class ReportForm(forms.Form):
    """A report as a file, or a list that was pasted."""

    file = forms.FileField(
        label="Report file",
        required=False,
        help_text="As it comes from Zoom, Teams or Meet: do not open it in Excel first. Lists as CSV or XLSX are read too.",
        widget=UnfoldAdminFileFieldWidget,
    )
    text = forms.CharField(
        label="Or paste a list",
        required=False,
        help_text="Addresses of those who came, one a line, or rows copied from a table.",
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 5}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("file") and cleaned.get("text"):
            self.add_error("text", ONE_OF_BOTH)
        elif not self.errors and not cleaned.get("file") and not cleaned.get("text"):
            self.add_error("file", NEITHER)
        return cleaned


class ColumnsForm(forms.Form):
    """Which column is what, with a guess; `table` is what the file begins with."""

    has_header = forms.BooleanField(label="The first row is a heading, not a person", required=False)

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        guessed = {position: field for field, position in vars(table.guess).items() if field != "has_header"}
        super().__init__(*args, **kwargs)
        self.table = table
        self.fields["has_header"].initial = table.guess.has_header
        for position in range(max(map(len, [table.header, *table.rows]), default=0)):
            self.fields[f"column_{position}"] = forms.ChoiceField(
                label=f"Column {position + 1} holds",
                required=False,
                choices=[NOT_NEEDED, *KINDS.items()],
                initial=guessed.get(position, ""),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = [kind for kind in KINDS if list(self._kinds().values()).count(kind) > 1]
        if chosen:
            self.add_error(None, TWICE.format(KINDS[chosen[0]]))
        return cleaned

    @property
    def columns(self) -> Columns:
        positions: dict[str, Any] = {kind: position for position, kind in self._kinds().items()}
        return Columns(**positions, has_header=self.cleaned_data["has_header"])

    def shown(self) -> list[tuple[str, list[str], Any]]:
        """Each column: its heading, what stands in it, and the question."""
        return [
            (_cell(self.table.header, at), [_cell(row, at) for row in self.table.rows], self[f"column_{at}"])
            for at in range(len(self.fields) - 1)
        ]

    def _kinds(self) -> dict[int, str]:
        return {
            int(name.rpartition("_")[2]): kind
            for name, kind in self.cleaned_data.items()
            if name.startswith("column_") and kind
        }


def _cell(cells: tuple[str, ...], at: int) -> str:
    """As it stands there, without telephone numbers, which no page shows."""
    cell = cells[at] if at < len(cells) else ""
    is_time = read_moment(cell) is not None or read_seconds(cell) is not None
    return cell if is_time else without_numbers(cell)
