"""Invented documents, and how they are read back."""

from datetime import date
from functools import lru_cache
from io import BytesIO

from pypdf import PdfReader

from attendees.documents.content import Buyer, DocumentContent, Line, Seller
from attendees.documents.drawing import draw_document

SELLER = Seller(
    name="Institute for Therapeutic Practice",
    address="12 Chantry Lane, Durham DH1 3EX",
    contact="0191 496 0123 · cpd@itp.example.org",
    vat_number="GB 123 4567 89",
    company_details="Registered in England and Wales, company number 01234567. Registered office: 12 Chantry Lane, Durham DH1 3EX",
)
NOT_REGISTERED = Seller(name="Alder Training", address="4 Mill Lane, York YO1 7AB", contact="office@alder.example")
TRUST = Buyer(
    name="Leeds Community Healthcare NHS Trust",
    address=("Accounts Payable", "Stockdale House", "8 Victoria Road", "Leeds LS6 1PF"),
)
BANK = ("Institute for Therapeutic Practice Ltd", "Sort code 12-34-56, account 12345678")
TITLE = "Working Therapeutically with People Who Self Injure and Self-Harm"
PLACES = Line(
    title=TITLE,
    details=("Friday 29 January 2027 · Standard", "£120.00 less £12.00 with code TEAM10, VAT included"),
    quantity=10,
    vat_basis_points=2000,
    gross_pence=108000,
    vat_pence=18000,
)


def make_content(**changes):
    """A VAT invoice of ten places with a discount; `changes` replace its fields."""
    sample = {
        "kind": "invoice",
        "number": "INV-00012",
        "issued_on": date(2026, 11, 24),
        "seller": SELLER,
        "buyer": TRUST,
        "reference": "J1MN-Q8D7",
        "purchase_order": "PO-4471-2026",
        "due_on": date(2026, 12, 24),
        "how_to_pay": BANK,
        "lines": (PLACES,),
    }
    return DocumentContent(**sample | changes)


def make_plain(**changes):
    """An invoice of a seller who is not registered for VAT."""
    line = Line(
        title="Endings: the last six sessions",
        details=("Friday 29 January 2027 · Early bird",),
        quantity=2,
        gross_pence=19000,
    )
    return make_content(**{"seller": NOT_REGISTERED, "lines": (line,)} | changes)


def make_receipt(**changes):
    line = Line(
        title=TITLE,
        details=("Friday 29 January 2027 · Standard",),
        quantity=1,
        vat_basis_points=2000,
        gross_pence=12000,
        vat_pence=2000,
    )
    receipt = {
        "kind": "receipt", "number": "REC-00007", "buyer": Buyer(name="Priya Nair"), "purchase_order": "", "due_on": None,
        "how_to_pay": (), "paid": "Paid by card on 24 November 2026", "lines": (line,),
    }  # fmt: skip
    return make_content(**receipt | changes)


def make_credit_note(**changes):
    line = Line(
        title=TITLE, details=("Friday 29 January 2027 · Standard", "£54.00 of £108.00, VAT included"), quantity=2,
        vat_basis_points=2000, gross_pence=10800, vat_pence=1800,
    )  # fmt: skip
    note = {
        "kind": "credit_note", "number": "CRN-00003", "due_on": None, "how_to_pay": (), "lines": (line,),
        "credits": "Invoice INV-00012 of 24 November 2026", "notes": ("Two places cancelled, 10 days before the session.",),
    }  # fmt: skip
    return make_content(**note | changes)


def make_long(count=60):
    lines = tuple(
        Line(
            title=f"Workshop {number} of the series", details=(f"{1 + number % 28} March 2027 · Standard",), quantity=1 + number % 3,
            vat_basis_points=(2000, 500, 0)[number % 3], gross_pence=(1 + number % 3) * 6300,
            vat_pence=(1 + number % 3) * (1050, 300, 0)[number % 3],
        )
        for number in range(count)
    )  # fmt: skip
    return make_content(lines=lines)


@lru_cache(maxsize=32)
def drawn(content):
    """A document that several tests may look at: drawn once."""
    return draw_document(content)


def opened(pdf):
    return PdfReader(BytesIO(pdf), strict=True)


def words_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in opened(pdf).pages).split())
