"""`manage.py import_attendance`: what it prints and writes, and how it ends."""

import json

import pytest
from django.core.management import CommandError, call_command

from attendees.models import AttendanceFile, Stay
from tests.attendees.services.test_evidence_files import BOTH_WAYS, UNKNOWN, make_long
from tests.factories_evidence import joined, make_day, make_seat, zoom

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(tmp_path):
    """`report(content)` is the path of a file that holds it."""

    def write(content):
        path = tmp_path / "participants.csv"
        path.write_bytes(content)
        return str(path)

    return write


@pytest.fixture
def run(capsys):
    """Runs the command; how it ends and what it printed."""

    def run(*options):
        code = 0
        try:
            call_command("import_attendance", *options)
        except SystemExit as ended:
            code = ended.code
        return code, capsys.readouterr().out.splitlines()

    return run


def refusal(*options):
    with pytest.raises(CommandError) as caught:
        call_command("import_attendance", *options)
    return caught.value.returncode, str(caught.value)


def test_report_is_applied(run, report):
    session = make_day()
    make_seat(session)

    code, lines = run(report(zoom(joined("Priya Nair"))), "--session", str(session.pk))

    assert (code, Stay.objects.count()) == (0, 1)
    assert lines == [
        "Zoom meeting report, one row a join. Dates: as written (2025-06-11); hours as in Europe/London.",
        "Recognised 1 of 1 booked; to decide 0, hosts and presenters 0, nobody of ours 0, lines passed over 0.",
        "Stays added 1, taken away 0; attendance proposed 1.",
    ]


def test_whoever_is_to_be_decided_is_named_and_ends_with_one(run, report):
    session = make_day()
    make_seat(session)

    code, lines = run(report(zoom(joined("Priya Nair"), joined("Mystery Guest"))), "--session", str(session.pk))

    assert (code, lines[2]) == (1, "To decide: Mystery Guest")


def test_dry_run_writes_nothing(run, report):
    session = make_day()
    make_seat(session)

    code, lines = run(report(zoom(joined("Priya Nair"))), "--session", str(session.pk), "--dry-run")

    assert (code, lines[-1]) == (0, "Nothing was written. It would add 1 and take away 0 stays.")
    assert (AttendanceFile.objects.count(), Stay.objects.count()) == (0, 0)


def test_result_is_printed_for_machines(run, report):
    session = make_day()
    make_seat(session)

    code, lines = run(report(zoom(joined("Priya Nair"), ",,,,1,")), "--session", str(session.pk), "--json")

    told = json.loads("\n".join(lines))
    assert (code, told["recognised"], told["to_decide"]) == (0, 1, [])
    assert told["applied"] == {"added": 1, "removed": 0, "places": 1, "held": 0, "proposed": 1}
    assert [line["why"] for line in told["ignored"]] == ["not a row about a person"]


def test_dates_that_nothing_settles_are_asked_about(run, report):
    session = make_long()
    make_seat(session)
    file = report(BOTH_WAYS)

    code, sentence = refusal(file, "--session", str(session.pk))

    assert (code, AttendanceFile.objects.count()) == (2, 0)
    assert sentence.endswith("Say which, and it is read like that. Use --dates day-first or --dates month-first.")
    assert run(file, "--session", str(session.pk), "--dates", "day-first")[0] == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", "This looks like a PDF."),
        (UNKNOWN, "It is not known which column of this file is what."),
        (zoom(joined("Mystery Guest")), "Nobody in this report is known to have a place yet"),
    ],
)
def test_what_is_refused_leaves_nothing(report, content, sentence):
    code, told = refusal(report(content), "--session", str(make_day().pk))

    assert (code, told.startswith(sentence)) == (2, True)
    assert AttendanceFile.objects.count() == 0


def test_session_and_file_must_exist(report):
    assert refusal(report(zoom()), "--session", "9") == (2, "There is no session 9.")
    assert refusal("/nowhere/participants.csv", "--session", str(make_day().pk))[0] == 2
