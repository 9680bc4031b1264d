"""What holds for any report on its way through upload and apply: once each, in any order and division, all or nothing."""

import random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendees.enums import FileState
from attendees.models import Attendance, AttendanceFile, Place, Stay
from attendees.services.applying import apply_file
from attendees.services.evidence_files import upload_file
from tests.attendees.evidence.samples import SAMPLES
from tests.attendees.evidence.scene import DAY as SAMPLE_DAY
from tests.attendees.evidence.test_mutations import MUTATIONS
from tests.factories_evidence import joined, keep, make_day, make_seat, zoom
from workshops.foundation.errors import DomainError

pytestmark = pytest.mark.django_db
FEW = settings(
    max_examples=15, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
PEOPLE = ("Priya Nair", "Tom Okafor", "Siân Evans")
CLOCK = st.integers(0, 7 * 60 - 1).map(lambda minute: f"{9 + minute // 60:02}:{minute % 60:02}")
ROWS = st.lists(
    st.tuples(st.sampled_from(PEOPLE), CLOCK, CLOCK).map(lambda row: joined(row[0], "", *sorted(row[1:]))),
    min_size=1,
    max_size=8,
)
# Somebody is always there during the session, so that no part of a file is of another meeting.
ALL_DAY = joined("Host (Host)")
MANY = 1000
BLOCKS = 4
# Large ones are read for long, and damage is the same.
SMALL = [sample for sample in SAMPLES if len(sample.content) < 2500]


def refusal_to(act):
    """The sentence with which a rule refuses; empty where it does not."""
    try:
        act()
    except DomainError as refusal:
        return str(refusal)
    return ""


def outcome(*reports):
    """What everybody has after these reports, each applied in its turn. Nothing of it stays."""
    with transaction.atomic():
        session = make_day(attendance_percent=100)
        for name in PEOPLE:
            make_seat(session, name, f"{name.split()[0].lower()}@example.org")
        for rows in reports:
            said = refusal_to(lambda rows=rows: apply_file(file_id=keep(session, zoom(*rows)).pk, by="user:1"))
            assert said == "" or said.startswith("Nobody in this report")
        found = dict(Attendance.objects.filter(place__session=session).values_list("place__attendee_name", "minutes"))
        stays = Stay.objects.count()
        transaction.set_rollback(True)
    return found, stays


@FEW
@given(ROWS)
def test_the_same_report_twice_is_as_once(rows):
    assert outcome([ALL_DAY, *rows], [ALL_DAY, *rows]) == outcome([ALL_DAY, *rows])


@FEW
@given(ROWS, st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(rows, chance):
    assert outcome([ALL_DAY, *chance.sample(rows, len(rows))])[0] == outcome([ALL_DAY, *rows])[0]


@FEW
@given(ROWS, st.integers(0, 8))
def test_report_in_two_files_gives_the_same_minutes(rows, at):
    divided, _ = outcome([ALL_DAY, *rows[:at]], [ALL_DAY, *rows[at:]])

    assert divided == outcome([ALL_DAY, *rows])[0]


def damaged(seed):
    chance = random.Random(seed)
    content = chance.choice(SMALL).content
    for _ in range(chance.randint(2, 6)):
        content = chance.choice(MUTATIONS)(content, chance) or b"x"
    return content[:4000]


def make_sample_day():
    session = make_day(day=SAMPLE_DAY)
    for name, email in (
        ("Priya Nair", "priya.nair@example.nhs.uk"),
        ("Tom Okafor", "t.okafor@example.org"),
        ("Siân Evans", "sian.evans@example.org"),
        ("Bex", "bex@example.org"),
    ):
        make_seat(session, name, email)
    return session


def taken_in(session, content):
    """The file that came of it, applied where that was possible; None where nothing was kept."""
    upload = {"session_id": session.pk, "name": "report.csv", "content": content, "by": "user:1"}
    refused = refusal_to(lambda: upload_file(**upload))
    file = AttendanceFile.objects.first()
    assert (file is None, refused[-1:]) in {(True, "."), (False, "")}
    if file:
        assert refusal_to(lambda: apply_file(file_id=file.pk, by="user:1"))[-1:] in {"", "."}
        file.refresh_from_db()
    return file


def rows_written():
    return AttendanceFile.objects.count(), Stay.objects.count(), Attendance.objects.count()


# Damage is the same on every engine, but what a text may hold is not: one block for both.
@pytest.mark.parametrize("block", [0, *(pytest.param(each, marks=pytest.mark.once) for each in range(1, BLOCKS))])
def test_damaged_reports_are_applied_whole_or_not_at_all(block):
    """Anything that is raised but a refusal fails this test."""
    session = make_sample_day()
    for seed in range(block * MANY // BLOCKS, (block + 1) * MANY // BLOCKS):
        content = damaged(seed)
        with transaction.atomic():
            file = taken_in(session, content)
            files, stays, attendances = rows_written()
            if file is None or file.state == FileState.READ:
                assert (files, stays, attendances) == (int(file is not None), 0, 0), seed
            else:
                assert stays > 0, seed
                assert Place.objects.filter(stays__file=file, session=session).exists(), seed
                assert seed % 5 or apply_file(file_id=file.pk, by="user:1").places == 0, seed
            transaction.set_rollback(True)
