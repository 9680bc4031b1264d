"""The second page: the objectives whole, the timetable as a table, the modalities."""

from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from certificates.rendering.content import CertificateContent, TimetableLine
from workshops.foundation.durations import exact_hours
from workshops.printing.accents import CLASSES, css_class, voice
from workshops.printing.faces import ANYTHING, DISPLAY, TEXT
from workshops.printing.text import long_date


def programme_page(content: CertificateContent) -> SafeString:
    issued = f"version {content.version}, issued {long_date(content.issued_on)}"
    running = f"{content.name} · {content.number} · {issued}"
    parts = format_html_join("\n", "{}", ((part,) for part in _parts(content)))
    return format_html(
        '<section class="more{}"><h2 class="title{}" data-running="{}">{}</h2>{}</section>',
        _voices(content, running), css_class(content.title, DISPLAY), running, content.title, parts,
    )  # fmt: skip


def _voices(content: CertificateContent, running: str) -> str:
    """Classes for the face of the page's text and for that of its running head."""
    rows = [f"{line.time}\n{line.kind}\n{line.title}" for line in content.timetable]
    body = css_class("\n".join([*content.objectives, *rows, content.modalities]), TEXT)
    return f"{body} head-{CLASSES[ANYTHING]}" if voice(running, TEXT) == ANYTHING else body


def _parts(content: CertificateContent) -> Iterator[SafeString]:
    if content.objectives:
        items = format_html_join("", "<li>{}</li>", ((text,) for text in content.objectives))
        yield format_html('<h3 class="caps">Learning objectives</h3><ol>{}</ol>', items)
    if content.timetable:
        yield format_html('<h3 class="caps">Timetable</h3>{}', _table(content))
    if content.modalities:
        yield format_html('<h3 class="caps">Modalities</h3><p class="modes">{}</p>', content.modalities)


def _table(content: CertificateContent) -> SafeString:
    head = format_html_join("", '<th scope="col">{}</th>', ((word,) for word in ("Time", "Counted", "Kind", "Part")))
    rows = format_html_join("", "{}", ((_row(line),) for line in content.timetable))
    return format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", head, rows)


def _row(line: TimetableLine) -> SafeString:
    counted = "not counted" if line.minutes is None else exact_hours(line.minutes)
    return format_html(
        '<tr class="{}"><th scope="row">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>',
        "off" if line.minutes is None else "on", line.time, counted, line.kind, line.title,
    )  # fmt: skip
