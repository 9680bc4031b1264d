import os
import sys
from hashlib import sha256
from pathlib import Path
from shutil import which
from subprocess import run

import pytest

from attendees.documents.content import Buyer, DocumentContent, Line
from attendees.documents.drawing import draw_document
from tests.attendees.documents.samples import (
    NOT_REGISTERED,
    TRUST,
    drawn,
    make_content,
    make_credit_note,
    make_long,
    make_plain,
    make_receipt,
    opened,
    words_of,
)

PROJECT = Path(__file__).resolve().parents[3]
DIGEST = """
import hashlib
import django
django.setup()
from attendees.documents.drawing import draw_document
from tests.attendees.documents.samples import make_content
print(hashlib.sha256(draw_document(make_content())).hexdigest())
"""

LOADED = """
import sys
import django
django.setup()
import config.urls
print("weasyprint" in sys.modules)
"""


def missing(words, *wanted):
    return [text for text in wanted if text not in words]


def test_vat_invoice_says_what_the_law_asks_for():
    words = words_of(drawn(make_content()))

    assert (
        missing(
            words,
            "VAT invoice To Leeds Community Healthcare NHS Trust Accounts Payable Stockdale House 8 Victoria Road Leeds LS6 1PF",
            "Institute for Therapeutic Practice 12 Chantry Lane, Durham DH1 3EX",
            "VAT number GB 123 4567 89",
            "Number INV-00012",
            "Date 24 November 2026",
            "To be paid by 24 December 2026",
            "Booking J1MN-Q8D7",
            "Your order PO-4471-2026",
            "What for Places Each Net Rate VAT Total",
            "£120.00 less £12.00 with code TEAM10, VAT included",
            "10 £90.00 £900.00 20% £180.00 £1,080.00",
            "Net £900.00 VAT at 20% on £900.00 £180.00 Total to pay £1,080.00",
            "How to pay Institute for Therapeutic Practice Ltd Sort code 12-34-56, account 12345678",
            "Quote INV-00012 with your payment",
            "company number 01234567",
        )
        == []
    )


def test_invoice_of_a_seller_who_is_not_registered_does_not_speak_of_vat():
    words = words_of(drawn(make_plain()))

    assert missing(words, "Invoice To", "What for Places Each Amount", "2 £95.00 £190.00", "Total to pay £190.00") == []
    assert "VAT" not in words


def test_receipt_says_how_it_was_paid():
    words = words_of(drawn(make_receipt()))

    assert (
        missing(words, "VAT receipt To Priya Nair", "Paid by card on 24 November 2026.", "Total received £120.00") == []
    )
    assert "How to pay" not in words


def test_receipt_for_an_invoice_counts_no_places():
    line = Line(title="Payment received for invoice INV-00012", gross_pence=108000)

    words = words_of(drawn(make_receipt(lines=(line,), buyer=TRUST)))

    assert missing(words, "Receipt To", "What for Amount Payment received for invoice INV-00012 £1,080.00") == []


def test_credit_note_says_what_it_credits_and_why():
    words = words_of(drawn(make_credit_note()))

    assert (
        missing(
            words,
            "VAT credit note",
            "Credits Invoice INV-00012 of 24 November 2026",
            "£54.00 of £108.00, VAT included",
            "Two places cancelled, 10 days before the session.",
            "Total credited £108.00",
        )
        == []
    )


def test_several_rates_are_totalled_each_and_together():
    words = words_of(drawn(make_long(6)))

    rates = "VAT at 20% on £105.00 £21.00 VAT at 5% on £240.00 £12.00 VAT at 0% on £378.00 £0.00 VAT in all £33.00"
    assert missing(words, rates, "Total to pay £756.00") == []


