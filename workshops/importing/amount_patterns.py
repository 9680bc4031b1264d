"""The shapes of lengths, for text brought to plain numbers. Repeats are bounded, so that long lines stay quick."""

import re

EDGE = r"(?<![\d.,/:½¼¾])"
VALUE = EDGE + r"(?P<value>\d{1,6}(?:[.,]\d{1,3}|[½¼¾])?|[½¼¾])(?![\d/½¼¾])"
OTHER = VALUE.replace("?P<value>", "?:")
AFTER = r"\d{1,4}(?:[.,]\d{1,2}|[½¼¾])?"
HOUR = r"(?:hours?|hrs?|h)\b\.?"
MINUTE = r"(?:minutes?|mins?)\b\.?"
POINT = r"(?:points?|credits?|units?)\b"
SESSIONS = r"(?:sessions|days|parts|evenings|mornings|afternoons|weeks|modules|webinars|lots|blocks)\b"
KINDS = r"(?:cpd|verifiable|accredited|certified|structured|learning|contact|teaching|taught|full)"
# "6 CPD hours", "6 (six) verifiable CPD hours", "6-hour": what stands between figure and unit.
FILL = rf"(?:\)| ?\(\d{{1,4}}\))?[ -]?(?:of )?(?:{KINDS}[ -]){{0,3}}"
COLON = r" ?(?:[:=–-]|is|are)? ?"

RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.ASCII))
    for kind, pattern in (
        ("times", rf"{OTHER} ?[x×*] ?{AFTER}{FILL}(?:{HOUR}|{MINUTE})"),
        ("times", rf"{OTHER}{FILL}{HOUR} ?[x×*] ?\d"),
        ("times", rf"{OTHER}(?: \w{{1,12}})? {SESSIONS} of {OTHER}{FILL}{HOUR}"),
        ("times", rf"{OTHER} {OTHER}[ -]{HOUR} {SESSIONS}"),
        ("clock", rf"{EDGE}(?P<hours>\d{{1,4}}) ?{HOUR}(?: ?,| and| &)? ?(?P<minutes>\d{{1,3}}) ?(?:{MINUTE}|m\b)"),
        ("clock", rf"{EDGE}(?P<hours>\d{{1,4}}) ?h ?(?P<minutes>\d{{2}})\b"),
        ("clock", rf"{EDGE}(?P<hours>\d{{1,4}}) ?{HOUR} (?P<minutes>\d{{2}})(?= ?(?:$|[.,;)]|of cpd|cpd))"),
        ("clock", rf"{EDGE}(?P<hours>\d{{1,4}}):(?P<minutes>\d{{2}}) ?{HOUR}"),
        (
            "range",
            rf"{EDGE}\d{{1,3}}(?:[.,]\d{{1,2}}|[½¼¾])? ?(?:{HOUR})? ?(?:-|–|to|or) ?{AFTER}{FILL}(?:{HOUR}|{MINUTE})",
        ),
        ("slash", rf"(?<![\d/])\d{{1,4}}/\d{{1,4}}{FILL}{HOUR}"),
        ("points", rf"{OTHER}{FILL}{POINT}|\bcpd {POINT}{COLON}{OTHER}"),
        ("hours", rf"{VALUE}{FILL}{HOUR}"),
        ("minutes", rf"{VALUE}{FILL}{MINUTE}"),
        ("labelled", rf"\b(?:cpd {HOUR}|{HOUR} of cpd){COLON}{VALUE}(?! ?{POINT})"),
        ("days", r"\b(?:half|full|whole|all)[ -](?:an? |the )?day\b|\b(?:an?|the) day(?:['’]s (?:worth )?| of )"),
        ("days", rf"{OTHER}[ -](?:full |whole |half )?days?\b"),
        ("bare", rf"\bcpd ?(?:[:=–-]|value:?) ?{OTHER}|^{OTHER} cpd\b"),
    )
)
# "5.30" may be half past; "5.25", "5.5", "5.50" and "5.75" are quarters of an hour to everyone.
CLOCK = re.compile(r"(\d{1,6})\.(?!00|25|50|75)([0-5]\d)")
INEXACT = re.compile(
    r"\b(?:up to|at least|approximately|approx\.?|around|about|over|more than|less than|(?:a )?minimum(?: of)?"
    r"|(?:a )?maximum(?: of)?|nearly|almost|roughly|circa|c\.) (?:an? )?$",
)
EACH = re.compile(
    r" ?(?:of )?(?:cpd )?(?:(?:a|per|each|every|/) ?(?:day|session|week|module|evening)\b|daily\b|weekly\b)"
)
ANNUAL = re.compile(
    r" ?(?:of )?(?:cpd )?(?:(?:a|per|each|every) (?:year|annum|month|cycle)\b|annually\b|yearly\b|a ?year\b)"
)
# Deadlines, not lengths: "sent within 48 hours", "open 2 hours before".
NOT_A_CLAIM_BEFORE = re.compile(r"\b(?:within|after|in the next|next|last|past|previous|every) $")
NOT_A_CLAIM_AFTER = re.compile(r" ?(?:before|after|notice|in advance|prior|later|ago|beforehand)\b")
