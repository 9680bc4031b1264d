from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certificates.rendering.composition import BOTTOM, FULL, TOP, composed_page
from certificates.rendering.sample import sample_content
from tests.certificates.rendering.reading import HARD_NAMES, LONG_OBJECTIVES, LONG_TITLE


def kinds(page):
    return [block.kind for block in page.blocks]


def overlaps(page):
    """Pairs of neighbours of which the lower begins before the upper ends, the edges of the room among them."""
    stack = [("top", TOP, TOP), *((b.kind, b.top, b.top + b.height) for b in page.blocks)]
    if page.objectives:
        stack.append(("objectives", page.objectives.top, page.objectives.top + page.objectives.height))
    stack.append(("bottom", BOTTOM, BOTTOM))
    return [(a[0], b[0]) for a, b in pairwise(stack) if b[1] < a[2] - 0.001]


def test_sample_stands_on_one_page_in_full_size():
    page = composed_page(sample_content())

    assert kinds(page) == ["said", "name", "body", "took", "title", "when", "led"]
    assert page.blocks[1].size == FULL.name[0].largest
    assert (page.objectives.size, page.overleaf) == (FULL.aims, False)


def test_empty_lines_take_no_room():
    page = composed_page(sample_content(body="", registration_number="", presenters="", objectives=()))

    assert kinds(page) == ["said", "name", "took", "title", "when"]
    assert (page.objectives, page.overleaf) == (None, False)


def test_six_objectives_stand_on_the_first_page():
    objectives = tuple(f"Recognise and put into words the {n} considerations that bear on this work" for n in "abcdef")

    page = composed_page(sample_content(objectives=objectives))

    assert sum(len(column.items) for column in page.objectives.columns) == 6
    assert page.overleaf is False


def test_objectives_that_need_room_are_set_smaller_first():
    page = composed_page(sample_content(title=LONG_TITLE, objectives=LONG_OBJECTIVES[:3]))

    assert page.overleaf is False
    assert page.objectives.size < FULL.aims


def test_too_many_long_objectives_go_overleaf_whole_and_the_page_says_so():
    page = composed_page(sample_content(objectives=LONG_OBJECTIVES))

    assert (page.objectives, page.overleaf) == (None, True)
    assert page.blocks[-1].lines == ("Learning objectives: see page two",)


@pytest.mark.parametrize("name", HARD_NAMES.values(), ids=HARD_NAMES)
def test_hard_names_overlap_nothing(name):
    assert overlaps(composed_page(sample_content(name=name, title=LONG_TITLE))) == []


@pytest.mark.parametrize("length", [10, 200, 1000, 5000])
def test_any_length_of_every_text_overlaps_nothing(length):
    words = ("people who listen for a living " * 200)[:length]
    content = sample_content(
        name=words, title=words, presenters=words, body=words, delivered=words, when=words, objectives=(words,) * 8
    )

    assert overlaps(composed_page(content)) == []


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=150), st.text(max_size=250), st.lists(st.text(min_size=1, max_size=200), max_size=9))
def test_any_words_overlap_nothing(name, title, objectives):
    assert overlaps(composed_page(sample_content(name=name, title=title, objectives=tuple(objectives)))) == []


def test_the_date_is_held_together_on_its_line():
    content = sample_content(delivered="in person at the Sir Humphrey Davy Conference Centre, 114 Great Northern Road")

    when = next(block for block in composed_page(content).blocks if block.kind == "when")

    assert len(when.lines) == 2
    assert [line for line in when.lines if "Monday\u00a027\u00a0June\u00a02022,\u00a009:30\u00a0to\u00a016:30" in line]


def test_dates_too_long_for_a_line_may_break():
    content = sample_content(when="Monday 27 June 2022, 09:30 to 16:30; " * 6)

    when = next(block for block in composed_page(content).blocks if block.kind == "when")

    assert "\u00a0" not in "".join(when.lines)


def test_tall_scripts_get_taller_lines():
    latin, thai = (composed_page(sample_content(name=name)).blocks[1] for name in ("Somchai", "สมชาย"))

    assert thai.leading / thai.size > 1.3 * latin.leading / latin.size


def test_a_fuller_page_has_smaller_gaps():
    def gap(content):
        _said, name, body, *_rest = composed_page(content).blocks
        return body.top - name.top - name.height

    assert gap(sample_content(title=LONG_TITLE)) < gap(sample_content(objectives=()))
