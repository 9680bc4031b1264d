import unicodedata

import pytest
from PIL import ImageOps

from certificates.rendering.composition import FULL, WIDTH, composed_page
from certificates.rendering.measure import POINT, Ruler
from certificates.rendering.sample import sample_content
from certificates.rendering.sheet import sheet
from tests.certificates.rendering.reading import HARD_NAMES, drawn, lines_of, needs_poppler, picture
from workshops.printing.accents import accented, css_class, in_small_capitals, needed, stack, unplaced, voice
from workshops.printing.faces import ANYTHING, DISPLAY, TEXT, fallbacks

YORUBA = "Oluwaseun Adébáyọ̀"
OYO = "Ọ̀yọ́"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Eleanor Hartley-Brooke", []),
        ("Zoë Ó Súilleabháin, Nguyễn Thị Hồng Ánh", []),
        (YORUBA, ["ọ̀"]),
        ("Ụ̀zọ̀ and Ụ̀zọ̀", ["Ụ̀", "ọ̀"]),
        ("ą̊̂b", ["ą̊̂"]),
        ("\u0301 a", []),
        ("सु\u0301", []),
        ("3\ufe0f\u20e3", []),
        ("o\u0336", []),
    ],
)
def test_accented_finds_letters_with_accents_of_their_own(text, found):
    assert accented(unicodedata.normalize("NFC", text)) == found


@pytest.mark.parametrize(
    ("name", "face"),
    [
        ("Eleanor Hartley-Brooke", DISPLAY),
        (HARD_NAMES["vietnamese"], DISPLAY),
        ("Ọláńrewájú", DISPLAY),
        ("J́onas Ė̃glys", DISPLAY),
        ("Aratirí g̃uarani", TEXT),
        ("m̥ana", TEXT),
        (YORUBA, ANYTHING),
        ("Ọláńrewájú Ṣàngótáyọ̀", ANYTHING),
        ("Ụ̀zọ̀", ANYTHING),
        ("J́onas Adébáyọ̀", ANYTHING),
        ("g̃ Ė̃", ANYTHING),
        ("Ø\u0315", DISPLAY),
        ("Ø\u0315 m̥", TEXT),
    ],
)
def test_voice_is_the_first_face_that_places_every_accent(name, face):
    assert voice(name, DISPLAY) == face


def test_voice_of_text_never_goes_back_to_the_display_face():
    assert voice("Ė̃", TEXT) == ANYTHING


@pytest.mark.parametrize("name", HARD_NAMES.values(), ids=HARD_NAMES)
def test_voice_leaves_usual_names_alone(name):
    assert (css_class(name, DISPLAY), needed(name)) == ("", fallbacks(name))


@pytest.mark.parametrize(("name", "expected"), [("m̥", " as-text"), ("ọ̀", " as-anything"), ("o", "")])
def test_css_class_names_the_face(name, expected):
    assert css_class(name, DISPLAY) == expected


def test_needed_faces_are_those_for_accents_and_for_scripts_in_one_order():
    assert needed(f"{YORUBA} 王") == (ANYTHING, *fallbacks("王"))
    assert needed("m̥ana") == ()


def test_stack_begins_with_the_face_and_has_each_once():
    assert stack(DISPLAY, ()) == (DISPLAY, TEXT)
    assert stack(ANYTHING, fallbacks("王")) == (ANYTHING, TEXT, DISPLAY, *fallbacks("王"))


@pytest.mark.parametrize(("name", "taken"), [("Institute", True), ("g̃uarani", True), (OYO, False)])
def test_small_capitals_take_the_accents_they_have_anchors_for(name, taken):
    assert in_small_capitals(name) is taken


def test_unplaced_are_letters_that_no_face_sets():
    assert unplaced(f"{YORUBA} g̃ Ė̃ Ø\u0315") == ["Ø\u0315"]


def test_name_is_measured_in_the_face_it_is_set_in():
    long_name = " ".join([YORUBA] * 3)

    name = composed_page(sample_content(name=long_name)).blocks[1]

    assert name.voice == " as-anything"
    assert max(map(Ruler((ANYTHING,)).width, name.lines)) * name.size * POINT <= 228.0


@pytest.mark.parametrize("length", range(20, 50, 3))
def test_paragraph_is_measured_in_the_face_it_is_set_in(length):
    content = sample_content(presenters=" ".join([OYO] + ["word"] * length), objectives=())

    led = composed_page(content).blocks[-1]

    assert (led.voice, led.size) == (" as-anything", pytest.approx(FULL.text * ANYTHING.scale))
    assert max(map(Ruler((ANYTHING,)).width, led.lines)) * led.size * POINT <= WIDTH


def test_name_in_the_taller_face_is_set_smaller_in_the_same_room():
    other, usual = (composed_page(sample_content(name=name)).blocks[1] for name in (YORUBA, "Oluwaseun"))

    assert other.size == pytest.approx(FULL.name[0].largest * ANYTHING.scale)
    assert other.leading == pytest.approx(usual.leading)


def test_sheet_names_the_face_of_each_text_that_needs_another():
    texts = ("name", "title", "body", "delivered", "presenters", "provider_name", "signatory_name", "partners")

    html = sheet(sample_content(**dict.fromkeys(texts, OYO), objectives=(OYO, "x")), qr_side=25, programme=True)

    # Provider, five blocks, two columns, signatory and house; then the second page, with its title.
    assert html.count(' as-anything"') + html.count('"as-anything"') + html.count("as-anything head-as") == 12


def test_running_head_follows_the_name_alone():
    html = sheet(sample_content(name=YORUBA), qr_side=25, programme=True)

    assert '<section class="more head-as-anything"><h2 class="title"' in html


@pytest.mark.parametrize("field", ["name", "title", "body", "delivered", "presenters"])
def test_lines_with_accents_are_set_as_they_were_measured(field):
    content = sample_content(**{field: f"{OYO} Adébáyọ̀ ọlọ́run and others " * 4})

    expected = [line.replace("\u00a0", " ") for block in composed_page(content).blocks for line in block.lines]
    lines = [unicodedata.normalize("NFC", line) for line in lines_of(drawn(content))]
    assert len([line for line in lines if line in expected]) >= len(expected) - 1


def inked(name):
    """The left and right edges of the ink of a name's accents and of its letters, in dots."""
    content = sample_content(name=name, body="", registration_number="")
    block = composed_page(content).blocks[1]
    area = (100, round(block.top) - 1, 197, round(block.top + block.height) + 2)
    page = ImageOps.invert(picture(drawn(content), 150, area)).point(lambda grey: 255 if grey > 120 else 0)
    rows = [y for y in range(page.height) if page.crop((0, y, page.width, y + 1)).getbbox()]
    end = next(y for y in rows if y + 1 not in rows) + 1
    above, below = page.crop((0, 0, page.width, end)), page.crop((0, end, page.width, page.height))
    return above.getbbox()[::2], below.getbbox()[::2]


@needs_poppler
@pytest.mark.parametrize("name", ["ọ̀", "Ụ̀", "g̃", "m̃"])
def test_accent_is_printed_above_its_letter(name):
    accent, letter = inked(name)

    assert letter[0] <= accent[0] < accent[1] <= letter[1]
