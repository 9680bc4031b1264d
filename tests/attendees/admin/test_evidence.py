"""The organisers' pages about reports: taking one in, its questions, its plan, and applying it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from attendees.admin.evidence_page import told
from attendees.enums import FileState
from attendees.evidence.minutes import evidence_of
from attendees.models import Attendance, AttendanceFile, IdentityDecision, Stay
from attendees.services.applying import apply_file
from attendees.services.evidence_files import discard_file
from tests.attendees.admin.pages import texts
from tests.attendees.services.test_evidence_files import BOTH_WAYS, UNKNOWN, make_long
from tests.factories_evidence import joined, keep, make_day, make_seat, zoom
from tests.workshops.admin.clients import (
    attendee_client,
    organiser_client,
    queries_of,
    said,
    send,
    staff_client,
)

pytestmark = pytest.mark.django_db
PERMISSIONS = ("attendees.change_attendance", "workshops.view_session")


def page(session, file=None, step=""):
    own = f"{file.pk}/" if file else ""
    return f"/admin/workshops/session/{session.pk}/reports/{own}{step}"


def upload(content, name="participants.csv"):
    return SimpleUploadedFile(name, content)


def options(response):
    """The choices for each person who is to be decided: group, and words of each."""
    return [
        [(label, [words for _, words in choices]) for label, choices in each.options]
        for each in response.context["to_decide"]
    ]


def test_session_leads_to_its_reports():
    session = make_day()
    client = staff_client(*PERMISSIONS)

    shown = client.get(f"/admin/workshops/session/{session.pk}/change/").context["actions_detail"]

    assert "Attendance reports" in [step["title"] for step in shown]
    assert client.get(page(session)).status_code == 200


@pytest.mark.parametrize("permissions", [(), ("workshops.view_session",), ("workshops.change_session",)])
def test_reports_are_for_those_who_may_say_who_attended(permissions):
    session = make_day()
    file = keep(session)
    client = staff_client(*permissions)

    for address in (page(session), page(session, file), f"{page(session, file, 'person/')}?key=priya@example.org"):
        assert client.get(address).status_code == 403, address
        assert client.post(address, {"do": "apply"}).status_code == 403, address
    assert AttendanceFile.objects.get().state == FileState.READ


def test_visitors_are_sent_to_sign_in():
    session = make_day()

    for address in (page(session), page(session, keep(session))):
        assert attendee_client().get(address).status_code == 302


def test_upload_leads_to_the_plan_and_changes_nothing():
    session = make_day()
    make_seat(session)

    response = organiser_client().post(page(session), {"file": upload(zoom(joined("Priya Nair")))}, follow=True)

    file = AttendanceFile.objects.get()
    assert response.redirect_chain == [(page(session, file), 302)]
    assert "Apply: 1 stay for 1 person" in texts(response, "button")
    assert Stay.objects.count() == 0


def test_pasted_list_is_read():
    session = make_day()

    organiser_client().post(page(session), {"text": "Priya Nair <priya@example.org>"})

    assert AttendanceFile.objects.get().label == "List of addresses"


def test_the_same_file_again_is_said_to_be_there():
    session = make_day()
    client = organiser_client()
    keep(session)

    response = client.post(
        page(session), {"file": upload(zoom(joined("Priya Nair", "priya@example.org")))}, follow=True
    )

    assert said(response) == [
        "This file was uploaded for this session before. Here it is as it was: nothing was changed."
    ]


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        (dict, "file", "Choose a file, or paste a list."),
        (lambda: {"file": upload(b"Name"), "text": "x"}, "text", "Choose a file or paste a list, one of the two."),
        (lambda: {"file": upload(b"%PDF-1.7")}, "file", "This looks like a PDF."),
        (lambda: {"text": "Nothing to read"}, "text", "Nothing in the file looks like a table"),
        (
            lambda: {"file": upload(b"x" * 5_000_001)},
            "file",
            "The file is 5.1 MB, and 5 MB is the most that can be read.",
        ),
    ],
)
def test_upload_that_is_refused_says_why_at_the_field(data, field, sentence):
    response = organiser_client().post(page(make_day()), data())

    [error] = response.context["form"].errors[field]
    assert error.startswith(sentence)
    assert AttendanceFile.objects.count() == 0


def test_files_are_listed_with_their_state():
    session = make_day()
    make_seat(session)
    apply_file(file_id=keep(session).pk, by="user:1")
    discard_file(file_id=keep(session, zoom(joined("Bex"))).pk, by="user:1")

    response = organiser_client().get(page(session))

    assert [text.split(",")[0].split(" Contents")[0] for text in texts(response, "td")[1::3]] == [
        "Discarded",
        "Applied",
    ]


def test_plan_shows_everyone_where_they_belong():
    session = make_day()
    make_seat(session)
    make_seat(session, "Tom Okafor", "tom@example.org")
    rows = (
        joined("Priya Nair", last="12:00"),
        joined("Thomas Okafor"),
        joined("Mystery Guest"),
        joined("Olive (Host)"),
        ",,,,1,",
    )
    file = keep(session, zoom(*rows))

    response = organiser_client().get(page(session, file))

    assert [text for text in texts(response, "h2") if ":" in text or "?" in text] == [
        "Who are they? 2 to decide",
        "Recognised: 1",
    ]
    assert texts(response, "summary") == [
        "Booked, but not in this report or any other evidence: 1",
        "Hosts and presenters: 1",
        "Lines passed over: 1",
    ]
    assert "2 h of 5 h" in texts(response, "td")


def test_choices_begin_with_those_who_look_like_it():
    session = make_day()
    make_seat(session)
    make_seat(session, "Tom Okafor", "tom@example.org")
    file = keep(session, zoom(joined("Thomas Okafor"), joined("Mystery Guest")))

    response = organiser_client().get(page(session, file))

    everyone = ("All places", ["Priya Nair, priya@example.org", "Tom Okafor, tom@example.org"])
    later = ("", ["Decide later", "Nobody of ours"])
    assert options(response) == [[later, ("Perhaps", ["Tom Okafor, tom@example.org"]), everyone], [later, everyone]]


def test_decisions_of_a_page_are_saved_together():
    session = make_day()
    tom = make_seat(session, "Tom Okafor", "tom@example.org")
    file = keep(session, zoom(joined("iPad"), joined("Notes"), joined("Mystery Guest")))
    keys = ["name:ipad", "name:notes", "name:mystery guest"]

    told = send(organiser_client(), page(session, file), do="decide", key=keys, place=[str(tom.pk), "nobody", ""])

    assert told == ["2 decisions saved."]
    assert dict(IdentityDecision.objects.values_list("key", "place_id")) == {"name:ipad": tom.pk, "name:notes": None}


@pytest.mark.parametrize("place", ["x", "-1", "9" * 30])
def test_place_that_no_page_offers_is_not_found(place):
    session = make_day()

    response = organiser_client().post(page(session, keep(session)), {"do": "decide", "key": "name:x", "place": place})

    assert (response.status_code, IdentityDecision.objects.count()) == (404, 0)


def test_place_that_was_given_back_is_refused_with_a_sentence():
    session = make_day()
    elsewhere = make_seat(make_day())

    told = send(organiser_client(), page(session, keep(session)), do="decide", key="name:x", place=str(elsewhere.pk))

    assert told == ["This place is not confirmed for this session any more. Choose another."]


def test_applying_tells_what_it_did():
    session = make_day()
    make_seat(session)
    client = organiser_client()
    file = keep(session)

    first, again = (send(client, page(session, file), do="apply") for _ in range(2))

    assert first == ["Applied: 1 stay added for 1 person. 1 person proposed on the roster."]
    assert again == ["Nothing had to be changed. 1 person proposed on the roster."]
    assert Attendance.objects.get().minutes == 300


def test_confirmed_attendance_is_said_to_be_left_alone():
    session = make_day()
    place = make_seat(session)
    make_seat(session, "Tom Okafor", "tom@example.org")
    now = timezone.now()
    Attendance.objects.create(place=place, decision="absent", decided_by="user:1", decided_at=now, confirmed_at=now)
    file = keep(session, zoom(joined("Priya Nair"), joined("Tom Okafor")))

    told = send(organiser_client(), page(session, file), do="apply")

    assert told == [
        "Applied: 1 stay added for 1 person. 1 person confirmed already, and left as they are. 1 person proposed on the roster."
    ]


def test_refusal_to_apply_is_told_and_changes_nothing():
    session = make_day()
    file = keep(session, zoom(joined("Mystery Guest")))

    [told] = send(organiser_client(), page(session, file), do="apply")

    assert told.startswith("Nobody in this report is known to have a place yet")
    assert AttendanceFile.objects.get().state == FileState.READ


def test_late_decision_is_offered_to_be_applied():
    session = make_day()
    make_seat(session)
    tom = make_seat(session, "Tom Okafor", "tom@example.org")
    client = organiser_client()
    file = keep(session, zoom(joined("Priya Nair"), joined("iPad")))
    send(client, page(session, file), do="apply")
    send(client, page(session, file), do="decide", key="name:ipad", place=str(tom.pk))

    response = client.get(page(session, file))

    assert "Apply what was decided since" in texts(response, "button")
    assert Stay.objects.filter(place=tom).count() == 0


def test_discarding_leads_back_and_says_so():
    session = make_day()
    client = organiser_client()
    file = keep(session)

    response = client.post(page(session, file), {"do": "discard"}, follow=True)

    assert response.redirect_chain == [(page(session), 302)]
    assert said(response) == ["Discarded: participants.csv."]
    assert "This file was discarded" in " ".join(texts(client.get(page(session, file)), "p"))


def test_dates_are_asked_about_and_read_as_answered():
    session = make_long()
    client = organiser_client()
    file = keep(session, BOTH_WAYS)

    asked = client.get(page(session, file))
    told = send(client, page(session, file), do="dates", day_first="no")

    assert texts(asked, "label")[:2] == [
        "Wednesday 11 June 2025 (the day stands first)",
        "Thursday 6 November 2025 (the month stands first)",
    ]
    assert told == ["The dates are read like that."]
    assert AttendanceFile.objects.get().day_first is False


def test_columns_are_asked_about_with_the_first_rows():
    session = make_day()
    client = organiser_client()
    file = keep(session, UNKNOWN)

    asked = client.get(page(session, file))

    assert [(heading, cells) for heading, cells, _ in asked.context["columns"].shown()] == [
        ("Wer", ["Priya Nair", "Tom Okafor"]),
        ("Wann", ["Vormittag", "Vormittag"]),
        ("Wie lange", ["150", "90"]),
    ]


def test_columns_are_read_as_chosen():
    session = make_day()
    chosen = {"column_0": "name", "column_2": "minutes", "has_header": "on"}
    client = organiser_client()
    file = keep(session, UNKNOWN)

    send(client, page(session, file), do="columns", **chosen)

    assert [each.person.name for each in client.get(page(session, file)).context["to_decide"]] == [
        "Priya Nair",
        "Tom Okafor",
    ]


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"column_0": "name", "column_1": "name"}, "Two columns are said to be “Name”. Choose it once."),
        ({"column_2": "minutes"}, "Choose the column of names or the column of addresses"),
    ],
)
def test_columns_that_cannot_be_are_refused_and_what_was_chosen_stays(chosen, sentence):
    session = make_day()
    file = keep(session, UNKNOWN)

    response = organiser_client().post(page(session, file), {"do": "columns", **chosen})

    told = [*said(response), *response.context["columns"].non_field_errors()]
    assert [each.startswith(sentence) for each in told] == [True]
    assert response.context["columns"]["column_0"].value() == chosen.get("column_0")


def test_first_rows_hold_no_telephone_numbers():
    content = b"Wer;Wann;Fon\nPriya Nair;11.06.2025 10:00;07700 900123\nTom;11.06.2025 10:05;07700 900124\n"
    file = keep(make_day(), content)

    response = organiser_client().get(page(file.session, file))

    assert "900123" not in response.content.decode()
    assert "11.06.2025 10:00" in response.content.decode()


def test_report_that_does_not_fit_any_more_says_so():
    session = make_day()
    file = keep(session)
    session.parts.all().delete()
    session.starts_at += timedelta(days=30)
    session.ends_at += timedelta(days=30)
    session.save()

    response = organiser_client().get(page(session, file))

    assert "The report is of 11 June 2025" in " ".join(texts(response, "p"))


def person(session, file, key, **more):
    from urllib.parse import urlencode

    return f"{page(session, file, 'person/')}?{urlencode({'key': key, **more})}"


def test_anybody_may_be_said_to_be_someone_else():
    session = make_day()
    make_seat(session)
    tom = make_seat(session, "Tom Okafor", "tom@example.org")
    client = organiser_client()
    file = keep(session)

    asked = client.get(person(session, file, "priya@example.org"))
    told = send(client, person(session, file, "priya@example.org"), place=str(tom.pk))

    assert [words for _, words in asked.context["choices"]] == [
        "Priya Nair, priya@example.org",
        "Tom Okafor, tom@example.org",
    ]
    assert told == ["Saved."]
    assert IdentityDecision.objects.get().place == tom


def test_decision_may_be_taken_back():
    session = make_day()
    file = keep(session)
    client = organiser_client()
    send(client, person(session, file, "priya@example.org"), place="nobody")

    shown = client.get(person(session, file, "priya@example.org"))
    send(client, person(session, file, "priya@example.org"), place="forget")

    assert (shown.context["chosen"], shown.context["is_decided"]) == ("nobody", True)
    assert IdentityDecision.objects.count() == 0


def test_no_choice_is_asked_for_again():
    session = make_day()
    file = keep(session)

    assert send(organiser_client(), person(session, file, "priya@example.org")) == [
        "Choose a place, or say that this is nobody of ours."
    ]


def test_places_are_searched_by_name_address_and_booking():
    session = make_day()
    make_seat(session)
    tom = make_seat(session, "Tom Okafor", "tom@trust.example")
    file = keep(session)
    client = organiser_client()

    for search in ("okafor tom", "TRUST", tom.booking.reference):
        found = client.get(person(session, file, "priya@example.org", q=search))
        assert [pk for pk, _ in found.context["choices"]] == [tom.pk], search


@pytest.mark.parametrize("key", ["", "name:nobody at all"])
def test_person_who_is_not_in_the_report_is_not_found(key):
    session = make_day()

    assert organiser_client().get(person(session, keep(session), key)).status_code == 404


def test_report_of_another_session_is_not_found():
    session = make_day()
    file = keep(make_day())

    client = organiser_client()

    assert client.get(page(session, file)).status_code == 404
    assert client.post(page(session, keep(session)), {"do": "fly"}).status_code == 404


def test_long_lists_are_cut_and_searched(monkeypatch):
    monkeypatch.setattr("attendees.admin.evidence_page.MOST_SHOWN", 2)
    monkeypatch.setattr("attendees.admin.evidence_page.MOST_CHOICES", 2)
    monkeypatch.setattr("attendees.admin.evidence_page.DECISIONS_PER_PAGE", 2)
    session = make_day()
    for number in range(3):
        make_seat(session, f"Person {number}", f"person{number}@example.org")
    rows = [*(joined(f"Person {number}") for number in range(3)), *(joined(f"Stranger{letter}") for letter in "abc")]
    file = keep(session, zoom(*rows))
    client = organiser_client()

    shown, further, searched = (client.get(page(session, file) + query) for query in ("", "?page=2", "?q=person2"))

    assert [row.place.attendee_name for row in shown.context["sitting"].rows] == ["Person 0", "Person 1"]
    assert "The first 2 of 3 are shown." in " ".join(texts(shown, "p"))
    assert [each.person.name for each in further.context["to_decide"]] == ["Strangerc"]
    assert options(shown)[0] == [("", ["Decide later", "Nobody of ours"])]
    assert [row.place.attendee_name for row in searched.context["sitting"].rows] == ["Person 2"]


def test_page_asks_the_database_as_often_however_long_the_report():
    counts = []
    client = organiser_client()
    for size in (2, 6):
        session = make_day()
        for number in range(size):
            make_seat(session, f"Person {number}", f"person{number}@example.org")
        rows = [*(joined(f"Person {number}") for number in range(size)), *(joined(f"Guest {n}") for n in range(size))]
        counts.append(queries_of(client, page(session, keep(session, zoom(*rows)))))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "to review: no time that can be read"),
        ({"total_minutes": 70}, "1 h 10 min; total only, breaks cannot be told apart"),
        (
            {"total_minutes": 70, "stated_minutes": 300, "doubts": ["x"]},
            "1 h 10 min of 5 h; total only, breaks cannot be told apart; x",
        ),
    ],
)
def test_minutes_are_told_with_their_doubts(options, words):
    assert told(evidence_of([], **options)) == words
