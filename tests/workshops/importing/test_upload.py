"""Files as they come in, and HTML."""

import pytest

from workshops.foundation.errors import DomainError
from workshops.importing import PageRefusedError, parse_page, read_upload
from workshops.importing.markup import plain_text

COPY = "Open the page in a browser, copy its text and save that as a .txt file."
TEXT = "Café ‘rest’ – 5½ hours\n\nA line.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_file_in_a_known_encoding_is_read(encoding):
    assert read_upload(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read(encoding):
    assert read_upload(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", f"The file is empty. {COPY}"),
        (b" \r\n\t ", f"The file is empty. {COPY}"),
        (b"\xef\xbb\xbf", f"The file is empty. {COPY}"),
        (b"%PDF-1.7 ...", f"This is a PDF. {COPY}"),
        (b"PK\x03\x04....", f"This is a Word document or a zip file. {COPY}"),
        (b"\xd0\xcf\x11\xe0....", f"This is an old Word document. {COPY}"),
        (b"{\\rtf1 hello}", f"This is a rich text file. {COPY}"),
        (b"\x89PNG\r\n", f"This is a picture. {COPY}"),
        (b"From: <Saved by Blink>\nMIME-Version: 1.0", f"This is a web archive. {COPY}"),
        (b"abc\x00\x01\x02" * 50, f"The file is not text. {COPY}"),
        (b"\x01\x02\x03\x04\x05" * 9, f"The file is not text. {COPY}"),
        (b"a" * 500 + b"\x00", f"The file is not text. {COPY}"),
        (b"\x81\x8d\x8f", f"The file is not text. {COPY}"),
        (b"\xff\xfea", f"The file is not text. {COPY}"),
        (b"a" * 1_000_001, f"The file is larger than 1 MB, the most that can be read. {COPY}"),
    ],
)
def test_file_that_is_no_text_is_refused_with_what_to_send_instead(data, sentence):
    with pytest.raises(PageRefusedError) as refusal:
        read_upload(data)

    assert str(refusal.value) == sentence


def test_file_of_exactly_the_limit_is_read():
    assert len(read_upload(b"a" * 1_000_000)) == 1_000_000


def test_stray_control_character_does_not_refuse_a_file():
    assert read_upload(b"a" * 200 + b"\x0b\x01") == "a" * 200 + "\x0b\x01"


def test_refusal_is_a_domain_error():
    assert issubclass(PageRefusedError, DomainError) is True


def test_html_keeps_its_blocks_headings_and_items():
    text = plain_text("<html><body><h2>Aims</h2><p>One\n two<br>three</p><ul><li>four</li></ul></body></html>")

    assert [line.strip() for line in text.split("\n") if line.strip()] == ["## Aims", "One two", "three", "• four"]


def test_html_leaves_scripts_and_styles_out():
    text = plain_text("<!doctype html><style>p {}</style><p>One</p><script>two()</script><svg><p>three</p></svg>")

    assert text.split() == ["One"]


def test_html_entities_become_characters():
    assert plain_text("<p>5&frac12; hours &amp; tea</p>").strip() == "5½ hours & tea"


@pytest.mark.parametrize("text", ["Tea < coffee", "a <b>bold</b> claim", "<3", ""])
def test_text_that_is_not_html_stays(text):
    assert plain_text(text) == text


def test_damaged_html_is_refused_with_what_to_send_instead():
    with pytest.raises(PageRefusedError) as refusal:
        parse_page("<html><![broken[<p>One</p>")

    assert str(refusal.value) == (
        "The HTML of this page is damaged. Open the page in a browser, copy its text and save that as a .txt file."
    )


def test_html_without_text_is_refused():
    with pytest.raises(PageRefusedError):
        parse_page("<html><script>one()</script></html>")
