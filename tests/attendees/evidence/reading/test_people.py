"""Which rows are one person, and what is told of them."""

import pytest

from attendees.evidence import Role
from attendees.evidence.report import END_UNKNOWN
from tests.attendees.evidence.samples import events, others, teams, webinars, zoom, zoom_quirks
from tests.attendees.evidence.scene import minutes_of, read

HEADER = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
HOUR = "2026-06-11 10:00,2026-06-11 11:00,60,Yes"


def people(content):
    return {person.name: person for person in read(content).people}


def zoom_rows(*rows):
    return (HEADER + "".join(f"{row},{HOUR}\n" for row in rows)).encode()


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        (["Tom,t@example.org", "Thomas,T@Example.org"], 1),
        (["Tom,", "tom,"], 1),
        (["Tom,t@example.org", "Tom,"], 2),
        (["Tom,t@example.org", "Tom,tom@example.org"], 2),
        (["Tom,", "Tom (Thomas Okafor),"], 2),
        (["Jamie Sample,", "Jamie Sample (Unverified),"], 2),
        (["07700900123,", "07700900456,"], 2),
        ([",t@example.org", "Tom,t@example.org"], 1),
    ],
)
def test_rows_are_one_person_by_address_or_by_name_without_address(rows, count):
    assert len(read(zoom_rows(*rows)).people) == count


def test_person_with_an_address_alone_is_called_by_it():
    assert list(people(zoom_rows(",tom@example.org"))) == ["tom@example.org"]


def test_commonest_name_stands_first_and_all_are_kept():
    found = read(zoom_rows("Tom,t@example.org", "Thomas Okafor,t@example.org", "Thomas Okafor,t@example.org")).people

    assert [(person.name, person.other_names) for person in found] == [("Thomas Okafor", ("Tom",))]


def test_no_number_of_a_caller_is_anywhere_in_a_report():
    unreadable = zoom_quirks.CALLERS.replace("11/06/2026 11:00:00", "07700 900123")

    for content in (
        zoom_quirks.CALLERS.encode(),
        unreadable.encode(),
        webinars.PADDED.encode(),
        teams.SAMPLES[13].content,
    ):
        told = repr(read(content))

        assert [number for number in ("7700", "900123", "900456", "900789") if number in told] == []


@pytest.mark.parametrize(
    ("content", "name", "role"),
    [
        (zoom.CLASSIC.encode(), "Bespoke Host", Role.HOST),
        (zoom.CLASSIC.encode(), "Priya Nair", Role.ATTENDEE),
        (zoom.BLOCK.encode(), "Bespoke Host", Role.HOST),
        (zoom.NEW_BLOCK.encode(), "Bespoke Host", Role.HOST),
        (zoom.UNIQUE.encode(), "Bespoke Host", Role.ATTENDEE),
        (webinars.CURRENT.encode(), "Bespoke Host", Role.HOST),
        (webinars.CURRENT.encode(), "Dr Ana Reyes", Role.PRESENTER),
        (webinars.CURRENT.encode(), "Priya Nair", Role.ATTENDEE),
        (webinars.GERMAN_TITLES.encode(), "Dr Ana Reyes", Role.PRESENTER),
        (webinars.GERMAN_TITLES.encode(), "Priya Nair", Role.ATTENDEE),
        (webinars.OPEN.encode(), "Bespoke Host", Role.HOST),
        (webinars.OPEN.encode(), "Priya Nair", Role.ATTENDEE),
        (teams.SAMPLES[0].content, "Bespoke Host", Role.HOST),
        (teams.SAMPLES[0].content, "Priya NAIR", Role.ATTENDEE),
        (events.LIVE.encode(), "Dr Ana Reyes", Role.PRESENTER),
    ],
)
def test_roles_are_those_that_can_be_relied_on(content, name, role):
    assert people(content)[name].role == role


def test_titles_in_another_language_are_told():
    assert "their titles are not in English" in read(webinars.GERMAN_TITLES.encode()).notes[0]


def test_no_shows_are_known_not_to_have_come():
    found = people(webinars.CURRENT.encode())

    assert [found[name].attended for name in ("Siân Evans", "Tom")] == [False, True]
    assert people(zoom.CLASSIC.encode())["Tom"].attended is None


