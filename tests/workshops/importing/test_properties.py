"""What holds for any text at all."""

import contextlib
import re
import time
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.workshops.importing.samples import NAMES, text_of
from workshops.foundation.errors import DomainError
from workshops.importing import parse_page, read_upload, render_report
from workshops.importing.markup import plain_text

PIECES = [
    "Learning Objectives", "You will learn:", "This workshop will:", "Format: talks", "References", "About Jo Harrow",
    "Who should attend?", "## Refunds", "# Rest", "CPD", "CPD: 6", "6 hours of CPD.", "5.1/2hrs CPD and 6 CPD points",
    "27 June 2022", "06/07/2022", "Date: soon", "27-28 June", "Jo Harrow", "with Dr Jo Harrow, PhD and Sam Teal",
    "Venue: Leeds", "Sleep survey", "Please take our survey.", "View Survey", "A FREE conference", "Book now",
    "Brought to you by Gull in collaboration with Heron.", "top of page", "• one • two", "• three", "1. four", "a) five",
    "**bold** words", "__under__", "•", "-", "****", "BACP branch and BABCP branch", "Teal, S. (2020). Rest. - - accessed",
    "A sentence that is quite long enough to be taken for prose by anyone.", "goes on in lower case", "short", "½",
]  # fmt: skip
GAPS = st.sampled_from(["\n", "\n\n", "\r\n", "\n \n", "\n\u200b\n", "  "])
LINES = st.lists(st.tuples(st.one_of(st.sampled_from(PIECES), st.text(max_size=30)), GAPS), max_size=25)
PAGES = LINES.map(lambda pairs: "".join(piece + gap for piece, gap in pairs))
MARKUP = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<h1>",
            "<li>",
            "<script>",
            "</script>",
            "<![",
            "<!--",
            "-->",
            "<!",
            "&#",
            "]]>",
            "<?",
            "<",
            "rest",
        ]
    )
)
MANY = settings(max_examples=300, deadline=None, database=None)
BULLET = re.compile(r"^(?:[^\w\s“‘\"'(]+|\(?\w{1,4}[.)])\s*")


def numbered(text):
    """The lines that show something, by their number."""
    lines = enumerate(re.split(r"\r\n|\r|\n", text), start=1)
    return {number: line for number, line in lines if any(seen(character) for character in line)}


def seen(character):
    return not character.isspace() and unicodedata.category(character) not in {"Cc", "Cf", "Cs"}


def bare(text):
    """Words alone: no unseen characters, no marks of lists, headings or bold type, single spaces."""
    kept = "".join(
        " " if character.isspace() else character for character in text if character.isspace() or seen(character)
    )
    return " ".join(re.sub(r"[*_#•▪●]", " ", kept).split())


def everything_told(page):
    texts = [page.title, page.date_text, page.about_presenter, page.audience, page.cpd.raw]
    texts += [*page.presenters, *page.description, *page.aims, *page.objectives, *page.modalities, *page.references]
    texts += [text for notice in page.notices for text in (notice.title, notice.body, notice.link_text)]
    texts += [finding.text for finding in page.findings]
    return "\n".join(bare(text) for text in texts)


def is_kept(line, told):
    return (
        bare(line) in told
        or bare(BULLET.sub("", bare(line), count=1)) in told
        or bare(BULLET.sub("", line.strip())) in told
    )


@MANY
@given(PAGES)
def test_every_line_of_a_page_is_named_by_a_finding(text):
    assume(numbered(text) and plain_text(text) == text)

    page = parse_page(text)

    named = {number for finding in page.findings for number in finding.lines}
    assert named == set(numbered(text))


@MANY
@given(PAGES)
def test_words_of_every_line_stand_in_a_field_or_a_finding(text):
    assume(numbered(text) and plain_text(text) == text)

    told = everything_told(parse_page(text))

    assert [line for line in numbered(text).values() if not is_kept(line, told.replace("\n", " "))] == []


@MANY
@given(st.one_of(st.text(), PAGES, MARKUP.map("".join).map("<html>{}".format)))
def test_no_text_raises_anything_but_a_domain_error(text):
    with contextlib.suppress(DomainError):
        render_report(parse_page(text))


@MANY
@given(st.binary(max_size=400))
def test_no_upload_raises_anything_but_a_domain_error(data):
    with contextlib.suppress(DomainError):
        parse_page(read_upload(data))


@MANY
@given(PAGES)
def test_reading_twice_gives_the_same(text):
    assume(numbered(text) and plain_text(text) == text)

    assert parse_page(text) == parse_page(text.replace("\r\n", "\n"))


@MANY
@given(PAGES)
def test_cpd_minutes_are_none_or_within_a_day(text):
    assume(numbered(text) and plain_text(text) == text)

    minutes = parse_page(text).cpd.minutes

    assert minutes is None or 0 < minutes <= 24 * 60


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_the_sample_pages_is_named(name):
    text = plain_text(text_of(name))

    page = parse_page(text)

    assert {number for finding in page.findings for number in finding.lines} == set(numbered(text))


@pytest.mark.parametrize(
    "text",
    [
        "CPD " + "1" * 300_000,
        "CPD 1 " * 50_000,
        "1 x " * 75_000 + "CPD hours",
        "Rest\n" + "**a" * 100_000,
        "Rest\n\nJune 27 " * 20_000,
        "a\n" * 20_000,
        "• " * 150_000,
        "Rest\n\nReferences\n" + "- " * 150_000,
        "Rest\n\nBACP " + "a " * 100_000 + "BACP " * 10_000,
        "Rest\n\nBrought to you by A " + "in partnership with B " * 15_000,
        "<p>" + "<" * 300_000,
        "<p>rest" + "<!--" * 75_000,
        "<p>rest" + "<a b='" * 50_000,
        "<p>rest" + "<script>" * 40_000,
    ],
    ids=range(14),
)
def test_long_hostile_page_is_read_or_refused_in_seconds(text):
    started = time.monotonic()

    with contextlib.suppress(DomainError):
        parse_page(text)

    assert time.monotonic() - started < 15
