"""Texts that organisers type, as HTML."""

import pytest
from django.utils.safestring import SafeString

from workshops.templatetags.wording import paragraphs, starred, unbroken


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Long, M. (2022). *A Study*. Wiley.", "Long, M. (2022). <cite>A Study</cite>. Wiley."),
        ("*One* and *Two*", "<cite>One</cite> and <cite>Two</cite>"),
        ("5 * 3 = 15", "5 * 3 = 15"),
        ("a lone * star", "a lone * star"),
        ("*<b>bold</b>*", "<cite>&lt;b&gt;bold&lt;/b&gt;</cite>"),
        ('"quoted" & more', "&quot;quoted&quot; &amp; more"),
        ("", ""),
    ],
)
def test_starred_cites_and_escapes(text, html):
    assert starred(text) == html
    assert isinstance(starred(text), SafeString)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("on self-harm", 'on <span class="nowrap">self-harm</span>'),
        ("well-being-first", '<span class="nowrap">well-being-first</span>'),
        ("no hyphen", "no hyphen"),
        ("an-extraordinarily-long-compound-word", "an-extraordinarily-long-compound-word"),
        ("<b>self-harm</b>", '&lt;b&gt;<span class="nowrap">self-harm</span>&lt;/b&gt;'),
        ("a - b", "a - b"),
    ],
)
def test_unbroken_keeps_short_compounds_together(text, html):
    assert unbroken(text) == html


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
        ("One\nline broken.\n \n\nTwo.", ["One\nline broken.", "Two."]),
        ("  ", []),
        ("", []),
    ],
)
def test_paragraphs_are_divided_by_empty_lines(text, parts):
    assert paragraphs(text) == parts
