"""Reports that are taken in: read first, kept sealed, once each, and wiped when their time is over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import FileState
from attendees.errors import AttendanceRefusedError
from attendees.evidence import OtherSessionError, UnreadableReportError
from attendees.models import AttendanceFile, ColumnChoice, IdentityDecision, Stay
from attendees.services.applying import apply_file
from attendees.services.evidence_answers import choose_columns, decide_identity
from attendees.services.evidence_files import UNDATED, discard_file, upload_file, wipe_old_files
from attendees.services.evidence_plan import plan_file
from attendees.services.reading_files import PASTED, facts_of
from attendees.services.sealing import unseal
from attendees.tasks import wipe_reports
from tests.factories import make_session
from tests.factories_evidence import DAY, at, joined, keep, make_day, make_seat, whole, zoom
from workshops.enums import SessionState
from workshops.models import Session, StateChange

pytestmark = pytest.mark.django_db
UNKNOWN = b"Wer;Wann;Wie lange\nPriya Nair;Vormittag;150\nTom Okafor;Vormittag;90\n"
BOTH_WAYS = zoom("Priya Nair,,11/06/2025 10:00,11/06/2025 16:00,360,Yes")


def make_long(**fields):
    """A session on 11 June and on 6 November, so that 11/06 may be either."""
    return make_session(starts_at=at("10:00"), ends_at=at("16:00", DAY.replace(month=11, day=6)), **fields)


def test_upload_keeps_the_report_sealed():
    content = zoom(joined("Priya Nair"))

    file = keep(make_day(), content, name="C:\\Reports\\participants.csv")

    file.refresh_from_db()
    assert (file.name, file.state, file.uploaded_by) == ("participants.csv", FileState.READ, "user:1")
    assert file.label == "Zoom meeting report, one row a join"
    assert b"Priya" not in bytes(file.sealed)
    assert unseal(file.sealed) == content


def test_pasted_text_is_read_as_a_list():
    file = keep(make_day(), b"Priya Nair <priya@example.org>\n", name="")

    assert (file.name, file.label) == (PASTED, "List of addresses")


def test_the_same_bytes_again_are_the_earlier_file():
    session = make_day()
    first = keep(session)

    again = keep(session, name="copy.csv", by="user:2")

    assert (again.pk, again.name, again.uploaded_by) == (first.pk, "participants.csv", "user:1")
    assert AttendanceFile.objects.count() == 1


def test_the_same_bytes_for_another_session_are_another_file():
    first = keep(make_day())

    assert keep(make_day()).pk != first.pk


def test_discarded_file_may_come_again():
    session = make_day()
    first = keep(session)
    discard_file(file_id=first.pk, by="user:1")

    assert keep(session).pk != first.pk


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7 ...", "This looks like a PDF."),
        (b"\xd0\xcf\x11\xe0", "This looks like an old Excel file"),
        (zoom(joined("Priya Nair", day=DAY + timedelta(days=7))), "The report is of 18 June 2025"),
    ],
)
def test_what_cannot_be_read_is_refused_and_not_kept(content, sentence):
    with pytest.raises(UnreadableReportError) as refusal:
        upload_file(session_id=make_day().pk, name="file.csv", content=content, by="user:1")

    assert str(refusal.value).startswith(sentence)
    assert AttendanceFile.objects.count() == 0


def test_size_that_is_refused_is_named(settings):
    settings.LECTERN_REPORT_MEGABYTES = 0.5

    with pytest.raises(UnreadableReportError) as refusal:
        keep(make_day(), b"a" * 500_001)

    assert str(refusal.value).startswith("The file is 0.6 MB, and 0.5 MB is the most that can be read.")


def test_larger_files_are_read_where_the_setting_allows(settings):
    settings.LECTERN_REPORT_MEGABYTES = 6
    content = zoom(joined("Priya Nair"), "x," * 2_600_000)

    assert keep(make_day(), content).state == FileState.READ


@pytest.mark.parametrize("state", [SessionState.DRAFT, SessionState.CANCELLED])
def test_session_that_is_not_held_takes_no_report(state):
    session = make_day()
    Session.objects.filter(pk=session.pk).update(state=state)

    with pytest.raises(AttendanceRefusedError, match="Only a session that was held has attendance"):
        keep(session)

    assert AttendanceFile.objects.count() == 0


def test_report_whose_dates_are_to_be_settled_is_kept():
    file = keep(make_long(), BOTH_WAYS)

    assert (file.label, file.state) == (UNDATED, FileState.READ)


def test_table_whose_columns_are_to_be_chosen_is_kept():
    file = keep(make_day(), UNKNOWN)

    assert plan_file(whole(file)).report.needs_columns.header == ("Wer", "Wann", "Wie lange")


def test_columns_chosen_before_are_used_again():
    choose_columns_of(keep(make_day(), UNKNOWN))

    later = keep(make_day(), UNKNOWN + b"Bex;Vormittag;30\n")

    assert later.columns["minutes"] == 2
    assert [person.name for person in plan_file(whole(later)).report.people] == ["Bex", "Priya Nair", "Tom Okafor"]


def choose_columns_of(file):
    from attendees.evidence import Columns

    return choose_columns(file_id=file.pk, columns=Columns(name=0, minutes=2), by="user:1")


def test_columns_that_do_not_fit_are_asked_about_again():
    choose_columns_of(keep(make_day(), UNKNOWN))
    ColumnChoice.objects.update(columns={"name": 0, "minutes": 30})

    later = keep(make_day(), UNKNOWN + b"Bex;Vormittag;30\n")

    assert later.columns is None


def test_columns_chosen_before_do_not_let_another_session_in():
    rows = "Wer;Kam;Ging\nPriya Nair;{0} 10:05;{0} 16:00\n"
    first = keep(make_day(), rows.format(DAY).encode())
    from attendees.evidence import Columns

    choose_columns(file_id=first.pk, columns=Columns(name=0, joined=1, left=2), by="user:1")

    with pytest.raises(OtherSessionError):
        keep(make_day(), rows.format(DAY + timedelta(days=30)).encode())


def test_discarding_wipes_at_once():
    file = keep(make_day())

    discard_file(file_id=file.pk, by="user:7")

    file.refresh_from_db()
    assert (file.state, file.sealed, file.wiped_at is None) == (FileState.DISCARDED, None, False)
    assert StateChange.objects.get(subject_id=file.pk, to_state=FileState.DISCARDED).by == "user:7"


def test_applied_file_cannot_be_discarded():
    session = make_day()
    make_seat(session)
    file = keep(session)
    apply_file(file_id=file.pk, by="user:1")

    with pytest.raises(AttendanceRefusedError, match="Take it back"):
        discard_file(file_id=file.pk, by="user:1")

    file.refresh_from_db()
    assert (file.state, file.sealed is None) == (FileState.APPLIED, False)


def aged(file, **ago):
    AttendanceFile.objects.filter(pk=file.pk).update(uploaded_at=timezone.now() - timedelta(**ago))


def test_old_files_are_wiped_and_their_stays_remain():
    session = make_day()
    make_seat(session)
    file = keep(session)
    apply_file(file_id=file.pk, by="user:1")
    decide_identity(session_id=session.pk, key="name:bex", place_id=None, by="user:1")
    aged(file, days=30, minutes=1)

    assert wipe_old_files() == 1

    file.refresh_from_db()
    assert (file.state, file.sealed, file.wiped_at is None) == (FileState.APPLIED, None, False)
    assert (Stay.objects.count(), IdentityDecision.objects.count()) == (1, 0)
    assert wipe_old_files() == 0


def test_young_files_are_kept_and_so_are_decisions():
    session = make_day()
    file = keep(session)
    decide_identity(session_id=session.pk, key="name:bex", place_id=None, by="user:1")
    aged(file, days=29)

    assert wipe_old_files() == 0

    file.refresh_from_db()
    assert (file.sealed is None, IdentityDecision.objects.count()) == (False, 1)


def test_old_file_that_nobody_applied_is_discarded():
    file = keep(make_day())
    aged(file, days=31)

    wipe_reports()

    file.refresh_from_db()
    change = StateChange.objects.get(subject_id=file.pk, to_state=FileState.DISCARDED)
    assert (file.state, change.by, change.reason) == (FileState.DISCARDED, "sweep", "not applied in time")


def test_wiped_file_says_what_to_do_instead():
    session = make_day()
    make_seat(session)
    file = keep(session)
    apply_file(file_id=file.pk, by="user:1")
    aged(file, days=31)
    wipe_old_files()

    with pytest.raises(AttendanceRefusedError, match="has been deleted, as it is after 30 days"):
        plan_file(whole(file))


def days(session):
    return [str(day) for day in facts_of(session).days]


def test_days_are_those_of_the_timetable():
    session = make_day(ends_at=at("16:00", DAY + timedelta(days=7)))

    assert days(session) == ["2025-06-11"]


def test_days_without_a_timetable_are_those_from_start_to_end():
    assert days(make_session(starts_at=at("10:00"), ends_at=at("16:00", DAY + timedelta(days=2)))) == [
        "2025-06-11",
        "2025-06-12",
        "2025-06-13",
    ]


def test_late_session_is_of_the_day_on_which_it_begins():
    assert days(make_session(starts_at=at("20:00"), ends_at=at("01:00", DAY + timedelta(days=1)))) == ["2025-06-11"]
