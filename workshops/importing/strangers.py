"""Recognises a heading whose wording is not known, so that its text is not taken for the passage above."""

import re
from collections.abc import Sequence

from workshops.importing.dates import read_date
from workshops.importing.lines import Line
from workshops.importing.names import read_names
from workshops.importing.parsed import Part

PROSE = frozenset({Part.AUDIENCE, Part.ABOUT_PRESENTER, Part.MODALITIES, Part.REFERENCES, Part.UNKNOWN})
LISTS = frozenset({Part.AIMS, Part.OBJECTIVES})
SENTENCE_MARKS = re.compile(r"[\d.,;()]")
MOST_WORDS = 8


def is_unknown_heading(line: Line, following: Sequence[Line], part: Part, above: Sequence[Line]) -> bool:
    """A line with heading signs; or a short one on its own, after finished text and before a sentence or a list."""
    if line.heading_marks:
        return part is not Part.DESCRIPTION or not _is_fact(line)
    if line.bulleted or not line.opens_block or not above or not following:
        return False
    return _looks_like_heading(line) and _is_finished(above, part) and _starts_text(following[0])


def _is_fact(line: Line) -> bool:
    return bool(read_names(line.content) or read_date(line.content))


def _looks_like_heading(line: Line) -> bool:
    return line.word_count <= MOST_WORDS and not SENTENCE_MARKS.search(line.content)


def _is_finished(above: Sequence[Line], part: Part) -> bool:
    if part in LISTS:
        return any(line.bulleted for line in above)
    return part is Part.REFERENCES or (part in PROSE and (above[-1].ends_sentence or above[-1].bulleted))


def _starts_text(line: Line) -> bool:
    return line.bulleted or (line.ends_sentence and line.word_count > 3)
