"""Pages kept as drafts."""

import hashlib

import pytest
from django.db import IntegrityError
from django.db.models.signals import pre_save

from tests import factories
from workshops.enums import NoticeKind, NoticeState, WorkshopKind, WorkshopState
from workshops.importing import PageRefusedError
from workshops.models import Notice, PageImport, Partner, Presenter, Session, Workshop
from workshops.services import importing
from workshops.services.importing import import_page

pytestmark = pytest.mark.django_db

PAGE = """\
Listening for what is not said

Maya Thornbury

14 Oct 2026

Silence has many meanings in a consulting room, and most of them are missed. This day slows down enough to hear them. \
It is brought to you by Quiet Works in collaboration with the Harbour Therapy Network.

The day counts as 5 1/2 hours of CPD.

This workshop will:
• Tell apart the silences that protect and those that punish
• Ask what the therapist does with the waiting

Learning Objectives

You will learn:
• How to wait without going away
• How to break a silence kindly
• What your own silence says

Training Modalities

Talks, and practice in pairs.

Key References

Thornbury, M. (2019). The Long Pause. Leeds: Harbour Press
Osei, K. (2021). Saying Nothing. Hull: Quay Books

About the presenter

Maya has practised as a psychotherapist for eighteen years.

Who should attend

Therapists who talk too much.

Quiet in services survey - Harbour Special Interest Group

Help us by taking part in this survey.

We ask how much silence a working day holds.

View Survey
"""
LONG = "Silence " * 40


def keep(text=PAGE, *, file_name="page.txt"):
    data = text if isinstance(text, bytes) else text.encode()
    return import_page(data=data, file_name=file_name, by="user:1")


def counts():
    return tuple(model.objects.count() for model in (PageImport, Workshop, Presenter, Partner, Notice, Session))


def section(report, heading):
    """The entries below one heading of a report."""
    found = [block for block in report.strip().split("\n\n") if block.startswith(f"{heading}: ")]
    return [line.removeprefix("  - ") for line in found[0].splitlines()[1:]]


def test_import_page_keeps_each_part_in_its_field():
    workshop = keep().workshop

    assert (workshop.title, workshop.slug) == ("Listening for what is not said", "listening-for-what-is-not-said")
    assert workshop.summary == "Silence has many meanings in a consulting room, and most of them are missed."
    assert workshop.description.startswith(workshop.summary)
    assert workshop.aim_list == [
        "Tell apart the silences that protect and those that punish",
        "Ask what the therapist does with the waiting",
    ]
    assert workshop.objective_list == [
        "How to wait without going away",
        "How to break a silence kindly",
        "What your own silence says",
    ]
    assert workshop.modalities == "Talks, and practice in pairs."
    assert len(workshop.reference_list) == 2
    assert workshop.audience == "Therapists who talk too much."
    assert workshop.cpd_minutes == 330


def test_import_page_publishes_nothing():
    workshop = keep().workshop

    assert (workshop.state, workshop.published_at, workshop.kind) == (WorkshopState.DRAFT, None, WorkshopKind.WORKSHOP)
    assert set(Notice.objects.values_list("state", flat=True)) == {NoticeState.DRAFT}
    workshop.full_clean()


def test_import_page_keeps_the_notice_as_a_draft():
    keep()

    notice = Notice.objects.get()
    assert notice.title == "Quiet in services survey - Harbour Special Interest Group"
    assert notice.body == ("Help us by taking part in this survey.\n\nWe ask how much silence a working day holds.")
    assert (notice.kind, notice.link_text, notice.link_url) == (NoticeKind.SURVEY, "View Survey", "")
    assert notice.workshop is None


def test_import_page_names_the_partners_and_uses_those_that_are_there():
    known = Partner.objects.create(name="Quiet Works")

    partners = list(keep().workshop.partners.all())

    assert [partner.name for partner in partners] == ["Harbour Therapy Network", "Quiet Works"]
    assert partners[1] == known


