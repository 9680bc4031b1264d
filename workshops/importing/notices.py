"""Turns the lines of an announcement into a draft notice."""

import re
from collections.abc import Sequence

from workshops.importing.announcements import is_title, kind_of
from workshops.importing.furniture import is_button
from workshops.importing.lines import Line
from workshops.importing.paragraphs import paragraphs
from workshops.importing.parsed import NoticeKind, ParsedNotice
from workshops.importing.sentences import sentences

BACKED = re.compile(
    r"\b(?:brought to you|(?:organised|hosted|presented|run)(?: jointly| together)?) by (.+)", re.IGNORECASE
)
TOGETHER = re.compile(r",? \b(?:and )?in (?:collaboration|partnership|association|conjunction) with ", re.IGNORECASE)
NAMELESS: dict[NoticeKind, str] = {"survey": "Survey", "conference": "Free conference", "other": "Notice"}


def read_notice(lines: Sequence[Line]) -> ParsedNotice:
    """The first line is the title when it is no sentence; a notice without one is named after its kind."""
    rest = list(lines)
    link = rest.pop().content if len(rest) > 1 and is_button(rest[-1].content) else ""
    title = rest.pop(0).content if (len(rest) > 1 or link) and is_title(rest[0]) else ""
    body = "\n\n".join(paragraph.text for paragraph in paragraphs(rest))
    kind = kind_of(f"{title} {body}")
    return ParsedNotice(title or NAMELESS[kind], body, kind, link, read_partners(body))


def has_own_title(lines: Sequence[Line]) -> bool:
    return any(read_notice(lines).title == line.content for line in lines[:1])


def read_partners(text: str) -> tuple[str, ...]:
    """Who stands behind it: "brought to you by A in collaboration with B" gives A and B. "And" parts nothing."""
    found: dict[str, None] = {}
    for sentence in (part for block in text.split("\n\n") for part in sentences(block)):
        backed = BACKED.search(sentence)
        if backed:
            found.update(dict.fromkeys(_name(name) for name in TOGETHER.split(backed[1])))
    return tuple(name for name in found if name[:1].isupper())


def _name(text: str) -> str:
    bare = text.strip(" .,;:!")
    return bare[4:] if bare[:4].casefold() == "the " else bare
