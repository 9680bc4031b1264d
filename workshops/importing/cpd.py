"""Settles how many CPD minutes a page claims, or says why a person must."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from workshops.foundation.durations import hours_label
from workshops.importing.amounts import Amount, find_amounts
from workshops.importing.paragraphs import Paragraph
from workshops.importing.parsed import CpdClaim
from workshops.importing.sentences import sentences

SPEAKS_OF_CPD = re.compile(r"\bC\.?P\.?D\b|\bcontinuing professional development\b", re.IGNORECASE)
SILENT = "The page does not say how long it counts as CPD."
NO_LENGTH = "The page speaks of CPD but gives no length."


@dataclass(frozen=True, slots=True)
class CpdReading:
    claim: CpdClaim
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mention:
    sentence: str
    numbers: tuple[int, ...]
    amounts: tuple[Amount, ...]


def read_cpd(passages: Iterable[Paragraph], *, headed: Iterable[Paragraph] = ()) -> CpdReading:
    """Reads the sentences that say CPD, and every sentence under a CPD heading (`headed`)."""
    mentions = [mention for passage in passages for mention in _mentions(passage, headed=False)]
    mentions += [mention for passage in headed for mention in _mentions(passage, headed=True)]
    telling = [mention for mention in mentions if mention.amounts]
    if not telling:
        return _without_length(mentions)
    claim = CpdClaim(*_settle(telling), reason=_reason(telling))
    return CpdReading(claim, _numbers(telling))


def says_only_cpd(text: str) -> bool:
    """True for one sentence that is nothing but a claim, such as "Worth 6 hours of CPD."."""
    return len(sentences(text)) == 1 and len(text.split()) <= 16 and speaks_of_cpd(text) and bool(find_amounts(text))


def speaks_of_cpd(text: str) -> bool:
    return bool(SPEAKS_OF_CPD.search(text))


def _mentions(passage: Paragraph, *, headed: bool) -> Iterable[_Mention]:
    for sentence in sentences(passage.text):
        if headed or speaks_of_cpd(sentence):
            yield _Mention(sentence, passage.numbers, tuple(find_amounts(sentence)))


def _without_length(mentions: list[_Mention]) -> CpdReading:
    if not mentions:
        return CpdReading(CpdClaim(None, "", SILENT))
    return CpdReading(CpdClaim(None, mentions[0].sentence, NO_LENGTH), mentions[0].numbers)


def _settle(telling: list[_Mention]) -> tuple[int | None, str]:
    raw = " / ".join(dict.fromkeys(mention.sentence for mention in telling))
    lengths = {amount.minutes for amount in _strong(telling)}
    return (lengths.pop() if len(lengths) == 1 else None), raw


def _reason(telling: list[_Mention]) -> str:
    strong = _strong(telling)
    if not strong:
        return next(amount.reason for mention in telling for amount in mention.amounts)
    if len({amount.minutes for amount in strong}) > 1:
        wordings = " and ".join(dict.fromkeys(f"“{amount.raw}”" for amount in strong))
        return f"The page gives more than one length: {wordings}."
    return strong[0].reason or f"Read as {hours_label(strong[0].minutes or 0)}."


def _strong(telling: list[_Mention]) -> list[Amount]:
    """Real lengths, sure or not. Points, days and bare figures give way to them."""
    return [amount for mention in telling for amount in mention.amounts if not amount.weak]


def _numbers(telling: list[_Mention]) -> tuple[int, ...]:
    return tuple(sorted({number for mention in telling for number in mention.numbers}))
