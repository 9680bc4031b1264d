"""Reads the names of presenters from one line, or finds that the line is no list of names."""

import re

HONORIFIC = re.compile(r"(?:dr|prof|professor|mr|mrs|ms|miss|mx|rev|revd|sir|dame|lord|lady)\.?", re.IGNORECASE)
PARTICLE = re.compile(r"de|del|della|der|den|di|da|dos|du|la|le|van|von|ter|bin|ibn|al|el|ap|y")
LEAD = re.compile(
    r"(?:with|by|presented by|led by|facilitated by|delivered by|taught by"
    r"|(?:the |your |our )?(?:presenter|trainer|speaker|facilitator|tutor)(?:s|\(s\))?)\s*:?\s+",
    re.IGNORECASE,
)
SPLIT = re.compile(r"\s*(?:,|;|/|\+|&|\band\b)\s*", re.IGNORECASE)
# "PhD", "MBACP", "CPsychol", "BSc", "(Hons)": letters after a name.
LETTERS = re.compile(r"\(?(?:PhD|DPhil|MD|MA|BA|MSc|BSc|MEd|DClinPsych?|DPsych|CPsychol|Hons|[A-Z]{3,6})\.?\)?")
WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")
# Words that open with a capital in titles and menus, and are no one's name there.
NOT_A_NAME = re.compile(
    r"an?|the|of|for|in|to|with|on|from|at|by|how|what|why|when|who|your|our|this|that|it|is|are|be|part|new|more|now|book"
    r"|working|understanding|introduc(?:tion|ing)|online|live|free|workshops?|webinars?|training|conferences?|courses?|events?"
    r"|sessions?|days?|zoom|teams|cpd|info|information|home|about|contact|blog|news|shop|log|login|menu|search|cart"
    r"|therap(?:y|ies|eutic)|counselling|psychotherapy|mental|health|practice|practical|skills|practitioners|clients|people|self"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|june|july|august|september|october|november"
    r"|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec",
    re.IGNORECASE,
)
LONGEST = 160


def read_names(text: str) -> tuple[str, ...]:
    """The names in the order given, with letters such as PhD kept; empty when any piece does not read as a name."""
    if len(text) > LONGEST:
        return ()
    pieces = [piece for piece in SPLIT.split(without_lead(text).strip(" .:")) if piece]
    names: list[str] = []
    for piece in pieces:
        if names and _only_letters(piece):
            names[-1] = f"{names[-1]}, {piece}"
        elif _is_name(piece):
            names.append(piece)
        else:
            return ()
    return tuple(names)


def without_lead(text: str) -> str:
    """Drops "with", "Led by", "Your trainer:" and the like."""
    lead = LEAD.match(text)
    return text[lead.end() :] if lead else text


def is_certain(text: str) -> bool:
    """True when the line says itself that it names people: by "with" or "led by", or by a title such as Dr."""
    return bool(LEAD.match(text)) or any(HONORIFIC.fullmatch(word) for word in text.split())


def _only_letters(piece: str) -> bool:
    """Letters, not a name in capitals: one word, or several that are not all capitals."""
    words = piece.split()
    return all(LETTERS.fullmatch(word) for word in words) and (len(words) == 1 or not piece.isupper())


def _is_name(piece: str) -> bool:
    shouted = piece.isupper()
    words = [word for word in piece.split() if not HONORIFIC.fullmatch(word)]
    words = words if shouted else [word for word in words if not LETTERS.fullmatch(word)]
    needed = 1 if len(words) < len(piece.split()) else 2
    return needed <= len(words) <= 5 and all(_is_name_word(word) for word in words) and words[-1][0].isupper()


def _is_name_word(word: str) -> bool:
    if NOT_A_NAME.fullmatch(word.strip(".")) or not WORD.fullmatch(word):
        return False
    return word[0].isupper() or bool(PARTICLE.fullmatch(word)) or word[1:2] in {"'", "’"}
