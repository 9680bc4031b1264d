"""The frozen words of a certificate, as a person reads them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join

from workshops.foundation.durations import hours_label


def shown_snapshot(snapshot: Mapping[str, Any]) -> str:
    """A list of terms; what is empty is left out, and the signature is only said to be there."""
    rows = [(name.replace("_", " ").capitalize(), text) for name, text in _texts(snapshot) if text]
    return format_html('<dl class="lectern-words">{}</dl>', format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))


def _texts(snapshot: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in snapshot.items():
        yield name, _text(name, value)


def _text(name: str, value: Any) -> str:
    if name == "signature":
        return "An image" if value else ""
    if name == "timetable":
        return "; ".join(f"{line['time']} {line['title']}" for line in value)
    if name.endswith("minutes") and value:
        return hours_label(value)
    return "; ".join(value) if isinstance(value, list) else str(value or "")