def test_weak_address_of_teams_stands_beside_the_strong():
    found = people(teams.SAMPLES[8].content)["Priya Nair"]

    assert (found.email, found.other_emails) == ("priya.nair@example.nhs.uk", ("pnair@example.nhs.uk",))


def test_meeting_of_the_file_is_told():
    report = read(teams.SAMPLES[8].content)

    assert (report.title, report.minutes) == ("Working with Self-Harm Day one", 380)


def test_dates_are_told_as_they_were_understood():
    assert read(zoom.DAY_FIRST.encode()).dates == "day first (11/06/2026 is 11 June); hours as in Europe/London"
    assert read(zoom.CLASSIC.encode()).dates == "month first (06/11/2026 is 11 June); hours as in Europe/London"
    assert read(zoom.ISO.encode()).dates == "as written (2026-06-11); hours as in Europe/London"
    assert read(events.LIVE.encode()).dates.endswith("hours as in UTC")
    assert read(others.MEET.encode()).dates == "no dates in the file"


def test_totals_are_marked_for_the_whole_report():
    assert read(zoom.UNIQUE.encode()).notes == (
        "totals only: breaks cannot be told apart",
        "the file holds no dates, so it cannot be checked against the session",
    )
    assert read(zoom.CLASSIC.encode()).notes == ()


def test_several_totals_of_one_person_may_overlap_and_are_not_added():
    rows = "Name (Original Name),User Email,Total Duration (Minutes),Guest\nTom,,150,Yes\nTom,,149,Yes\n"

    found = people(rows.encode())["Tom"]

    assert (found.total_minutes, found.notes) == (None, ("several totals that may overlap: 149 min and 150 min",))


def test_what_is_unknown_of_a_person_is_noted():
    found = people(zoom_quirks.ENDS.encode())

    assert found["Tom Okafor"].notes == (END_UNKNOWN,)
    assert found["Ana Reyes"].notes == ("time of joining unreadable: “soon”",)
    assert found["Priya Nair"].notes == ()


def test_late_first_arrival_is_noted():
    rows = HEADER + "Tom,,2026-06-11 11:02,2026-06-11 16:00,298,Yes\n"

    [note] = read(rows.encode()).notes

    assert note == (
        "nobody was there before 11:02, 1 h 2 min after the start: either this is one file of several, or the account "
        "that wrote it is set to another time zone than Europe/London"
    )


def test_morning_and_afternoon_in_two_files_add_up():
    rows = zoom_quirks.TWO_FILES.replace("\ufeff", "").split(HEADER)
    morning, afternoon = (read((HEADER + part).encode()) for part in rows[1:])

    stays = [*morning.people[0].stays, *afternoon.people[0].stays]

    assert (minutes_of(morning), minutes_of(afternoon), len(stays)) == ({"Priya Nair": 150}, {"Priya Nair": 90}, 2)


def test_damaged_row_costs_itself_and_no_other():
    report = read(zoom_quirks.ZEROS)

    assert [(each.line, each.why) for each in report.ignored] == [
        (3, "damaged: the name or the address cannot be read"),
        (4, "time of joining unreadable: “11/06/2026 10:�0”"),
    ]


@pytest.mark.parametrize(
    ("actions", "minutes", "notes"),
    [
        (["Joined 10:00", "Left 11:00"], 60, ()),
        (["Left 11:00", "Joined 10:00"], 60, ()),
        (["Joined 10:00", "Left 10:30", "Joined 10:30", "Left 11:00"], 60, ()),
        (["Joined before 10:00", "Left 10:30"], 30, ()),
        (["Joined 15:00"], 60, (END_UNKNOWN,)),
        (["Joined 10:00", "Joined 10:20", "Left 11:00"], 60, ("joined twice without leaving in between",)),
        (["Left 11:00"], None, ("left without having joined",)),
    ],
)
def test_joins_and_leaves_are_paired(actions, minutes, notes):
    rows = [f"Tom\t{action.rpartition(' ')[0]}\t2026-06-11 {action.rpartition(' ')[2]}" for action in actions]
    # Somebody who was there, so that the list is of the session whatever Tom did.
    other = ["Bex\tJoined\t2026-06-11 10:00", "Bex\tLeft\t2026-06-11 16:00"]

    report = read("\n".join(["Full Name\tUser Action\tTimestamp", *rows, *other]).encode())

    assert (minutes_of(report)["Tom"], report.people[1].notes) == (minutes, notes)
