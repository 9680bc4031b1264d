"""The report of an import, as plain text for a terminal or a page."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from workshops.foundation.durations import hours_label
from workshops.importing.parsed import Finding, Level, ParsedNotice, ParsedPage, Part
from workshops.importing.sentences import first_words

LABEL_WIDTH = 20
NOTHING = "(nothing found)"
PARTLY_USED = "Its CPD was taken over. The rest was not understood."


def render_report(page: ParsedPage) -> str:
    """What was read into each field, then what a person must decide, what was not understood and what was ignored.

    A section that would be empty is left out.
    """
    ignored = [found for found in page.findings_at(Level.UNDERSTOOD) if found.part is Part.IGNORED]
    sections = (
        "\n".join(_fields(page)),
        _section("Notices found", [_notice(notice) for notice in page.notices]),
        _section("For a person to decide", _told(page.findings_at(Level.FOR_A_PERSON))),
        _section("Not understood, and not imported", _told(_left_over(page))),
        _section("Ignored", _told(ignored)),
    )
    return "\n\n".join(filter(None, sections)) + "\n"


def _left_over(page: ParsedPage) -> Iterator[Finding]:
    """What was not understood, less the lines whose whole text is the CPD claim that was taken over."""
    taken = [found for found in page.findings_at(Level.UNDERSTOOD) if found.part is Part.CPD]
    for found in page.findings_at(Level.NOT_UNDERSTOOD):
        claims = [claim.text for claim in taken if set(found.lines) & set(claim.lines)]
        if not claims:
            yield found
        elif not any(found.text in claim for claim in claims):
            yield replace(found, reason=PARTLY_USED)


def _fields(page: ParsedPage) -> Iterator[str]:
    yield _row("Title", page.title)
    yield _row("Presenters", "; ".join(page.presenters))
    yield _row("Date", f"{page.date.day} {page.date:%B %Y}" if page.date else "")
    yield _row("CPD", hours_label(page.cpd.minutes) if page.cpd.minutes else "")
    yield _row("Partners", "; ".join(page.partners))
    yield _row("Description", _counted(page.description, "paragraph"))
    yield _row("Aims", _counted(page.aims, "item"))
    yield _row("Objectives", _counted(page.objectives, "item"))
    yield _row("Modalities", _counted(page.modalities, "item"))
    yield _row("References", _counted(page.references, "item"))
    yield _row("About the presenter", first_words(page.about_presenter))
    yield _row("Audience", first_words(page.audience))


def _row(label: str, value: str) -> str:
    return f"{label:<{LABEL_WIDTH}} {' '.join(value.split()) or NOTHING}"


def _counted(texts: tuple[str, ...], noun: str) -> str:
    if not texts:
        return ""
    return f"{len(texts)} {noun}{'' if len(texts) == 1 else 's'}: {first_words(texts[0])}"


def _section(heading: str, entries: list[str]) -> str:
    if not entries:
        return ""
    return "\n".join([f"{heading}: {len(entries)}", *(f"  - {entry}" for entry in entries)])


def _notice(notice: ParsedNotice) -> str:
    backed = f" By {' and '.join(notice.partners)}." if notice.partners else ""
    link = f" Button: {notice.link_text}." if notice.link_text else ""
    return f"[{notice.kind}] {notice.title}: {first_words(' '.join(notice.body.split()))}{link}{backed}"


def _told(findings: Iterable[Finding]) -> list[str]:
    return [_finding(found) for found in findings]


def _finding(found: Finding) -> str:
    quoted = f": “{first_words(found.text)}”" if found.text else ""
    return f"{found.part}{_where(found.lines)}{quoted}. {found.reason}"


def _where(lines: tuple[int, ...]) -> str:
    if not lines:
        return ""
    return f" (line {lines[0]})" if len(lines) == 1 else f" (lines {', '.join(str(number) for number in lines)})"
