"""Whole pages in other layouts."""

from datetime import date

from tests.workshops.importing.samples import page, reasons, told
from workshops.importing import Level


def test_markdown_page_is_read_by_its_heading_signs():
    found = page("markdown.md")

    assert found.title == "Holding Hope After Loss"
    assert found.presenters == ("Dr Idris Vale", "Ana de la Cruz")
    assert found.date == date(2024, 6, 3)
    assert found.cpd.minutes == 360
    assert found.aims == ("How grief moves", "What helps, and what only seems to")
    assert found.objectives == ("Tell grief from depression", "Plan a first session")
    assert found.modalities == ("Short talks", "Role play")
    assert found.references == ("Vale, I. (2020). *After the Rain*. York: Heron Books.",)
    assert found.audience == "• Counsellors\n• Social workers"


def test_markdown_page_with_two_presenters_keeps_who_is_who():
    found = page("markdown.md")

    assert found.about_presenter == (
        "About Idris Vale\n\nIdris is a counsellor in York.\n\nAbout Ana de la Cruz\n\nAna teaches in Leeds."
    )


def test_markdown_page_with_an_unknown_heading_leaves_its_text():
    found = page("markdown.md")

    assert told(found, Level.NOT_UNDERSTOOD) == [("unknown", (44,)), ("unknown", (46,))]
    assert reasons(found, Level.NOT_UNDERSTOOD) == [
        "The heading is not one that is known.",
        "It stands under a heading that is not known.",
    ]


def test_page_of_labels_is_read_line_by_line():
    found = page("labels.txt")

    assert found.title == "Title above all: Calm Starts"
    assert found.presenters == ("Sam Teal",)
    assert found.date == date(2023, 6, 27)
    assert found.cpd.minutes == 180
    assert found.description == ("A morning on first meetings, and on what makes them steady.",)
    assert found.aims == ("to practise a calm first ten minutes",)
    assert found.objectives == ("open a session without hurry", "close it on time")
    assert found.modalities == ("talks and practice",)
    assert found.audience == "trainees"
    assert found.about_presenter == "Sam Teal"


def test_page_of_labels_leaves_time_place_and_price_to_the_session():
    found = page("labels.txt")

    assert told(found, Level.NOT_UNDERSTOOD) == [("session", (4,)), ("session", (5,)), ("session", (6,))]
    assert set(reasons(found, Level.NOT_UNDERSTOOD)) == {
        "Times, places and prices belong to a session. Enter them there."
    }


def test_two_day_page_asks_for_date_and_cpd():
    found = page("two_days.txt")

    assert (found.date, found.date_text, found.cpd.minutes) == (None, "27-28 June 2024", None)
    assert told(found, Level.FOR_A_PERSON) == [("date", (5,)), ("CPD", (9,))]


def test_two_day_page_reads_bare_lines_and_dots_as_items():
    found = page("two_days.txt")

    assert found.presenters == ("Prof Wen Adair",)
    assert found.aims == ("What sleep is for", "Why it goes wrong", "What to try first")
    assert found.objectives == ("Take a sleep history", "Offer one change at a time")


def test_hard_wrapped_page_is_joined_into_paragraphs():
    found = page("wrapped.txt")

    first = (
        "Many people come to therapy without words for what they feel. This seminar is about finding a few that fit, "
        "and about waiting when none does."
    )
    assert found.description == (first, "The seminar counts as three hours of CPD and ends with a certificate.")
    assert found.objectives == ("Notice when a word is borrowed and does not fit", "Wait without filling the silence")
    assert found.audience == "People who listen for a living, whatever they are called."
    assert found.cpd.minutes == 180


def test_hard_wrapped_page_leaves_what_follows_a_list_and_an_unmarked_heading():
    found = page("wrapped.txt")

    assert told(found, Level.NOT_UNDERSTOOD) == [("unknown", (25,)), ("unknown", (31,)), ("unknown", (33,))]
    assert reasons(found, Level.NOT_UNDERSTOOD) == [
        "It stands after the list, and it is not clear where it belongs.",
        "The heading is not one that is known.",
        "It stands under a heading that is not known.",
    ]


def test_page_without_blank_lines_or_colons_is_read():
    found = page("bare.txt")

    assert found.title == "An Evening on Endings"
    assert found.presenters == ("Tove Lindqvist",)
    assert found.objectives == ("to plan an ending early", "to say goodbye in plain words")
    assert found.references == ("Lindqvist, T. (2017). Last Words. Whitby: Gull Press.",)
    assert (found.date, found.cpd.minutes) == (None, None)
    assert told(found, Level.FOR_A_PERSON) == [("date", (4,)), ("CPD", (5,))]


def test_saved_html_page_is_read_as_its_text():
    found = page("saved.html")

    assert found.title == "Boundaries at Work"
    assert found.presenters == ("Ruth Penhale", "Sam Teal")
    assert found.date == date(2023, 6, 27)
    assert found.description == ("Boundaries keep both people safe.", "They also keep the work alive.")
    assert found.cpd.minutes == 360
    assert found.aims == ("Map where lines blur", "Practise saying no")
    assert found.objectives == ("Name your own limits",)


def test_saved_html_page_leaves_menu_entries_and_prices():
    found = page("saved.html")

    left = [finding.text for finding in found.findings_at(Level.NOT_UNDERSTOOD)]
    assert left == ["• Our team", "## Prices", "£60 a place."]


def test_disagreeing_page_asks_about_each_disagreement():
    found = page("disagreeing.txt")

    assert (found.date, found.date_text) == (None, "4 May 2023 / 5 May 2023")
    assert reasons(found, Level.FOR_A_PERSON) == [
        "The page gives dates that differ. Enter each session's own date.",
        "The page gives one branch to BACP and to BABCP. Decide which is meant.",
        "Aims and objectives share one list here; all of it went to the objectives.",
        "Plain text does not carry the address behind this button. Enter it.",
    ]


def test_disagreeing_page_keeps_its_own_partners():
    found = page("disagreeing.txt")

    assert found.partners == ("BACP North branch", "Fernbank Minds", "Heron Trust")


def test_button_after_a_notice_is_ignored():
    found = page("disagreeing.txt")

    ignored = [finding.text for finding in found.findings_at(Level.UNDERSTOOD) if finding.part == "ignored"]
    assert ignored == ["Book now"]


def test_survey_in_a_sentence_or_a_reference_is_no_notice():
    found = page("survey_only.txt")

    assert found.audience == "School counsellors. A survey of ours shows they are often alone."
    assert found.references == ("National listening survey (2020). Hexham: Mill Press.",)
    assert [(notice.title, notice.link_text) for notice in found.notices] == [("Survey", "Take the questionnaire")]


def test_text_after_the_button_of_a_notice_is_left():
    found = page("survey_only.txt")

    assert reasons(found, Level.NOT_UNDERSTOOD) == ["It stands after a notice, and it is not clear where it belongs."]


def test_page_that_names_nobody_asks_who_presents():
    found = page("survey_only.txt")

    assert found.presenters == ()
    assert reasons(found, Level.FOR_A_PERSON)[:2] == [
        "The page does not say clearly who presents.",
        "The page does not say how long it counts as CPD.",
    ]
