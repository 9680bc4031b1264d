import pytest

from certificates.rendering.objectives import SHEET, columns

LONG = "Explore with clients what self-injury means to them, so that change stays in their own hands"


def shape(texts):
    return [(column.first, len(column.items)) for column in columns(texts, 10).columns]


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, [(1, 1)]), (2, [(1, 1), (2, 1)]), (3, [(1, 2), (3, 1)]), (4, [(1, 2), (3, 2)]), (7, [(1, 4), (5, 3)])],
)
def test_objectives_are_shared_between_two_columns(count, expected):
    assert shape([LONG] * count) == expected


def test_columns_are_even_in_height_not_in_number():
    assert shape([LONG * 3, "Listen", "Wait", "Refer"]) == [(1, 1), (2, 3)]


def test_columns_stand_in_the_middle_of_the_sheet():
    left, right = columns([LONG] * 4, 10).columns

    assert left.left == pytest.approx(SHEET - right.left - right.width)
    assert right.left > left.left + left.width


def test_short_objectives_have_narrow_columns():
    short, long = columns(["Listen", "Wait"], 10), columns([LONG] * 2, 10)

    assert short.columns[0].width < long.columns[0].width / 2


def test_a_single_objective_has_a_wide_column():
    assert columns([LONG * 2], 10).columns[0].width > columns([LONG] * 2, 10).columns[0].width


def test_smaller_type_takes_less_height():
    assert columns([LONG] * 6, 9).height < columns([LONG] * 6, 11).height
