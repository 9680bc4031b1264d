"""Numbers as people write them, brought to one form: words and fractions become figures with ¼, ½ or ¾."""

import re
from fractions import Fraction

UNITS = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        range(1, 13),
        strict=True,
    )
)
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
TEENS = dict(
    zip(
        ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"], range(13, 20), strict=True
    ),
)
SMALL = {**UNITS, **TEENS}
VULGAR = {"1/4": "¼", "1/2": "½", "3/4": "¾"}
WORTH = {"¼": Fraction(1, 4), "½": Fraction(1, 2), "¾": Fraction(3, 4)}

COMPOUND = re.compile(rf"\b({'|'.join(TENS)})(?:[ -]({'|'.join(UNITS)}))?\b")
SINGLE = re.compile(rf"\b({'|'.join(SMALL)})\b")
ARTICLE = re.compile(r"\ban? (?=hour)")
HALF_HOUR = re.compile(r"\b(?:half (?:an )?|a half[ -]|half-)(?=hour)|(?<![\d./-])(?<!\d )1/2 (?:an )?(?=hour)")
# The mark before the slash must be there: "51/2" may be a slip for 5 1/2 or anything else.
MIXED = re.compile(r"(?<![\d/.,])(\d{1,4})(?:\.| ?- ?| and | )(1/4|1/2|3/4)(?![\d/])")
LONE = re.compile(r"(?<![\d/.,])(1/4|1/2|3/4)(?![\d/])")
SPACED = re.compile(r"(\d)\.? ?(?:and )?([¼½¾])")
AND_A_HALF = re.compile(r"(?<![\d.,])(\d{1,4})( hours?)? and (?:a )?(half|quarter|3 quarters)\b")
OF_AN_HOUR = re.compile(r"\b(?:(?:an? |one )?(half|quarter)|(?:3|three) quarters) of an (?=hour)")
SPOKEN = {"half": "½", "quarter": "¼", "3 quarters": "¾"}


def plain_numbers(text: str) -> str:
    """Lower case, with "five and a half", "5.1/2" and "5 1/2" all as "5½", and "an hour" as "1 hour"."""
    text = " ".join(text.casefold().replace("\u2044", "/").split())
    text = OF_AN_HOUR.sub(lambda match: f"{SPOKEN[match[1] or '3 quarters']} ", text)
    text = HALF_HOUR.sub("½ ", text)
    text = COMPOUND.sub(lambda match: str(TENS[match[1]] + UNITS.get(match[2] or "", 0)), text)
    text = SINGLE.sub(lambda match: str(SMALL[match[1]]), ARTICLE.sub("1 ", text))
    text = MIXED.sub(lambda match: match[1] + VULGAR[match[2]], text)
    text = LONE.sub(lambda match: VULGAR[match[1]], text)
    text = AND_A_HALF.sub(lambda match: match[1] + SPOKEN[match[3]] + (match[2] or ""), text)
    return SPACED.sub(r"\1\2", text)


def number_value(text: str) -> Fraction:
    """The worth of figures such as 5, 5.25, 5½ or ½."""
    whole, part = (text[:-1], WORTH[text[-1]]) if text[-1] in WORTH else (text, Fraction(0))
    return Fraction(whole or "0") + part
