"""Each length in a sentence, one by one."""

import pytest

from workshops.importing.amounts import find_amounts
from workshops.importing.references import lost_address


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("6 hours", [("6 hours", 360)]),
        ("6 hours (360 minutes)", [("6 hours", 360), ("360 minutes", 360)]),
        ("6 hours or 360 minutes", [("6 hours or 360 minutes", None)]),
        ("5h30 and 2 hours", [("5h30", 330), ("2 hours", 120)]),
        ("2 x 3 hours", [("2 x 3 hours", None)]),
        ("6 points for 5 hours", [("6 points", None), ("5 hours", 300)]),
        ("half a day, 3 hours", [("3 hours", 180), ("half a day", None)]),
        ("within 48 hours", []),
        ("30 years", []),
        ("15,000 practitioners", []),
        ("24 hours before", []),
        ("27/06/2022 and 10:00", []),
    ],
)
def test_each_amount_is_found_once(text, amounts):
    assert [(amount.raw, amount.minutes) for amount in find_amounts(text)] == amounts


@pytest.mark.parametrize("text", ["6 points", "a full day", "6 credits", "CPD: 6"])
def test_stand_in_for_a_length_is_weak(text):
    assert [amount.weak for amount in find_amounts(text)] == [True]


@pytest.mark.parametrize("text", ["6 hours", "2 x 3 hours", "5-6 hours", "5.30 hours"])
def test_length_is_not_weak_even_when_unsure(text):
    assert [amount.weak for amount in find_amounts(text)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Teal, S. (2020). Rest. - - accessed May 2023",
        "Rest. Available at: ",
        "Rest. Retrieved from.",
        "Rest (accessed May 2023)",
    ],
)
def test_reference_whose_address_was_lost_is_noticed(text):
    assert lost_address(text.strip()) is True


@pytest.mark.parametrize(
    "text",
    [
        "Teal, S. (2020). Rest – a day. Leeds",
        "Rest. Available at: https://example.org - - x",
        "Rest - doi 10.1/2 - - x",
    ],
)
def test_reference_that_is_whole_is_not_noticed(text):
    assert lost_address(text) is False
