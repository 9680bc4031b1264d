"""The report that a person reads after an import."""

from tests.workshops.importing.samples import page
from workshops.importing import parse_page, render_report


def test_report_of_a_small_page_is_complete():
    text = "Rest\n\nSam Teal\n\n27 June 2022\n\nThis is about rest.\n\nCPD: 5½ hours\n\nVenue: Leeds\n\nBook now\n"

    report = render_report(parse_page(text))

    assert report == (
        "Title                Rest\n"
        "Presenters           Sam Teal\n"
        "Date                 27 June 2022\n"
        "CPD                  5½ hours (5 h 30 min)\n"
        "Partners             (nothing found)\n"
        "Description          1 paragraph: This is about rest.\n"
        "Aims                 (nothing found)\n"
        "Objectives           (nothing found)\n"
        "Modalities           (nothing found)\n"
        "References           (nothing found)\n"
        "About the presenter  (nothing found)\n"
        "Audience             (nothing found)\n"
        "\n"
        "For a person to decide: 1\n"
        "  - presenters (line 3): “Sam Teal”. It reads like a name, but nothing else on the page confirms it.\n"
        "\n"
        "Not understood, and not imported: 1\n"
        "  - session (line 11): “Venue: Leeds”. Times, places and prices belong to a session. Enter them there.\n"
        "\n"
        "Ignored: 1\n"
        "  - ignored (line 13): “Book now”. Ignored: it belongs to the site, not to the workshop.\n"
    )


def test_report_tells_notices_with_kind_button_and_partners():
    report = render_report(page("site_builder.txt"))

    told = [line for line in report.splitlines() if line.startswith("  - [")]
    survey = (
        "  - [survey] Caseload and wellbeing survey - BABCP Northern Special Interest Group: "
        "To take part, press the button. The BACP Northern SIG want to know how … Button: View Survey."
    )
    conference = (
        "  - [conference] Free conference: The Northern Spring Day is a FREE conference for new therapists, … "
        "By Fernbank Minds and Northern Leads Network."
    )
    assert told == [survey, conference]


def test_report_names_several_lines():
    report = render_report(page("site_builder.txt"))

    assert "  - notices (lines 43, 48): “BABCP / BACP”." in report


def test_report_shows_an_unknown_length_as_nothing_found():
    report = render_report(page("two_days.txt"))

    assert "CPD                  (nothing found)\n" in report


def test_line_that_is_all_cpd_is_not_told_as_not_understood():
    report = render_report(parse_page("# Rest\n\nThis is about rest.\n\n## Oddments\n\nThis is 5.1/2hrs of CPD.\n"))

    assert report.splitlines()[3].split()[:2] == ["CPD", "5½"]
    assert report.count("5.1/2hrs") == 0


def test_line_that_is_cpd_in_part_is_told_as_such():
    text = "# Rest\n\nThis is about rest.\n\n## Oddments\n\nBring a mat. This is 5.1/2hrs of CPD.\n"

    report = render_report(parse_page(text))

    assert report.count("Its CPD was taken over. The rest was not understood.") == 1


def test_sections_without_entries_are_left_out():
    report = render_report(parse_page("Rest\n\nThis is about rest, and CPD of 5 hours.\n"))

    assert [line for line in report.splitlines() if line.endswith(": 0")] == []
