import os
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from subprocess import run

import pytest

from certificates.rendering.composition import composed_page
from certificates.rendering.content import CertificateContent
from certificates.rendering.drawing import render_certificate
from certificates.rendering.sample import sample_content
from tests.certificates.rendering.reading import (
    HARD_NAMES,
    LONG_OBJECTIVES,
    LONG_TITLE,
    drawn,
    lines_of,
    opened,
    words_of,
)
from workshops.printing.faces import fallbacks

PROJECT = Path(__file__).resolve().parents[3]
DIGEST = """
import hashlib, sys
from certificates.rendering.drawing import render_certificate
from certificates.rendering.sample import sample_content
for name in sys.argv[1:]:
    print(hashlib.sha256(render_certificate(sample_content(name=name))).hexdigest())
"""
NAMES = ("Eleanor Hartley-Brooke", "محمد عبد الرحمن", "王小明")


def digests_elsewhere(*names, **environment):
    """What another process draws, with its own hash seed and environment."""
    done = run(
        [sys.executable, "-c", DIGEST, *names], cwd=PROJECT, env={**os.environ, **environment},
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return done.stdout.split()


def digest(content):
    return sha256(render_certificate(content)).hexdigest()


def test_certificate_says_what_an_auditor_asks_for():
    words = words_of(drawn(sample_content()))

    asked = [
        "Eleanor Hartley-Brooke",
        "British Association for Counselling and Psychotherapy, registration number 00381297",
        "Working Therapeutically with People Who Self Injure and Self-Harm",
        "held live online via Zoom on Monday 27 June 2022, 09:30 to 16:30 British Summer Time (Europe/London)",
        "and led by Andrew Reeves, counsellor, social worker",
        "5½ hours (5 h 30 min) of CPD 4 h participatory breaks excluded",
        "Explore with clients what self-injury means to them, so that change stays in their own hands",
        "Look after oneself in this work, so as to go on doing it safely and well",
        "LEC-2022-000123-7QK4 Version 1, issued 28 June 2022",
        "Margaret Ellery Director of Studies",
        "Institute for Therapeutic Practice 12 Chantry Lane, Durham DH1 3EX · 0191 496 0123 · cpd@itp.example.org",
        "Scan, or verify at cpd.example.org/verify",
    ]
    assert [text for text in asked if text not in words] == []


def test_hours_stand_on_lines_of_their_own():
    lines = lines_of(drawn(sample_content()))

    assert [line for line in lines if line in {"4 h participatory", "breaks excluded"}] == [
        "4 h participatory",
        "breaks excluded",
    ]


def test_certificate_is_one_landscape_page():
    pages = opened(drawn(sample_content())).pages

    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages] == [(842, 595)]


def test_certificate_is_tagged_pdf_a_in_british_english():
    reader = opened(drawn(sample_content()))

    assert reader.root_object["/Lang"] == "en-GB"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert 'pdfaid:part="3" pdfaid:conformance="A"' in reader.root_object["/Metadata"].get_data().decode()


def test_certificate_metadata_come_from_the_content():
    found = opened(drawn(sample_content())).metadata

    assert (found.title, found.author) == (
        "Certificate of attendance LEC-2022-000123-7QK4: Eleanor Hartley-Brooke",
        "Institute for Therapeutic Practice",
    )
    assert found.creation_date.date() == sample_content().issued_on


def test_certificate_stays_light():
    assert len(drawn(sample_content())) < 120_000


def test_objectives_that_overflow_stand_on_the_second_page_with_the_timetable():
    pdf = drawn(sample_content(objectives=LONG_OBJECTIVES))

    assert "Learning objectives: see page two" in words_of(pdf)
    assert [text for text in LONG_OBJECTIVES if text not in words_of(pdf, 1)] == []
    assert "Our own responses: a reflective exercise" in words_of(pdf, len(opened(pdf).pages) - 1)


