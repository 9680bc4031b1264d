"""The engine by itself: it reaches nothing but what it is given, and makes once what costs time."""

import pytest

from tests.workshops.printing.names import HARD_NAMES
from workshops.printing import engine
from workshops.printing.engine import Design, Engine, RenderingError, Shelf, drawn_page
from workshops.printing.faces import BASE, fallbacks

PAGE = "<html lang=en><title>x</title><body>{}</body>"


@pytest.fixture
def design(tmp_path):
    sheet = tmp_path / "sheet.css"
    sheet.write_text("html { font: 10pt TEXT } h1 { font-family: DISPLAY }")
    return Design(sheet, BASE)


def test_style_names_the_families_of_the_house_and_the_fallbacks_after_them(design):
    *rules, sheet = design.style(fallbacks("王")).splitlines()

    families = ["CormorantGaramond-SemiBold", "EBGaramond12-Regular", "NotoSerifCJKsc-Regular"]
    display, text, chinese = (f'"{family}"' for family in families)
    assert [rule.split(";")[0] for rule in rules] == [
        f"@font-face {{ font-family: {family}" for family in (display, text, chinese)
    ]
    assert sheet == (
        f"html {{ font: 10pt {text}, {display}, {chinese} }} h1 {{ font-family: {display}, {text}, {chinese} }}"
    )


def test_same_page_gives_same_bytes_again(design):
    assert drawn_page(PAGE.format("One"), design) == drawn_page(PAGE.format("One"), design)


def test_another_page_gives_other_bytes(design):
    assert drawn_page(PAGE.format("One"), design) != drawn_page(PAGE.format("Two"), design)


def test_one_thread_draws_at_a_time(design, monkeypatch):
    held = []
    monkeypatch.setattr(Engine, "pdf", lambda *_arguments: held.append(engine._drawing.locked()))

    drawn_page("", design)

    assert (held, engine._drawing.locked()) == ([True], False)


def test_engine_is_kept_for_texts_of_the_same_scripts(design):
    needed = fallbacks(HARD_NAMES["arabic"])

    assert engine._engine(design, needed) is engine._engine(design, needed)
    assert engine._engine(design, needed) is not engine._engine(design, ())


def test_designs_do_not_share_an_engine(design, tmp_path):
    (tmp_path / "other.css").write_text("html { font: 20pt TEXT }")
    other = Design(tmp_path / "other.css", BASE)

    assert engine._engine(design, ()) is not engine._engine(other, ())


def test_engines_are_no_more_than_their_limit(design, monkeypatch):
    monkeypatch.setattr(engine, "_engines", {})
    monkeypatch.setattr(engine, "MOST_ENGINES", 2)

    for text in ("a", "א", "ก", "ა"):
        engine._engine(design, fallbacks(text))

    assert list(engine._engines) == [(design, fallbacks("ก")), (design, fallbacks("ა"))]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:8000/",
        "https://example.org/x.png",
        "lectern:frame",
        "data:,x",
        "x.png",
        "",
    ],
)
def test_shelf_hands_out_nothing_else(address):
    with pytest.raises(RenderingError, match="Not on the shelf"):
        Shelf({"lectern:hand": b"1"}).fetch(address)


def test_shelf_hands_out_what_is_on_it():
    assert Shelf({"lectern:hand": b"1"}).fetch("lectern:hand").read() == b"1"


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="file:///etc/passwd">',
        '<img src="http://127.0.0.1:9/x.png">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<style>@import url("http://127.0.0.1:9/x.css")</style>',
        '<style>p { background: url("https://example.org/x.png") }</style><p>x</p>',
        '<style>@font-face { font-family: x; src: url("file:///etc/passwd") }</style>',
        '<img src="data:image/png;base64,AAAA">',
        '<link rel="attachment" href="file:///etc/passwd">',
    ],
)
def test_engine_refuses_to_reach_anything_else(markup, design):
    with pytest.raises(RenderingError, match="Error fetching"):
        drawn_page(PAGE.format(markup), design)
