"""Numbers brought to one form."""

from fractions import Fraction

import pytest

from workshops.importing.numbers import number_value, plain_numbers


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Five and a half hours", "5½ hours"),
        ("5.1/2hrs", "5½hrs"),
        ("5 1/2 hours", "5½ hours"),
        ("5 ½", "5½"),
        ("1/2 hour", "½ hour"),
        ("half an hour", "½ hour"),
        ("an hour and a half", "1½ hour"),
        ("two hours and a quarter", "2¼ hours"),
        ("twenty-four", "24"),
        ("ninety minutes", "90 minutes"),
        ("thirteen", "13"),
        ("three  quarters of an hour", "¾ hour"),
    ],
)
def test_number_in_words_or_fractions_becomes_figures(text, plain):
    assert plain_numbers(text) == plain


@pytest.mark.parametrize("text", ["51/2 hours", "1.5/2 hours", "1/2/2022", "someone", "a day"])
def test_text_that_is_no_such_number_stays(text):
    assert plain_numbers(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("5", Fraction(5)), ("5.25", Fraction(21, 4)), ("5½", Fraction(11, 2)), ("¾", Fraction(3, 4)), ("0", Fraction(0))],
)
def test_figures_have_their_value(text, value):
    assert number_value(text) == value
