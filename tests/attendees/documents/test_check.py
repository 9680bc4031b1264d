from dataclasses import replace

import pytest

from attendees.documents.check import check_document
from attendees.documents.content import Buyer
from tests.attendees.documents.samples import (
    PLACES,
    drawn,
    make_content,
    make_credit_note,
    make_long,
    make_plain,
    make_receipt,
)


def problems(content, checked=None):
    return check_document(drawn(content), checked or content)


@pytest.mark.parametrize(
    "content",
    [
        make_content(),
        make_plain(),
        make_receipt(),
        make_credit_note(),
        make_long(),
        make_content(buyer=Buyer(name="محمد عبد الرحمن")),
        make_content(buyer=Buyer(name="Oluwaseun Adébáyọ̀", address=("台北市信義區",))),
        make_content(buyer=Buyer(name="Wolfeschlegelsteinhausenbergerdorff" * 5)),
    ],
    ids=lambda content: f"{content.kind} to {content.buyer.name[:12]}",
)
def test_check_passes_every_sort_of_document(content):
    assert problems(content) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"number": "INV-00013"}, "The number cannot be read back."),
        ({"number": "INV-00013"}, "The document's title is not that of this document."),
        ({"buyer": Buyer(name="Somebody Else")}, "The name of the buyer cannot be read back."),
        ({"lines": (replace(PLACES, gross_pence=99900),)}, "The total cannot be read back."),
        ({"lines": (replace(PLACES, vat_pence=12345),)}, "The VAT cannot be read back."),
    ],
)
def test_check_finds_a_document_that_says_something_else(changes, problem):
    assert problem in problems(make_content(), make_content(**changes))


def test_check_names_a_character_that_cannot_be_printed():
    found = problems(make_content(buyer=Buyer(name="Ra \U00013000")))

    assert found[0] == "No bundled face prints U+13000 (EGYPTIAN HIEROGLYPH A001)."


@pytest.mark.parametrize("damage", [b"", b"not a PDF", None])
def test_check_finds_a_damaged_file(damage):
    pdf = drawn(make_content())[:8000] if damage is None else damage

    found = check_document(pdf, make_content())

    assert [text.startswith("The file cannot be read as PDF: ") for text in found] == [True]
