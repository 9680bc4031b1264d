"""Lengths of time as reports write them. A bare number is minutes, as in Zoom's columns."""

import re

HOURS = r"(?:hours?|hrs?|h|std|stunden?|godz|heures?|horas?|or[ae]|uur|u)\.?"
MINUTES = r"(?:minutes?|mins?|min|m|minuten|minuty|minutos?|minuti|minuut)\.?"
SECONDS = r"(?:seconds?|secs?|s|sek|sekunden?|sekundy?|secondes?|segundos?|secondi|seconden)\.?"
NUMBER = r"\d{1,5}(?:[.,]\d{1,2})?"
SPOKEN = re.compile(
    rf"(?:(?P<hours>{NUMBER}) ?{HOURS})?(?:,? ?(?:and )?(?P<minutes>{NUMBER}) ?{MINUTES})?"
    rf"(?:,? ?(?:and )?(?P<seconds>\d{{1,6}}) ?{SECONDS})?",
    re.IGNORECASE | re.ASCII,
)
CLOCK = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)", re.ASCII)
BARE = re.compile(NUMBER, re.ASCII)
ISO = re.compile(r"PT(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})(?:\.\d{1,6})?S)?", re.IGNORECASE | re.ASCII)
UNDER_A_MINUTE = re.compile(r"(?:< ?|less than )(?:1|a|one) ?min(?:ute)?\.?", re.IGNORECASE)
LONGEST_TEXT = 60
LONGEST_SECONDS = 31 * 24 * 3600


def read_seconds(text: str) -> int | None:
    """Whole seconds; None for what is no length, may be read in two ways ("1:10") or is longer than a month."""
    if not text or len(text) > LONGEST_TEXT:
        return None
    seconds = _read(text)
    return seconds if seconds is not None and seconds <= LONGEST_SECONDS else None


def has_unit(text: str) -> bool:
    """Whether a length says by itself what it is counted in."""
    return read_seconds(text) is not None and not BARE.fullmatch(text)


def _read(text: str) -> int | None:
    if BARE.fullmatch(text):
        return _times(text, 60)
    clock = CLOCK.fullmatch(text)
    if clock:
        return _sum(clock[1], clock[2], clock[3])
    spoken = SPOKEN.fullmatch(text) or ISO.fullmatch(text)
    if spoken and any(spoken.groups()):
        return _sum(*spoken.groups())
    return 0 if UNDER_A_MINUTE.fullmatch(text) else None


def _sum(hours: str | None, minutes: str | None, seconds: str | None) -> int:
    return _times(hours, 3600) + _times(minutes, 60) + _times(seconds, 1)


def _times(number: str | None, unit: int) -> int:
    """Hundredths exactly, without the errors of floating point."""
    if not number:
        return 0
    whole, _, fraction = number.replace(",", ".").partition(".")
    return int(whole) * unit + int(fraction.ljust(2, "0")) * unit // 100 if fraction else int(whole) * unit
