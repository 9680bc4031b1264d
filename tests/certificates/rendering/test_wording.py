import pytest

from certificates.rendering import wording
from certificates.rendering.sample import sample_content


@pytest.mark.parametrize(
    ("kind", "heading", "took"),
    [
        ("workshop", "Certificate of Attendance", "took part in the workshop"),
        ("webinar", "Certificate of Attendance", "took part in the webinar"),
        ("conference", "Certificate of Attendance", "took part in the conference"),
        ("recording", "Certificate of Completion", "watched and completed the recording of"),
        ("something new", "Certificate of Attendance", "took part in"),
    ],
)
def test_phrases_follow_the_kind(kind, heading, took):
    phrases = wording.phrases(sample_content(kind=kind))

    assert (phrases.heading, phrases.took) == (heading, took)


@pytest.mark.parametrize(
    ("body", "number", "line"),
    [
        ("", "", ""),
        ("BACP", "", "BACP"),
        ("", "0038", "Registration number 0038"),
        ("BACP", "0038", "BACP, registration number 0038"),
    ],
)
def test_membership_says_what_is_known(body, number, line):
    assert wording.membership(sample_content(body=body, registration_number=number)) == line


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({}, ("5½ hours", "(5 h 30 min) of CPD", "4 h participatory", "breaks excluded")),
        (
            {"participatory_minutes": 240, "skills_minutes": 90},
            ("5½ hours", "(5 h 30 min) of CPD", "4 h participatory, 1 h 30 min skills", "breaks excluded"),
        ),
        (
            {"participatory_minutes": 0},
            ("5½ hours", "(5 h 30 min) of CPD", "0 min participatory", "breaks excluded"),
        ),
        ({"participatory_minutes": None, "minutes": 360}, ("6 hours", "of CPD", "breaks excluded")),
        (
            {"participatory_minutes": None, "scheduled_minutes": 390},
            ("5½ hours", "(5 h 30 min) of CPD", "of 6 h 30 min scheduled, breaks excluded"),
        ),
        (
            {"participatory_minutes": None, "scheduled_minutes": 330},
            ("5½ hours", "(5 h 30 min) of CPD", "breaks excluded"),
        ),
        ({"kind": "recording", "participatory_minutes": None, "minutes": 50}, ("50 minutes", "of CPD")),
    ],
)
def test_hours_lines_tell_what_was_attended(changes, lines):
    assert wording.hours_lines(sample_content(**changes)) == lines


def test_number_lines_of_a_first_version():
    assert wording.number_lines(sample_content()) == ("LEC-2022-000123-7QK4", "Version 1, issued 28 June 2022")


def test_number_lines_of_a_correction_name_the_one_it_replaces():
    lines = wording.number_lines(sample_content(version=2, replaces="LEC-2022-000101-9ABC"))

    assert lines[1:] == ("Version 2, issued 28 June 2022", "Replaces LEC-2022-000101-9ABC")


def test_house_lines_leave_out_what_is_empty():
    content = sample_content(partners="", provider_contact="", accreditation="")

    assert wording.house_lines(content) == ("Institute for Therapeutic Practice",)


def test_house_lines_name_partners_and_accreditation():
    content = sample_content(provider_contact="12 Lane", partners="the Network", accreditation="Approved by X")

    assert wording.house_lines(content)[1:] == ("12 Lane", "In partnership with the Network", "Approved by X")


def test_held_gives_the_date_apart():
    assert wording.held(sample_content()) == (
        "held live online via Zoom on ",
        "Monday 27 June 2022, 09:30 to 16:30",
        "British Summer Time (Europe/London)",
    )


def test_led_is_empty_without_presenters():
    assert wording.led(sample_content(presenters="")) == ""


def test_led_names_the_presenters():
    assert wording.led(sample_content(presenters="Ann Hill, psychologist")) == "and led by Ann Hill, psychologist"


def test_document_title_names_number_and_person():
    title = wording.document_title(sample_content())

    assert title == "Certificate of attendance LEC-2022-000123-7QK4: Eleanor Hartley-Brooke"


def test_all_text_holds_every_text_once():
    content = sample_content(name="Ωmega", accreditation="Accredited", objectives=("Listen",))

    words = wording.all_text(content)

    missing = [text for text in ("Ωmega", "Accredited", "Listen", "Our own responses: a reflective exercise",
                                 "cpd.example.org/verify", "10:45–11:00") if text not in words]  # fmt: skip
    assert missing == []
