"""Finds each length of time, or what stands in for one, in a sentence that speaks of CPD."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from workshops.importing.amount_patterns import (
    ANNUAL,
    CLOCK,
    EACH,
    INEXACT,
    NOT_A_CLAIM_AFTER,
    NOT_A_CLAIM_BEFORE,
    RULES,
)
from workshops.importing.numbers import number_value, plain_numbers

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Amount:
    """One wording. `minutes` is None when it gives no sure length; `weak` wordings yield to a real length beside them."""

    minutes: int | None
    raw: str
    reason: str = ""
    weak: bool = False


def find_amounts(sentence: str) -> list[Amount]:
    """Amounts in the order of the rules; each stretch of the sentence is read once, by the first rule that fits."""
    text = plain_numbers(sentence)
    found: list[Amount] = []
    for kind, pattern in RULES:
        matches = list(pattern.finditer(text))
        found += [amount for match in matches for amount in _read(kind, match, text)]
        for match in matches:
            text = text[: match.start()] + "_" * len(match[0]) + text[match.end() :]
    return found


def _read(kind: str, match: re.Match[str], text: str) -> Iterator[Amount]:
    before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 24]
    if NOT_A_CLAIM_BEFORE.search(before) or NOT_A_CLAIM_AFTER.match(after) or ANNUAL.match(after):
        return
    raw = match[0].strip(" ()")
    if kind in WEAK:
        yield Amount(None, raw, WEAK[kind], weak=True)
    elif kind in UNSURE:
        yield Amount(None, raw, UNSURE[kind])
    elif INEXACT.search(before):
        yield Amount(None, raw, "The page gives it as a limit or an estimate, not as an exact length.")
    elif EACH.match(after):
        yield Amount(None, raw, "It is a length for each day or session, and how many there are is not sure.")
    else:
        yield _checked(raw, *READERS[kind](match))


def _checked(raw: str, minutes: Fraction | None, reason: str) -> Amount:
    if minutes is None:
        return Amount(None, raw, reason)
    if minutes.denominator != 1:
        return Amount(None, raw, "It does not come to whole minutes.")
    if minutes == 0:
        return Amount(None, raw, "It comes to no time at all.")
    if minutes > DAY_MINUTES:
        return Amount(None, raw, "It is longer than a day has hours.")
    return Amount(int(minutes), raw)


Reading = tuple[Fraction | None, str]


def _hours(match: re.Match[str]) -> Reading:
    value = match["value"]
    if "," in value:
        return None, "The comma may part thousands or stand for a decimal point."
    clock = CLOCK.fullmatch(value)
    if clock:
        return None, f"It can be read as {value} hours in decimals or as {clock[1]} h {clock[2]} min by the clock."
    return number_value(value) * 60, ""


def _minutes(match: re.Match[str]) -> Reading:
    if "," in match["value"]:
        return None, "The comma may part thousands or stand for a decimal point."
    return number_value(match["value"]), ""


def _hours_and_minutes(match: re.Match[str]) -> Reading:
    if int(match["minutes"]) > 59:
        return None, "It gives hours and then 60 minutes or more."
    return Fraction(int(match["hours"]) * 60 + int(match["minutes"])), ""


READERS: dict[str, Callable[[re.Match[str]], Reading]] = {
    "clock": _hours_and_minutes,
    "hours": _hours,
    "labelled": _hours,
    "minutes": _minutes,
}
UNSURE = {
    "times": "It multiplies sessions by hours. A person decides what counts for one session.",
    "range": "It gives a range, not one length.",
    "slash": "The fraction runs into the figure before it.",
}
WEAK = {
    "points": "Points and credits are not hours: a person decides what they are worth.",
    "days": "A day or half a day has no fixed number of hours.",
    "bare": "The figure has no unit, so it may be hours or points.",
}
