"""A page copied from a site builder, with its menus, lost links and trailing announcements."""

from datetime import date

import pytest

from tests.workshops.importing.samples import page, reasons, told
from workshops.importing import Level, ParsedNotice


@pytest.fixture(scope="module")
def copied():
    return page("site_builder.txt")


def test_title_is_the_first_line_below_the_menu(copied):
    assert copied.title == "Sitting with Shame in the Consulting Room"


def test_presenter_is_the_line_under_the_title(copied):
    assert copied.presenters == ("Morag Ellery",)


def test_date_is_read_with_its_wording(copied):
    assert (copied.date, copied.date_text) == (date(2024, 3, 14), "14 Mar 2024")


def test_summary_is_the_first_sentence_of_the_description(copied):
    assert copied.summary == ("Shame hides well, and it often sits between two people long before either can name it.")


def test_description_leaves_the_cpd_sentence_out(copied):
    assert len(copied.description) == 1
    assert copied.description[0].endswith("when shame is her own.")


def test_cpd_is_read_from_its_own_sentence_not_from_the_presenter_or_the_survey(copied):
    assert (copied.cpd.minutes, copied.cpd.raw) == (330, "This event will be equal to 5.1/2hrs of CPD.")


def test_aims_are_the_bullets_with_their_colons(copied):
    assert copied.aims == (
        "Describe how shame differs from guilt: in the body, and in what each asks for",
        "Trace where shame comes from",
        "Try out ways to speak of it",
    )


def test_objectives_take_a_heading_under_a_heading(copied):
    assert copied.objectives == ("How to notice shame early", "How to stay present when it arrives")


def test_modalities_keep_their_sentence(copied):
    assert copied.modalities == ("The day mixes short talks, pair work and one recorded session.",)


def test_references_are_one_a_line(copied):
    assert copied.references == (
        "Ellery, M. (2019). The Quiet Blush. Leeds: Fernbank Press",
        "Okafor, T. (2021). Red Cheeks, Cold Hands. - - accessed May 2023",
    )


def test_about_presenter_and_audience_are_text(copied):
    assert copied.about_presenter.startswith("Morag has taught for over 25 years")
    assert copied.audience == "Therapists and nurses who meet shame every day."


def test_survey_becomes_a_notice_with_its_button(copied):
    survey = copied.notices[0]

    assert survey == ParsedNotice(
        title="Caseload and wellbeing survey - BABCP Northern Special Interest Group",
        body=(
            "To take part, press the button.\n\n"
            "The BACP Northern SIG want to know how caseloads weigh on people. This questionnaire holds six "
            "multi-choice questions. The answers help the BABCP SIG to plan CPD topics of 2 hours."
        ),
        kind="survey",
        link_text="View Survey",
    )


def test_free_conference_becomes_a_notice_with_its_partners(copied):
    conference = copied.notices[1]

    assert (conference.title, conference.kind, conference.link_text) == ("Free conference", "conference", "")
    assert conference.partners == ("Fernbank Minds", "Northern Leads Network")


def test_partners_of_a_notice_are_not_the_workshops(copied):
    assert copied.partners == ()


def test_person_is_asked_about_each_doubt(copied):
    assert told(copied, Level.FOR_A_PERSON) == [
        ("references", (33,)),
        ("notices", (43, 48)),
        ("notices", (50,)),
        ("notices", (52,)),
    ]
    assert reasons(copied, Level.FOR_A_PERSON) == [
        "A web address seems to be missing here.",
        "The page gives one Special Interest Group to BABCP and to BACP. Decide which is meant.",
        "Plain text does not carry the address behind this button. Enter it.",
        "This notice has no title of its own on the page. Give it one.",
    ]


def test_menu_lines_are_ignored_with_the_reason(copied):
    ignored = [found for found in copied.findings_at(Level.UNDERSTOOD) if found.part == "ignored"]

    assert [(found.text, found.lines) for found in ignored] == [("top of page", (1,)), ("bottom of page", (54,))]
    assert {found.reason for found in ignored} == {"Ignored: it belongs to the site, not to the workshop."}


def test_everything_is_understood(copied):
    assert copied.findings_at(Level.NOT_UNDERSTOOD) == ()
