"""What stands in a column of names: people, their old names, devices, services, telephone numbers."""

import re
from dataclasses import dataclass

CALLER = "A caller by phone"
# Added by programs or for manners, and no part of anybody's name.
TAGS = frozenset(
    {"external", "ext", "guest", "host", "co-host", "cohost", "me", "organizer", "organiser", "unverified"}
)
PRONOUN = re.compile(r"(?:she|he|they|ze|xe|any)(?:[/, ]+\w{1,6}){0,3}", re.IGNORECASE)
BRACKETS = re.compile(r"[(\[]([^()\[\]]{0,200})[)\]]")
SEPARATORS = re.compile(r" [–—|-] | [–—|]|[–—|] ")
PHONE = re.compile(r"(?<![\w@.])\+?[(\d*][\d*() .-]{5,24}[\d*](?![\w@])")
CALL_IN = re.compile(r"call[ -]?in[ -]?user[ _]?\d*|phone (?:user|participant) ?\d*|telephone user ?\d*", re.IGNORECASE)
DEVICE = re.compile(
    r"(?:\w+['’]s )?(?:ipad|iphone|ipod|macbook|imac|galaxy|samsung|huawei|pixel|android|laptop|desktop|pc|phone|tablet|zoom user|zoom room)"
    r"(?:[ -]?[\w.-]+){0,3}",
    re.IGNORECASE,
)
# "Evans, Siân", "van der Berg, Anna": a surname of up to three words, then up to three of forenames.
SURNAME_FIRST = re.compile(r"([^\s,]+(?: [^\s,]+){0,2}), ?([^\s,]+(?: [^\s,]+){0,2})")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
FEWEST_FIGURES = 7
MOST_NAMES = 8
LONGEST_CELL = 200


@dataclass(frozen=True)
class Names:
    """`name` is the likeliest; `others` are all else that may be matched."""

    name: str
    others: tuple[str, ...] = ()
    is_phone: bool = False
    is_unverified: bool = False
    is_host: bool = False


def read_names(raw: str) -> Names:
    """All names in one cell. Telephone numbers are left out wherever they stand."""
    raw = raw[:LONGEST_CELL]
    if _is_caller(raw):
        return Names(CALLER, is_phone=True)
    inside = [part.strip() for part in BRACKETS.findall(raw)]
    tags = {tag for part in inside for tag in re.split(r", ?", part.lower()) if tag in TAGS}
    parts = [BRACKETS.sub(" ", raw), *(part for part in inside if not _is_tag(part))]
    names = list(dict.fromkeys(name for part in parts for name in _names_in(without_numbers(part))))[:MOST_NAMES]
    names.sort(key=lambda name: bool(DEVICE.fullmatch(name)))
    return Names(
        names[0] if names else without_numbers(raw),
        tuple(names[1:]),
        is_unverified="unverified" in tags,
        is_host=bool(tags & {"host", "co-host", "cohost"}),
    )


def without_numbers(text: str) -> str:
    """`text` without anything that may be a telephone number."""
    return " ".join(PHONE.sub(lambda match: " " if _is_number(match[0]) else match[0], text).split())


def identity(raw: str) -> str:
    """What makes two rows without an address one person: the whole cell, so that "(Unverified)" stays apart."""
    return " ".join(raw.casefold().split())


def _is_caller(raw: str) -> bool:
    return bool(CALL_IN.fullmatch(raw) or (PHONE.fullmatch(raw) and _is_number(raw)))


def _is_number(text: str) -> bool:
    """Whether it is long enough for a telephone number, and no date."""
    figures = sum(1 for character in text if character.isdigit() or character == "*")
    return figures >= FEWEST_FIGURES and not DATE.match(text)


def _is_tag(part: str) -> bool:
    return all(tag in TAGS for tag in re.split(r", ?", part.lower())) or bool(PRONOUN.fullmatch(part))


def _names_in(part: str) -> list[str]:
    """The name as written, in the order in which it is spoken, and its pieces about a dash."""
    text = " ".join(part.split()).strip(" ,;-–—|")
    pieces = [piece.strip(" ,") for piece in SEPARATORS.split(text)] if text else []
    return [spoken for piece in pieces if piece for spoken in _spoken(piece)]


def _spoken(piece: str) -> list[str]:
    match = SURNAME_FIRST.fullmatch(piece)
    if not match:
        return [piece]
    turned = f"{match[2]} {match[1]}"
    # One word before the comma is a surname; of several it may as well be a name with a place behind it.
    return [turned] if " " not in match[1] else [piece, turned]
