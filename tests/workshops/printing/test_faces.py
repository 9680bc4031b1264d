import pytest
from fontTools.ttLib import TTFont

from tests.workshops.printing.names import HARD_NAMES
from workshops.printing.faces import (
    ANYTHING,
    BASE,
    CHINESE,
    EMOJI,
    FOLDER,
    ITALIC,
    JAPANESE,
    SCRIPTS,
    Face,
    Metrics,
    fallbacks,
    is_mark,
    japanese,
    unprintable,
)

ALL = (*BASE, ITALIC, ANYTHING, *SCRIPTS, JAPANESE, CHINESE, EMOJI)


def families(text):
    return [face.family.removesuffix("-Regular") for face in fallbacks(text)]


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("Eleanor Hartley-Brooke, 5½ hours · “quoted” – 2022…", []),
        ("Zoë Ó Súilleabháin, Ŵyn, Łukasz, Ğ, Nguyễn Thị Hồng", []),
        ("Ελένη Παπαδοπούλου", []),
        ("Наталія Шевченко-Ґудзь", []),
        ("محمد", ["NotoNaskhArabic"]),
        ("שרה", ["NotoSerifHebrew"]),
        ("कृष्णा", ["NotoSerifDevanagari"]),
        ("রবীন্দ্রনাথ", ["NotoSerifBengali"]),
        ("ਗੁਰਪ੍ਰੀਤ", ["NotoSerifGurmukhi"]),
        ("ગાંધી", ["NotoSerifGujarati"]),
        ("ଓଡ଼ିଆ", ["NotoSansOriya"]),
        ("இராமசாமி", ["NotoSerifTamil"]),
        ("రామారావు", ["NotoSerifTelugu"]),
        ("ರಾಜ್", ["NotoSerifKannada"]),
        ("രാമൻ", ["NotoSerifMalayalam"]),
        ("සුනිල්", ["NotoSerifSinhala"]),
        ("สมชาย", ["NotoSerifThai"]),
        ("ສົມ", ["NotoSerifLao"]),
        ("မောင်", ["NotoSerifMyanmar"]),
        ("សុខា", ["NotoSerifKhmer"]),
        ("አበበ", ["NotoSerifEthiopic"]),
        ("გიორგი", ["NotoSerifGeorgian"]),
        ("Արամ", ["NotoSerifArmenian"]),
        ("김하늘", ["NotoSerifCJKkr"]),
        ("王小明", ["NotoSerifCJKsc"]),
        ("陳喆镕㛃", ["NotoSerifCJKsc"]),
        ("山田 さくら", ["NotoSerifCJKjp"]),
        ("沢田", ["NotoSerifCJKjp"]),
        ("🌻", ["NotoEmoji"]),
        ("1 🌻", ["NotoEmoji"]),
        ("王 محمد", ["NotoNaskhArabic", "NotoSerifCJKsc"]),
    ],
)
def test_fallbacks_are_the_faces_a_text_needs(text, needed):
    assert families(text) == needed


def test_fallbacks_do_not_hang_on_the_order_of_words():
    assert fallbacks("王 محمد שרה") == fallbacks("שרה محمد 王")


@pytest.mark.parametrize("name", HARD_NAMES.values(), ids=HARD_NAMES)
def test_unprintable_finds_nothing_in_names_of_the_world(name):
    assert unprintable(name) == []


def test_unprintable_names_what_no_face_has():
    assert unprintable("Xi \U00013000 ཀ") == ["ཀ", "\U00013000"]


def test_unprintable_leaves_joiners_and_spaces_alone():
    assert unprintable("a\u200d\ufe0f\u00a0\n b") == []


@pytest.mark.parametrize(
    ("text", "is_japanese"),
    [("さくら", True), ("カ", True), ("沢", True), ("桜井", True), ("王小明", False), ("陳", False), ("김", False)],
)
def test_japanese_is_told_by_kana_and_by_its_own_characters(text, is_japanese):
    assert japanese(text) is is_japanese


@pytest.mark.parametrize("face", ALL, ids=lambda face: face.family)
def test_face_is_a_plain_font_that_may_be_embedded(face):
    with TTFont(face.path) as font:
        embedding, tables = font["OS/2"].fsType, set(font.keys())

    assert embedding & 0b10 == 0
    assert tables & {"fvar", "SVG ", "COLR", "CBDT"} == set()


@pytest.mark.parametrize("face", [*SCRIPTS, JAPANESE, CHINESE], ids=lambda face: face.family)
def test_face_has_what_its_blocks_promise(face):
    served = [character for character in Metrics.of(face).advances if face.serves(character)]

    assert len(served) > 50


def test_every_font_file_is_used_and_every_face_has_its_file():
    files = sorted(path.name for path in FOLDER.iterdir() if path.suffix in {".ttf", ".otf"})

    assert files == sorted(face.file for face in ALL)


def test_bundled_fonts_stay_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 18_000_000


@pytest.mark.parametrize("family", ["Cormorant", "EBGaramond", "Noto", "NotoCJK"])
def test_each_family_has_its_licence_beside_it(family):
    licences = [path.read_text() for path in FOLDER.glob(f"OFL-{family}*.txt")]

    assert all("SIL OPEN FONT LICENSE Version 1.1" in licence for licence in licences)
    assert licences != []


def test_emoji_face_has_no_digits():
    assert [c for c in Metrics.of(EMOJI).advances if ord(c) < 0x80] == []


def test_metrics_are_in_ems():
    advances = Metrics.of(BASE[0]).advances

    assert advances["M"] == pytest.approx(0.94, abs=0.15)
    assert advances["i"] < advances["M"] / 2


def test_face_serves_its_blocks_and_no_others():
    face = Face("x.ttf", ((0x41, 0x43), (0x61, 0x61)))

    assert [c for c in "@ABCD`ab" if face.serves(c)] == ["A", "B", "C", "a"]


@pytest.mark.parametrize(("character", "mark"), [("a", False), ("\u0301", True), ("\u200d", True), ("ि", True)])
def test_marks_belong_to_the_character_before(character, mark):
    assert is_mark(character) is mark
