"""How a booker's answers are read."""

import pytest

from tests.bench.booker import HIDDEN, filled_in, outcome_of
from tests.bench.wire import Answer


def answer(status: int, body: bytes = b"") -> Answer:
    return Answer(status, {}, {}, body)


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, b"<h1>Your place is confirmed</h1>", "confirmed"),
        (200, b"<h1>Sold out</h1>", "sold_out"),
        (409, b"", "sold_out"),
        (200, b"something else", "error"),
        (403, b"", "error"),
        (422, b"", "error"),
        (500, b"", "server_error"),
        (503, b"<h1>Sold out</h1>", "server_error"),
    ],
)
def test_outcome_of(status, body, outcome):
    assert outcome_of(answer(status, body)) == outcome


def test_form_keeps_its_hidden_fields():
    fields = dict(HIDDEN.findall(b'<input type="hidden" name="form_key" value="k&amp;1" id="x"><input type="text">'))

    assert filled_in(fields, 7) == b"form_key=k%26amp%3B1&name=Booker+7&email=booker7%40rush.example&consent=on"
