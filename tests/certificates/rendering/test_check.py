from dataclasses import replace
from io import BytesIO
from shutil import which
from subprocess import run

import pytest
from pypdf import PdfWriter

from certificates.rendering.check import check_certificate
from certificates.rendering.drawing import render_certificate
from certificates.rendering.qr import qr
from certificates.rendering.sample import sample_content
from tests.certificates.rendering.reading import HARD_NAMES, LONG_OBJECTIVES, LONG_TITLE, drawn

NEVER_A_PICTURE = b"\xff\xd8\xff\xe0 this is not a picture"


def problems(content, said=None):
    return check_certificate(drawn(content), said or content)


@pytest.mark.parametrize("name", HARD_NAMES.values(), ids=HARD_NAMES)
def test_check_passes_names_of_the_world(name):
    assert problems(sample_content(name=name)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"title": LONG_TITLE},
        {"objectives": LONG_OBJECTIVES},
        {"objectives": (), "timetable": (), "partners": "", "presenters": ""},
        {"signature": b""},
        {"kind": "recording", "scheduled_minutes": None, "participatory_minutes": None},
        {"version": 2, "replaces": "LEC-2022-000101-9ABC", "scheduled_minutes": 390},
        {"provider_letters": "", "provider_name": "Łódź Zespół — Ψυχοθεραπεία"},
        {"title": "Trauma: Θεραπεία и терапия 治療"},
    ],
)
def test_check_passes_every_sort_of_content(changes):
    assert problems(sample_content(**changes)) == []


def test_check_names_a_character_that_cannot_be_printed():
    found = problems(sample_content(name="Ra \U00013000"))

    assert found[0] == "No bundled face prints U+13000 (EGYPTIAN HIEROGLYPH A001)."
    assert [text for text in found if text.endswith("an empty box is printed.")] != []


def test_check_names_accents_that_cannot_be_placed():
    assert problems(sample_content(name="Ra Ø\u0315")) == [
        "No bundled face places the accents of U+00D8 (LATIN CAPITAL LETTER O WITH STROKE) U+0315 (COMBINING COMMA ABOVE RIGHT)."
    ]


def test_check_passes_accents_in_every_text():
    word = "Ọ̀yọ́ g̃ Ė̃"
    texts = ("name", "title", "body", "delivered", "presenters", "provider_name", "partners", "signatory_name")

    assert problems(sample_content(**dict.fromkeys(texts, word), objectives=(word, word))) == []


def test_check_finds_a_name_in_a_face_that_cannot_place_its_accents(monkeypatch):
    monkeypatch.setattr("certificates.rendering.drawing.needed_faces", lambda _text: ())
    content = sample_content(name="Oluwaseun Adébáyọ̀")

    found = check_certificate(render_certificate(content), content)

    assert found == ["The name is not set in the face that places its accents."]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"name": "Somebody Else"}, "The name cannot be read back from the first page."),
        ({"title": "Something else"}, "The title cannot be read back from the first page."),
        ({"number": "LEC-1"}, "The number cannot be read back from the first page."),
        (
            {"verify_url": "https://evil.example/"},
            "The QR code or the link does not lead to the verification address.",
        ),
        ({"number": "LEC-1"}, "The document's title is not that of this certificate."),
        ({"signature": b""}, "There is a picture that should not be there."),
        (
            {"objectives": LONG_OBJECTIVES},
            "The objectives do not fit on the first page and there is no second.",
        ),
    ],
)
def test_check_finds_a_certificate_that_says_something_else(changes, problem):
    assert problem in problems(sample_content(), replace(sample_content(), **changes))


def test_check_finds_a_qr_code_that_was_touched():
    code = qr(sample_content().verify_url).content
    pdf = drawn(sample_content()).replace(code, code[:-1] + bytes([code[-1] ^ 1]))

    assert "The QR code or the link does not lead to the verification address." in check_certificate(
        pdf, sample_content()
    )


def test_check_finds_a_signature_that_could_not_be_read():
    assert problems(sample_content(signature=NEVER_A_PICTURE)) == ["The signature is missing."]


@pytest.mark.parametrize("damage", [b"", b"not a PDF", None])
def test_check_finds_a_damaged_file(damage):
    pdf = drawn(sample_content())[:40_000] if damage is None else damage

    found = check_certificate(pdf, sample_content())

    assert [text[:35] for text in found] == ["The file cannot be read as PDF: " + found[0][32:35]]


def test_check_finds_a_font_that_is_not_embedded():
    writer, changed = PdfWriter(clone_from=BytesIO(drawn(sample_content()))), BytesIO()
    for font in writer.pages[0]["/Resources"]["/Font"].values():
        del font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]["/FontFile2"]
    writer.write(changed)

    found = check_certificate(changed.getvalue(), sample_content())

    assert len([text for text in found if text.endswith("is not embedded.")]) == 3


@pytest.mark.skipif(which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("name", ["Eleanor Hartley-Brooke", "王小明", "محمد عبد الرحمن"])
def test_qpdf_finds_no_error_in_the_structure(name, tmp_path):
    (tmp_path / "c.pdf").write_bytes(render_certificate(sample_content(name=name), programme=True))

    done = run(["qpdf", "--check", tmp_path / "c.pdf"], capture_output=True, text=True, check=False, timeout=60)

    assert (done.returncode, done.stderr) == (0, "")
