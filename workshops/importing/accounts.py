"""Accounts for what no field takes, and asks about what the page contradicts."""

from collections.abc import Sequence

from workshops.importing.bodies import contradictions
from workshops.importing.fields import SESSION_FACT, account_for_heading
from workshops.importing.ledger import Ledger
from workshops.importing.lines import Line
from workshops.importing.outline import Passage
from workshops.importing.parsed import Part

UNKNOWN_HEADING = "The heading is not one that is known."
UNDER_UNKNOWN = "It stands under a heading that is not known."
AFTER_NOTICE = "It stands after a notice, and it is not clear where it belongs."


def account_for_rest(passages: Sequence[Passage], ledger: Ledger) -> None:
    for passage in passages:
        if passage.part is Part.IGNORED:
            for line in passage.lines:
                ledger.ignore(line)
        elif passage.part is Part.UNKNOWN:
            _leave_unknown(passage, ledger)
        elif passage.part is Part.SESSION and passage.heading:
            ledger.leave(passage.heading, SESSION_FACT, Part.SESSION)
        elif passage.part is Part.CPD:
            _use_cpd(passage, ledger)


def ask_about_bodies(passages: Sequence[Passage], ledger: Ledger) -> None:
    """Each notice is looked at by itself, and the workshop's own text as a whole."""
    own: list[Line] = []
    for passage in passages:
        if passage.part is Part.NOTICES:
            _ask_about(passage.lines, Part.NOTICES, ledger)
        else:
            own += [passage.heading] if passage.heading else []
            own += passage.lines
    _ask_about(own, Part.DESCRIPTION, ledger)


def _leave_unknown(passage: Passage, ledger: Ledger) -> None:
    if passage.heading:
        ledger.leave(passage.heading, UNKNOWN_HEADING)
    for line in passage.lines:
        ledger.leave(line, UNDER_UNKNOWN if passage.heading else AFTER_NOTICE)


def _use_cpd(passage: Passage, ledger: Ledger) -> None:
    account_for_heading(passage, ledger)
    for line in passage.lines:
        ledger.used(Part.CPD, line.text, (line.number,))


def _ask_about(lines: Sequence[Line], part: Part, ledger: Ledger) -> None:
    for group, bodies in contradictions("\n".join(line.content for line in lines)):
        named = tuple(line.number for line in lines if any(body in line.content.split() for body in bodies))
        reason = f"The page gives one {group} to {' and to '.join(bodies)}. Decide which is meant."
        ledger.ask(part, " / ".join(bodies), reason, named)