def test_programme_is_a_table_to_a_screen_reader():
    reader = opened(render_certificate(sample_content(), programme=True))

    def tags(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            return [tag for child in node for tag in tags(child)]
        return [node.get("/S"), *tags(node.get("/K", []))] if isinstance(node, dict) else []

    found = tags(reader.root_object["/StructTreeRoot"])
    assert {tag: found.count(tag) for tag in ("/H1", "/H2", "/Table", "/TR", "/TH", "/L", "/Figure")} == {
        "/H1": 1, "/H2": 2, "/Table": 1, "/TR": 9, "/TH": 12, "/L": 3, "/Figure": 3,
    }  # fmt: skip


@pytest.mark.parametrize("name", HARD_NAMES.values(), ids=HARD_NAMES)
def test_every_line_is_set_as_it_was_measured(name):
    """Nothing wraps again on the page: so what was composed without overlapping does not overlap."""
    content = sample_content(name=name, title=LONG_TITLE)
    if fallbacks(name):
        content = sample_content(name=name)

    lines = lines_of(drawn(content))

    expected = [line.replace("\u00a0", " ") for block in composed_page(content).blocks for line in block.lines]
    if fallbacks(name):
        expected.remove(composed_page(content).blocks[1].lines[0])
    assert [line for line in expected if line not in lines] == []


def test_same_content_gives_same_bytes_again():
    assert digest(sample_content()) == digest(sample_content())


def test_same_content_gives_same_bytes_after_other_scripts_were_drawn():
    before = digest(sample_content())
    for name in HARD_NAMES.values():
        render_certificate(sample_content(name=name))

    assert digest(sample_content()) == before


def test_same_content_gives_same_bytes_in_another_process():
    here = [digest(sample_content(name=name)) for name in NAMES]

    assert digests_elsewhere(*NAMES, PYTHONHASHSEED="1") == here


def test_same_content_gives_same_bytes_in_another_order_and_time_on_a_machine_without_fonts(tmp_path):
    (tmp_path / "fonts.conf").write_text('<?xml version="1.0"?><fontconfig></fontconfig>')
    without = {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "PYTHONWARNINGS": "error"}

    there = digests_elsewhere(*NAMES[::-1], **without, PYTHONHASHSEED="2", SOURCE_DATE_EPOCH="1")

    assert there == [digest(sample_content(name=name)) for name in NAMES[::-1]]


def test_kept_content_is_drawn_again_to_the_same_bytes():
    content = sample_content(name="Nguyễn Thị Hồng")

    assert digest(CertificateContent.from_dict(content.to_dict())) == digest(content)


def test_another_content_gives_other_bytes():
    assert digest(sample_content()) != digest(sample_content(name="Eleanor Hartley"))


def test_threads_draw_the_same_bytes():
    contents = [sample_content(name=name) for name in (*NAMES, "Zoë")] * 2
    expected = [digest(content) for content in contents]

    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(digest, contents))

    assert drawn == expected


def test_a_forked_child_leaves_the_parents_fonts_alone():
    before = digest(sample_content())
    script = (
        "import os, sys\n"
        "from certificates.rendering.drawing import DESIGN\n"
        "from certificates.rendering.drawing import render_certificate as draw\n"
        "from certificates.rendering.sample import sample_content as content\n"
        "from workshops.printing import engine\n"
        "first = draw(content())\n"
        "fonts = engine._engines[DESIGN, ()]._fonts._folder\n"
        "child = os.fork()\n"
        "if not child:\n"
        "    sys.exit(0 if draw(content()) == first else 3)\n"
        "_, status = os.waitpid(child, 0)\n"
        "again = draw(content(name='Somebody Else'))\n"
        "sys.exit(os.waitstatus_to_exitcode(status) or draw(content()) != first or not any(fonts.iterdir()))\n"
    )

    done = run([sys.executable, "-c", script], cwd=PROJECT, check=False, timeout=120)

    assert done.returncode == 0
    assert digest(sample_content()) == before


def test_markup_in_a_name_is_printed_not_obeyed():
    name = HARD_NAMES["markup"]

    assert name in words_of(drawn(sample_content(name=name)))