def test_import_page_makes_no_session_and_asks_for_one():
    page = keep()

    assert Session.objects.count() == 0
    assert section(page.report, "For a person to decide, now that it is kept") == [
        "kind. It is kept as a workshop. Change that if it is a webinar, a conference or a recording.",
        "date. A session needs its start and end, so none was made for 14 October 2026. Add it.",
    ]


def test_import_page_counts_the_open_questions_of_its_report():
    page = keep()

    asked = section(page.report, "For a person to decide")
    assert len(asked) > 0
    assert page.open_questions == len(asked) + 2


def test_import_page_without_a_date_asks_for_no_session():
    page = keep(PAGE.replace("14 Oct 2026\n\n", ""))

    assert [entry.split(".")[0] for entry in section(page.report, "For a person to decide, now that it is kept")] == [
        "kind"
    ]


def test_import_page_keeps_file_name_hash_and_report():
    page = keep(file_name="x" * 300 + ".txt")

    plain = "\n".join(line.strip() for line in PAGE.splitlines() if line.strip())
    assert page.file_name == "x" * 196 + ".txt"
    assert page.sha256 == hashlib.sha256(plain.encode()).hexdigest()
    assert page.report.startswith("Title                Listening for what is not said\n")
    assert section(page.report, "Kept as drafts") == [
        "Workshop “Listening for what is not said”.",
        "Summary: the first sentence of the description, until somebody writes a better one.",
        "CPD minutes: 330, from “The day counts as 5 1/2 hours of CPD.”.",
        "Presenter Maya Thornbury, new.",
        "Notice “Quiet in services survey - Harbour Special Interest Group”, new (survey).",
    ]


@pytest.mark.parametrize(
    "again",
    [PAGE, PAGE.replace("\n", "\r\n"), PAGE.replace("\n\n", "\n \n\n"), "\ufeff" + PAGE],
    ids=["same", "Windows line endings", "other empty lines", "byte order mark"],
)
def test_import_page_of_the_same_text_gives_the_first_import_back(again):
    first = keep()
    before = counts()

    assert keep(again, file_name="other.txt") == first

    assert counts() == before
    assert PageImport.objects.get().file_name == "page.txt"


def test_import_page_of_the_same_text_asks_one_question_of_the_database(django_assert_num_queries):
    keep()

    with django_assert_num_queries(1):
        keep()


def test_import_page_of_another_text_makes_another_draft_with_its_own_slug():
    first = keep()

    second = keep(PAGE.replace("talk too much", "talk too little"))

    assert second != first
    assert second.workshop.slug == "listening-for-what-is-not-said-2"
    assert (Presenter.objects.count(), Workshop.objects.count()) == (1, 2)


def test_import_page_again_after_its_draft_was_deleted_reads_it_anew():
    keep().workshop.delete()

    keep()

    assert (PageImport.objects.count(), Workshop.objects.count()) == (1, 1)


def test_notice_that_stands_on_two_pages_is_kept_once():
    keep()

    page = keep(PAGE.replace("Listening", "Waiting"))

    assert Notice.objects.count() == 1
    assert section(page.report, "Kept as drafts")[-1] == (
        "Notice “Quiet in services survey - Harbour Special Interest Group”, known already."
    )


def test_presenter_of_the_same_name_is_used_and_given_the_missing_biography():
    known = factories.make_presenter(name="Maya Thornbury", biography="")

    workshop = keep().workshop

    known.refresh_from_db()
    assert list(workshop.presenters.all()) == [known]
    assert known.biography == "Maya has practised as a psychotherapist for eighteen years."


def test_presenter_with_another_biography_keeps_it_and_the_page_s_stands_in_the_report():
    known = factories.make_presenter(name="Maya Thornbury", biography="Our own words.")

    page = keep()

    known.refresh_from_db()
    assert known.biography == "Our own words."
    assert section(page.report, "In full, because no field holds it") == [
        "Maya has practised as a psychotherapist for eighteen years."
    ]
    assert section(page.report, "For a person to decide, now that it is kept")[1] == (
        "about the presenter. Maya Thornbury has another biography, so the text was not kept. It stands below."
    )


