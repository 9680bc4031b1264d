"""Certificate numbers, however people write them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.numbers import new_number, read_number

NUMBER = "LEC-2026-N8XW4-R90Q9"


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        "lec-2026-n8xw4-r90q9",
        "  LEC - 2026 - N8XW4 - R90Q9  ",
        "LEC 2026 N8XW4 R90Q9",
        "LEC2026N8XW4R90Q9",
        "LEC–2026–N8XW4–R90Q9",
        "LEC-2026-N8XW4-R9OQ9",
        "LEC-2O26-N8XW4-R90Q9",
        "No. LEC-2026-N8XW4-R90Q9",
        "Certificate number: LEC-2026-N8XW4-R90Q9",
        "https://cpd.example.org/verify/LEC-2026-N8XW4-R90Q9/",
    ],
)
def test_number_is_read_however_it_is_written(typed):
    assert read_number(typed) == NUMBER


@pytest.mark.parametrize("typed", ["1", "I", "L", "i", "l"])
def test_what_looks_like_a_one_is_a_one(typed):
    assert read_number(f"LEC-2026-A{typed}B2C-00000") == "LEC-2026-A1B2C-00000"


def test_letters_of_the_prefix_stay_letters():
    assert read_number("OIL-2026-AAAAA-BBBBB") == "OIL-2026-AAAAA-BBBBB"


@pytest.mark.parametrize(
    "typed", ["", "LEC", "LEC-2026-N8XW4-R90Q", "LEC-2026-N8XW4-R90Q99", "2026-N8XW4-R90Q9", "£££", "\x00"]
)
def test_what_is_not_whole_is_not_read(typed):
    assert read_number(typed) == ""


def test_new_numbers_are_whole_and_differ():
    numbers = {new_number("ALD") for _ in range(200)}

    assert len(numbers) == 200
    assert all(re.fullmatch(r"ALD-20\d\d(-[0-9A-HJKMNP-TV-Z]{5}){2}", number) for number in numbers)
    assert {read_number(number) for number in numbers} == numbers


@given(st.text(max_size=80))
def test_any_text_gives_a_whole_number_or_none(typed):
    number = read_number(typed)

    assert number == "" or read_number(number) == number
