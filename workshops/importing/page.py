"""Reads a whole page."""

from collections.abc import Sequence
from dataclasses import replace

from workshops.importing.accounts import account_for_rest, ask_about_bodies
from workshops.importing.cpd_claims import settle_cpd
from workshops.importing.days import read_day
from workshops.importing.drafts import read_notices
from workshops.importing.errors import PageRefusedError
from workshops.importing.fields import read_description, read_list, read_own_partners, read_references, read_text
from workshops.importing.furniture import is_button, is_furniture
from workshops.importing.ledger import Ledger
from workshops.importing.lines import Line, read_lines
from workshops.importing.markup import plain_text
from workshops.importing.opening import sort_opening
from workshops.importing.outline import Passage, outline
from workshops.importing.parsed import ParsedPage, Part
from workshops.importing.people import read_presenters
from workshops.importing.title import find_title, is_fact

EMPTY = "There is nothing to read: the page is empty. Copy the text of the page and try again."
NO_TITLE = "The page has no line that can be its title."
ABOVE = "It stands above the title."


def parse_page(text: str) -> ParsedPage:
    """Reads the text or HTML of one workshop's page.

    Line numbers in findings count from 1; those of HTML count the lines of the text in it.
    Raises PageRefusedError when there is nothing to read.
    """
    lines = read_lines(plain_text(text))
    if not lines:
        raise PageRefusedError(EMPTY)
    ledger = Ledger()
    title = _read_title(lines, ledger)
    passages = outline(_without_title(lines, title, ledger))
    page = _read_parts(title, passages, ledger)
    account_for_rest(passages, ledger)
    ask_about_bodies(passages, ledger)
    return replace(page, findings=ledger.close(lines))


def _read_title(lines: Sequence[Line], ledger: Ledger) -> Line | None:
    title = find_title(lines)
    if title:
        ledger.used(Part.TITLE, title.content, (title.number,))
    else:
        ledger.ask(Part.TITLE, "", NO_TITLE)
    return title


def _without_title(lines: Sequence[Line], title: Line | None, ledger: Ledger) -> list[Line]:
    """A date or a CPD claim above the title counts as part of the page; menus are ignored, anything else is left."""
    if title is None:
        return list(lines)
    kept: list[Line] = []
    for line in lines:
        if line.number > title.number or (line is not title and is_fact(line)):
            kept.append(line)
        elif line is not title and (is_furniture(line.content) or is_button(line.content)):
            ledger.ignore(line)
        elif line is not title:
            ledger.leave(line, ABOVE)
    return kept


def _read_parts(title: Line | None, passages: Sequence[Passage], ledger: Ledger) -> ParsedPage:
    opening = sort_opening([line for passage in passages if passage.opening for line in passage.lines])
    day, date_text = read_day(opening, passages, ledger)
    description = read_description(opening, passages, ledger)
    return ParsedPage(
        title=title.content if title else "",
        presenters=read_presenters(opening, passages, ledger),
        date=day,
        date_text=date_text,
        description=description,
        aims=read_list(Part.AIMS, passages, ledger),
        objectives=read_list(Part.OBJECTIVES, passages, ledger),
        modalities=read_list(Part.MODALITIES, passages, ledger),
        references=read_references(passages, ledger),
        about_presenter=read_text(Part.ABOUT_PRESENTER, passages, ledger),
        audience=read_text(Part.AUDIENCE, passages, ledger),
        partners=read_own_partners(description, ledger),
        cpd=settle_cpd(title, opening, passages, ledger),
        notices=read_notices(passages, ledger),
        findings=(),
    )
