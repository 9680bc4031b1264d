"""Small pages that show one rule each."""

from datetime import date

import pytest

from tests.workshops.importing.samples import reasons
from workshops.importing import Level, PageRefusedError, parse_page

PROSE = "A long enough sentence about the work that people do with one another every day."


def test_empty_page_is_refused():
    with pytest.raises(PageRefusedError) as refusal:
        parse_page(" \n\u200b\n")

    assert str(refusal.value) == (
        "There is nothing to read: the page is empty. Copy the text of the page and try again."
    )


def test_page_that_starts_with_a_heading_has_no_title():
    found = parse_page("Learning outcomes\n\n• Rest well")

    assert (found.title, found.objectives) == ("", ("Rest well",))
    assert reasons(found, Level.FOR_A_PERSON)[0] == "The page has no line that can be its title."


def test_date_above_the_title_is_still_the_date():
    found = parse_page(f"27 June 2022\n\nRest\n\n{PROSE}")

    assert (found.title, found.date) == ("Rest", date(2022, 6, 27))


def test_line_above_a_marked_title_is_left():
    found = parse_page(f"Fernbank Minds\n\n# Rest\n\n{PROSE}")

    assert found.title == "Rest"
    assert reasons(found, Level.NOT_UNDERSTOOD) == ["It stands above the title."]


def test_sentence_is_no_title():
    found = parse_page(PROSE)

    assert (found.title, found.description) == ("", (PROSE,))


def test_name_that_the_page_does_not_confirm_is_kept_and_asked_about():
    found = parse_page(f"Rest\n\nTrauma Recovery\n\n{PROSE}")

    assert found.presenters == ("Trauma Recovery",)
    assert "It reads like a name, but nothing else on the page confirms it." in reasons(found, Level.FOR_A_PERSON)


def test_name_that_the_page_confirms_is_not_asked_about():
    found = parse_page(f"Rest\n\nJo Harrow\n\n{PROSE}\n\nAbout the presenter\n\nJo writes.")

    assert found.presenters == ("Jo Harrow",)
    assert "It reads like a name, but nothing else on the page confirms it." not in reasons(found, Level.FOR_A_PERSON)


def test_name_in_the_heading_about_someone_is_a_presenter():
    found = parse_page(f"Rest\n\n{PROSE}\n\nAbout Jo Harrow\n\nJo writes.")

    assert found.presenters == ("Jo Harrow",)


def test_name_under_the_heading_is_a_presenter():
    found = parse_page(f"Rest\n\n{PROSE}\n\nFacilitator\n\nJo Harrow")

    assert (found.presenters, found.about_presenter) == (("Jo Harrow",), "Jo Harrow")


def test_label_for_presenters_without_names_is_asked_about():
    found = parse_page(f"Rest\nPresented by: our team of many\n{PROSE}")

    assert found.presenters == ()
    assert reasons(found, Level.FOR_A_PERSON)[-1] == (
        "It should name the presenters, but it does not read as a list of names."
    )


def test_label_for_the_date_without_a_date_is_asked_about():
    found = parse_page(f"Rest\nDate: soon\n{PROSE}")

    assert (found.date, found.date_text) == (None, "Date: soon")
    assert "It should give the date, but it cannot be read as one." in reasons(found, Level.FOR_A_PERSON)


def test_date_in_the_text_is_asked_about_not_taken():
    found = parse_page("Rest\n\nWe have done this since 12 May 2019, and it has served a great many people well.")

    assert (found.date, found.date_text) == (None, "12 May 2019")
    assert reasons(found, Level.FOR_A_PERSON)[-1] == (
        "A date stands in the text; it may or may not be the day of the workshop."
    )


def test_times_beside_the_date_are_left_to_a_person():
    found = parse_page(f"Rest\n\n27 June 2022, 10am to 4pm\n\n{PROSE}")

    asked = [(finding.text, finding.reason) for finding in found.findings_at(Level.FOR_A_PERSON)]
    assert found.date == date(2022, 6, 27)
    assert ("10am to 4pm", "More than the date stands on this line: the rest was not used.") in asked


def test_short_line_that_fits_nothing_is_left():
    found = parse_page(f"Rest\n\nA subtitle of sorts\n\n{PROSE}")

    assert reasons(found, Level.NOT_UNDERSTOOD) == [
        "It is too short to be text and is no date, name or heading that is known."
    ]


def test_overview_adds_to_the_description():
    found = parse_page(f"Rest\n\n{PROSE}\n\nOverview\n\nMore of it.\n\n• And more")

    assert found.description == (PROSE, "More of it.", "And more")


def test_cpd_heading_with_a_line_below_counts():
    found = parse_page(f"Rest\n\n{PROSE}\n\nCPD\n\nFive hours\n\nWho should attend\n\nAll.")

    assert (found.cpd.minutes, found.audience) == (300, "All.")


def test_text_after_a_cpd_label_goes_back_to_the_description():
    found = parse_page(f"Rest\n\nCPD hours: 6\n\n{PROSE}")

    assert (found.cpd.minutes, found.description) == (360, (PROSE,))


def test_text_after_a_cpd_heading_goes_back_to_the_description():
    found = parse_page(f"Rest\n\nCPD\n6 hours\n\n{PROSE}")

    assert (found.cpd.minutes, found.description) == (360, (PROSE,))


def test_two_claims_that_differ_in_two_places_are_a_contradiction():
    found = parse_page(f"Rest (6 CPD hours)\n\n{PROSE}\n\nWho should attend\n\nAll who want 5 hours of CPD.")

    assert (found.cpd.minutes, found.cpd.reason) == (
        None,
        "The page gives more than one length: “6 cpd hours” and “5 hours”.",
    )


def test_cpd_in_the_presenters_life_does_not_count():
    found = parse_page(f"Rest\n\n{PROSE}\n\nYour trainer\n\nJo gave 9 hours of CPD and met 15,000 people in 30 years.")

    assert found.cpd.minutes is None


def test_cpd_in_a_reference_does_not_count():
    found = parse_page(f"Rest\n\n{PROSE}\n\nReferences\n\nTeal, S. (2020). Nine hours of CPD. Leeds: Gull.")

    assert found.cpd.minutes is None


def test_bullets_of_several_about_sections_keep_their_order():
    found = parse_page(f"Rest\n\n{PROSE}\n\nWho should attend\n\nAll:\n• nurses\n• teachers\n\nAudience: carers")

    assert found.audience == "All:\n• nurses\n• teachers\n\ncarers"