def test_long_document_repeats_the_head_of_its_table_on_each_page():
    pages = [" ".join(page.extract_text().split()) for page in opened(drawn(make_long())).pages]

    assert len(pages) > 1
    assert [page.count("What for Places Each Net Rate VAT Total") for page in pages] == [1] * len(pages)
    assert [f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    assert [
        f"Workshop {number} of the series" for number in range(60) if f"Workshop {number} of" not in " ".join(pages)
    ] == []


def test_totals_never_stand_on_a_page_of_their_own():
    """However many lines there are: the last of them goes with the totals."""
    alone = [
        count
        for count in range(9, 15)
        if "of the series" not in opened(drawn(make_long(count))).pages[-1].extract_text()
    ]

    assert alone == []


@pytest.mark.parametrize(
    "name",
    ["محمد عبد الرحمن", "王小明", "Oluwaseun Adébáyọ̀", "Наталія Шевченко-Ґудзь", "Zoë Ó Súilleabháin", "Sam 🌻 Taylor"],
)
def test_name_and_address_in_any_script_are_printed(name):
    buyer = Buyer(name=name, address=(name, "Leeds"))

    text = drawn(make_receipt(buyer=buyer, seller=NOT_REGISTERED))

    fonts = {font.get_object()["/Encoding"] for font in opened(text).pages[0]["/Resources"]["/Font"].values()}
    assert fonts == {"/Identity-H"}


def test_markup_in_a_name_is_printed_not_obeyed():
    name = "<b>Robert</b> & \"Tables\" <img src='file:///etc/passwd'>"

    assert name.replace(" ", "") in words_of(drawn(make_content(buyer=Buyer(name=name)))).replace(" ", "")


def test_document_is_a_portrait_page_of_a4():
    pages = opened(drawn(make_content())).pages

    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages] == [(595, 842)]


def test_document_is_tagged_pdf_a_in_british_english():
    reader = opened(drawn(make_content()))

    assert reader.root_object["/Lang"] == "en-GB"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert 'pdfaid:part="3" pdfaid:conformance="A"' in reader.root_object["/Metadata"].get_data().decode()


def test_lines_and_totals_are_tables_to_a_screen_reader():
    def tags(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            return [tag for child in node for tag in tags(child)]
        return [node.get("/S"), *tags(node.get("/K", []))] if isinstance(node, dict) else []

    found = tags(opened(drawn(make_content())).root_object["/StructTreeRoot"])
    assert {tag: found.count(tag) for tag in ("/H1", "/H2", "/Table", "/TR", "/TH", "/TD")} == {
        "/H1": 1, "/H2": 1, "/Table": 3, "/TR": 10, "/TH": 16, "/TD": 14,
    }  # fmt: skip


def test_metadata_come_from_the_content():
    found = opened(drawn(make_content())).metadata

    assert (found.title, found.author) == ("VAT invoice INV-00012", "Institute for Therapeutic Practice")
    assert found.creation_date.date() == make_content().issued_on


def digest(content):
    return sha256(draw_document(content)).hexdigest()


def test_same_content_gives_same_bytes_again():
    before = digest(make_content())
    draw_document(make_receipt(buyer=Buyer(name="王小明")))

    assert digest(make_content()) == before


def test_same_content_gives_same_bytes_in_another_process():
    there = run(
        [sys.executable, "-c", DIGEST], cwd=PROJECT, env={**os.environ, "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1"},
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip

    assert there.stdout.split() == [digest(make_content())]


def test_kept_content_is_drawn_again_to_the_same_bytes():
    assert digest(DocumentContent.from_json(make_content().as_json())) == digest(make_content())


def test_another_content_gives_other_bytes():
    assert digest(make_content()) != digest(make_content(number="INV-00013"))


def test_process_that_draws_nothing_does_not_load_the_engine():
    """It weighs some forty megabytes in each web process."""
    there = run([sys.executable, "-c", LOADED], cwd=PROJECT, capture_output=True, text=True, check=True, timeout=120)

    assert there.stdout.split() == ["False"]


@pytest.mark.skipif(which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_no_error_in_the_structure(tmp_path):
    (tmp_path / "d.pdf").write_bytes(drawn(make_long(20)))

    done = run(["qpdf", "--check", tmp_path / "d.pdf"], capture_output=True, text=True, check=False, timeout=60)

    assert (done.returncode, done.stderr) == (0, "")
