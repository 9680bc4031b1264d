from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.printing.text import compose_texts, composed, composed_lines, long_date


@dataclass(frozen=True)
class Record:
    name: str
    lines: tuple = ()
    count: int = 0


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("Zoe\u0308", "Zo\u00eb"),
        ("  Ada \n\t Lovelace ", "Ada Lovelace"),
        ("Ada\u00a0Lovelace", "Ada Lovelace"),
        ("Ada\x00\x1b[31m", "Ada[31m"),
        ("Dr \u202eneila\u202c", "Dr neila"),
        ("na\u00adme\ufeff", "name"),
        ("\U0001f469\u200d\u2695\ufe0f", "\U0001f469\u200d\u2695\ufe0f"),
        ("\u0646\u200c\u0647", "\u0646\u200c\u0647"),
    ],
)
def test_composed_text_is_one_clean_line(given_text, kept):
    assert composed(given_text) == kept


@given(st.text())
def test_composed_text_stays_as_it_is(text):
    assert composed(composed(text)) == composed(text)


def test_lines_of_an_address_are_composed_each_by_itself():
    assert composed_lines(" 1  Park Square\r\n\n  Leeds\u00a0LS1 \n") == ("1 Park Square", "Leeds LS1")


def test_record_composes_its_texts_alone_and_in_tuples():
    record = Record(name=" Zoe\u0308", lines=["a  b", 3], count=2)

    compose_texts(record)

    assert record == Record(name="Zoë", lines=("a b", 3), count=2)


def test_date_is_written_without_a_nought_before_the_day():
    assert long_date(date(2027, 5, 3)) == "3 May 2027"
