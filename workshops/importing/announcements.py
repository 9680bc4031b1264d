"""Recognises where a page stops speaking of its workshop and announces something else."""

import re
from collections.abc import Sequence

from workshops.importing.furniture import is_button
from workshops.importing.lines import Line
from workshops.importing.parsed import NoticeKind, Part

SURVEY = re.compile(r"\b(?:survey|questionnaire|poll)\b", re.IGNORECASE)
FREE_EVENT = re.compile(
    r"(?<!feel )\bfree(?: \w{1,20}){0,2} (?:conference|event|webinar|seminar|symposium)\b", re.IGNORECASE
)
CONFERENCE = re.compile(r"\b(?:conference|symposium|webinar|seminar)\b", re.IGNORECASE)
BACKERS = re.compile(
    r"\b(?:brought to you by|(?:organised|hosted|presented|run) by|in (?:collaboration|partnership|association) with)\b",
    re.IGNORECASE,
)
OWN_EVENT = re.compile(
    r"(?:this|the|our) (?:\w+ )?(?:workshop|session|day|training|course|webinar|event) (?:is|was|has)", re.IGNORECASE
)
INVITATION = re.compile(
    r"\b(?:please|invited?|take part|taking part|click|complete|help us|your (?:views|experiences?))\b", re.IGNORECASE
)
# A survey among the reading is a reference, not a notice.
CITED = re.compile(r"\(?\b(?:19|20)\d{2}\b\)?[a-z]?[).,]|\(n\.?d\.?\)")
LISTS = frozenset({Part.OBJECTIVES, Part.AIMS, Part.MODALITIES})
NEARBY = 6


def announces(line: Line, following: Sequence[Line], part: Part | None) -> bool:
    """Whether a notice starts at this line, given the part it stands in and the lines that follow."""
    text = line.content
    if not line.opens_block or line.bulleted or CITED.search(text) or OWN_EVENT.match(text):
        return False
    if part is Part.DESCRIPTION:
        return _heads_survey(line, following, button_needed=True)
    if FREE_EVENT.search(text) or (BACKERS.search(text) and part is not Part.ABOUT_PRESENTER):
        return True
    return _heads_survey(line, following, button_needed=False) or (part not in LISTS and _invites_to_survey(text))


def kind_of(text: str) -> NoticeKind:
    if SURVEY.search(text):
        return "survey"
    return "conference" if FREE_EVENT.search(text) or CONFERENCE.search(text) else "other"


def is_title(line: Line) -> bool:
    """Short, and no sentence."""
    return bool(line.heading_marks) or (line.word_count <= 16 and not line.ends_sentence)


def _heads_survey(line: Line, following: Sequence[Line], *, button_needed: bool) -> bool:
    if not SURVEY.search(line.content) or not is_title(line):
        return False
    near = [known.content for known in following[:NEARBY]]
    return any(is_button(text) or (not button_needed and INVITATION.search(text)) for text in near)


def _invites_to_survey(text: str) -> bool:
    return bool(SURVEY.search(text) and INVITATION.search(text))
