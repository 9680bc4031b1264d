import re

from certificates.rendering.composition import composed_page
from certificates.rendering.sample import sample_content
from certificates.rendering.sheet import sheet
from tests.certificates.rendering.reading import LONG_OBJECTIVES

MARKUP = "<b onclick=\"x\">Robert</b> & 'Tables'"
ESCAPED = "&lt;b onclick=&quot;x&quot;&gt;Robert&lt;/b&gt; &amp; &#x27;Tables&#x27;"
TEXTS = (
    "name", "body", "registration_number", "title", "delivered", "when", "zone", "presenters", "modalities",
    "provider_name", "provider_contact", "partners", "signatory_name", "signatory_role", "verify_url",
    "verify_label", "accreditation", "number", "replaces",
)  # fmt: skip


def drawn(**changes):
    return sheet(sample_content(**changes), qr_side=25.146)


def test_sheet_escapes_every_text():
    plain = drawn(**dict.fromkeys(TEXTS, MARKUP), objectives=(MARKUP,))

    assert re.findall(r"<b [^c]", plain) == []
    assert re.findall(r"onclick=\"", plain) == []
    assert plain.count("&lt;b") >= len(TEXTS)


def test_sheet_escapes_a_name_where_it_stands():
    assert drawn(name="<b>A & B</b>").count("&lt;b&gt;A &amp; B&lt;/b&gt;") == 2


def test_sheet_reads_in_the_order_a_person_would_read_it():
    order = re.findall(r'class="(?:caps )?(\w+)"|<(h1)>', drawn())

    assert [a or b for a, b in order] == [
        "one", "device", "provider", "h1", "said", "name", "body", "took", "title", "when", "led", "hours", "aims",
        "number", "caps", "signed", "hand", "signatory", "house", "check", "qr",
    ]  # fmt: skip


def test_sheet_says_language_title_author_and_dates():
    head = drawn().split("</head>")[0]

    assert '<html lang="en-GB">' in head
    assert "<title>Certificate of attendance LEC-2022-000123-7QK4: Eleanor Hartley-Brooke</title>" in head
    assert re.findall(r'name="([\w.]+)" content="([^"]+)"', head) == [
        ("author", "Institute for Therapeutic Practice"),
        ("description", "Certificate of Attendance, 5½ hours of CPD"),
        ("dcterms.created", "2022-06-28T00:00:00Z"),
        ("dcterms.modified", "2022-06-28T00:00:00Z"),
    ]


def test_sheet_describes_every_picture():
    pictures = re.findall(r'<img class="(\w+)" src="lectern:(\w+)" alt="([^"]+)"', drawn())

    assert pictures == [
        ("device", "device", "Device of Institute for Therapeutic Practice"),
        ("hand", "hand", "Signature of Margaret Ellery"),
        ("qr", "qr", "QR code that opens https://cpd.example.org/verify/LEC-2022-000123-7QK4/"),
    ]


def test_sheet_numbers_objectives_on_across_the_columns():
    starts = re.findall(r"counter-reset:list-item (\d+)", drawn())

    assert starts == ["0", "2"]


def test_sheet_without_signature_keeps_the_line_to_sign_on():
    plain = drawn(signature=b"")

    assert 'class="hand"' not in plain
    assert 'class="signatory"' in plain


def test_sheet_without_signatory_has_no_line():
    assert 'class="signed"' not in drawn(signature=b"", signatory_name="", signatory_role="")


def test_sheet_sets_the_date_apart_with_plain_spaces():
    assert "<b>Monday 27 June 2022, 09:30 to 16:30</b> British Summer Time" in drawn()


def test_sheet_places_the_qr_code_on_whole_dots():
    left, top = map(float, re.findall(r"left:([\d.]+)mm;top:([\d.]+)mm", drawn())[-1])

    assert [round(value / 0.762, 2) % 1 for value in (left, top)] == [0, 0]


def test_sheet_places_each_block_where_it_was_composed():
    tops = re.findall(r'class="(?:said|name|body|took|title|when|led)" style="top:([\d.]+)mm', drawn())

    assert tops == [f"{block.top:.2f}" for block in composed_page(sample_content()).blocks]


def test_sheet_sets_a_crowded_house_smaller():
    crowded = drawn(accreditation="Approved by the association of all the associations, reference 2022/117. " * 6)

    assert 'class="house" style="font-size:8pt"' in crowded
    assert 'class="house" style="font-size:10pt"' in drawn()


def test_sheet_breaks_a_long_verification_address_at_its_dots():
    assert "learning.northernandborder.<br>example.ac.uk/verify" in drawn(
        verify_label="learning.northernandborder.example.ac.uk/verify"
    )


def test_sheet_has_one_page_for_a_usual_certificate():
    assert drawn().count("<section") == 1


def test_sheet_has_a_second_page_when_objectives_overflow():
    assert drawn(objectives=LONG_OBJECTIVES).count("<section") == 2


def test_sheet_has_a_second_page_when_asked():
    assert sheet(sample_content(), qr_side=25, programme=True).count("<section") == 2