def test_presenter_whose_name_differs_in_a_letter_is_somebody_else():
    factories.make_presenter(name="Maya Thornbery")

    workshop = keep().workshop

    assert [(person.name, person.slug) for person in workshop.presenters.all()] == [
        ("Maya Thornbury", "maya-thornbury")
    ]


def test_two_presenters_of_one_name_are_left_to_a_person():
    factories.make_presenter(name="Maya Thornbury")
    factories.make_presenter(name="Maya Thornbury")

    page = keep()

    assert page.workshop.presenters.count() == 0
    assert section(page.report, "For a person to decide, now that it is kept")[1:3] == [
        "presenter. There is more than one Maya Thornbury. Add the right one.",
        "about the presenter. It is not sure whom it is about, so the text was not kept. It stands below.",
    ]


def test_several_presenters_keep_their_order_and_share_no_biography():
    page = keep(PAGE.replace("Maya Thornbury", "Maya Thornbury and Ken Osei").replace("Maya has", "Maya and Ken have"))

    assert page.workshop.presenter_names == "Maya Thornbury and Ken Osei"
    assert set(Presenter.objects.values_list("biography", flat=True)) == {""}


def test_page_without_a_title_is_kept_under_a_stand_in_and_asks_for_one():
    page = keep(PAGE[PAGE.index("Learning Objectives") :])

    assert (page.workshop.title, page.workshop.slug) == ("Untitled page", "untitled-page")
    assert "title. The page has no line that can be its title." in section(page.report, "For a person to decide")


def test_title_in_another_script_gets_a_slug_that_says_little():
    assert keep(PAGE.replace("Listening for what is not said", "倾听沉默")).workshop.slug == "page"


def test_title_longer_than_its_field_is_cut_and_stands_in_the_report_in_full():
    page = keep(PAGE.replace("Listening for what is not said", f"# {LONG}"))

    workshop = page.workshop
    assert (workshop.title, len(workshop.slug)) == (LONG[:200], 119)
    assert section(page.report, "In full, because no field holds it") == [LONG.strip()]
    assert section(page.report, "For a person to decide, now that it is kept")[1] == (
        "title. It is longer than 200 characters and was cut."
    )


def test_line_that_was_not_understood_stands_in_the_report_in_full():
    stray = "Doors open early for those who would like to arrive slowly and sit by the window for a while"

    page = keep(f"{stray}\n\n# {PAGE}")

    assert [entry.split("“")[1][:10] for entry in section(page.report, "Not understood, and not imported")] == [
        "Doors open"
    ]
    assert section(page.report, "In full, because no field holds it") == [stray]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \n\t\n", "The file is empty."),
        (b"%PDF-1.7 ...", "This is a PDF."),
        (bytes(range(256)) * 4, "The file is not text."),
        (b"a" * 1_000_001, "The file is larger than 1 MB, the most that can be read."),
    ],
    ids=["empty", "blank", "PDF", "binary", "too large"],
)
def test_import_page_refuses_what_it_cannot_read_and_writes_nothing(data, sentence):
    with pytest.raises(PageRefusedError) as refusal:
        keep(data)

    assert str(refusal.value).startswith(sentence)
    assert counts() == (0,) * 6


def test_import_page_keeps_all_or_nothing():
    def break_off(**_more):
        raise OSError("disk full")

    pre_save.connect(break_off, sender=PageImport)
    try:
        with pytest.raises(OSError, match="disk full"):
            keep()
    finally:
        pre_save.disconnect(break_off, sender=PageImport)

    assert counts() == (0,) * 6


def test_file_name_that_is_no_text_is_kept_as_far_as_it_can_be_written():
    assert keep(file_name="caf\udce9.txt").file_name == "caf?.txt"


def test_same_text_imported_at_the_same_moment_counts_once():
    first = keep()

    assert importing._kept_meanwhile(first.sha256, IntegrityError("twice")) == first


def test_any_other_conflict_is_raised():
    with pytest.raises(IntegrityError, match="something else"):
        importing._kept_meanwhile("0" * 64, IntegrityError("something else"))


def test_dates_are_read_as_the_page_has_them():
    assert keep().report.splitlines()[2] == "Date                 14 October 2026"
