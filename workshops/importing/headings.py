"""The headings that pages use, in the wordings seen so far."""

import re
from dataclasses import dataclass

from workshops.importing.lines import Line
from workshops.importing.names import read_names
from workshops.importing.parsed import Part

LONGEST = 160
EVENT = r"(?:workshop|webinar|session|event|day|course|training(?: day)?|conference|seminar|masterclass|programme)"
TEACHER = r"(?:presenter|trainer|speaker|facilitator|tutor|teacher|workshop leader)"
LEARNER = r"(?:you|participants|delegates|attendees|learners|we)"

WORDINGS: dict[Part, tuple[str, ...]] = {
    Part.OBJECTIVES: (
        r"(?:key |intended |the |main )?(?:learning )?(?:objectives|outcomes)(?: of .{1,60})?",
        r"(?:aims (?:and|&) )(?:learning )?(?:objectives|outcomes)",
        rf"(?:what )?(?:{LEARNER} will|you['’]ll) (?:learn|gain|be able to)(?: to| how to| about)?",
        rf"(?:by|at) the end of .{{0,90}}?(?:{LEARNER} will|you['’]ll|you should)?(?: be able to| have)?",
        r"on completion of .{0,90}",
    ),
    Part.AIMS: (
        rf"(?:(?:the|our|this) )?(?:{EVENT} )?aims?(?: of (?:the|this) .{{1,60}})?",
        rf"(?:this|the|our) {EVENT} (?:will|aims to)(?: cover| explore| look at| include)?",
        rf"what (?:it|we|(?:the|this) {EVENT})(?: will|['’]ll)? covers?",
        rf"(?:{EVENT} )?contents?",
        r"(?:key |main )?topics(?: covered)?",
        r"(?:we|you)(?: will|['’]ll) (?:cover|explore|look at)",
    ),
    Part.MODALITIES: (
        r"(?:training |teaching |learning )?modalit(?:y|ies)",
        r"(?:teaching|learning|training)(?: (?:and|&) learning)? methods",
        rf"how (?:it|(?:the|this) {EVENT}) (?:is|will be) (?:taught|delivered|run)",
        rf"how (?:is )?(?:it|(?:the|this) {EVENT}) (?:taught|delivered|run)",
        r"(?:style of |teaching )?(?:format|delivery)",
    ),
    Part.REFERENCES: (
        r"(?:key |selected |core |useful )?(?:references|readings?)(?: list)?",
        r"(?:further|suggested|recommended|background|pre-?course) reading(?: list)?",
        r"references (?:and|&) (?:further )?reading",
        r"bibliography",
    ),
    Part.ABOUT_PRESENTER: (
        rf"about (?:the |your |our )?{TEACHER}s?",
        rf"(?:(?:meet )?(?:the|your|our) )?{TEACHER}(?:\(s\)|s)?(?: (?:bio|biography|profile)s?)?",
        rf"about (?:the |your |our )?{TEACHER}\(s\)",
        r"biograph(?:y|ies)",
    ),
    Part.AUDIENCE: (
        r"who (?:should|can|could|might) attend",
        rf"who(?:['’]s| is| should)? (?:it|(?:the|this) {EVENT}|this)(?:['’]s| is)? for",
        r"who it(?:['’]s| is) for",
        r"who is it (?:suitable )?for",
        r"who will benefit",
        r"(?:target |intended )?audience",
        r"suitable for",
    ),
    Part.DESCRIPTION: (
        rf"about (?:the|this) {EVENT}",
        r"overview|summary|description|introduction|background|synopsis",
    ),
    Part.CPD: (
        r"cpd(?: hours| value| time| points| credits)?",
        r"continuing professional development(?: \(cpd\))?",
    ),
    Part.DATE: (r"dates?|when",),
    Part.PRESENTERS: (r"with|by|(?:presented|led|facilitated|delivered|taught) by",),
    Part.SESSION: (r"times?|venue|location|where|price|cost|fees?|tickets?|places|duration|length|start|end",),
}
RULES = tuple((part, re.compile("|".join(wordings))) for part, wordings in WORDINGS.items())
# These are facts on a line of their own ("Venue: ..."), never the heading of a passage.
FACTS = frozenset({Part.DATE, Part.PRESENTERS, Part.SESSION})
SHARED_LIST = re.compile(r"aims (?:and|&) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and what follows its colon on the same line, if anything."""

    part: Part
    rest: str = ""


def read_heading(line: Line) -> Heading | None:
    """The heading on this line, if it is one. A bullet never is; a sentence that ends in a full stop never is."""
    if line.bulleted or len(line.content) > LONGEST:
        return None
    head, colon, rest = line.content.partition(":")
    part = part_named(line.content) or (part_named(head) if colon else None)
    if part is None and named_in_heading(head):
        part = Part.ABOUT_PRESENTER
    if part is None or (part in FACTS and not rest.strip()):
        return None
    return Heading(part, rest.strip())


def part_named(words: str) -> Part | None:
    plain = words.strip(" :*_-–—…?").casefold()
    if plain.endswith((".", "!")):
        return None
    return next((part for part, wording in RULES if wording.fullmatch(plain)), None)


def named_in_heading(head: str) -> tuple[str, ...]:
    """Who a heading such as "About Jo Bloggs" is about; nobody for "About the trainer"."""
    about, _, name = head.strip(" :").partition(" ")
    return read_names(name) if about.casefold() == "about" else ()
