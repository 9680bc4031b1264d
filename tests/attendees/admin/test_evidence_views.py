"""What organisers do about a report: decide, answer its questions, apply, discard."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import FileState
from attendees.models import Attendance, AttendanceFile, IdentityDecision, Stay
from tests.attendees.admin.pages import texts
from tests.attendees.admin.report_pages import page
from tests.attendees.services.test_evidence_files import BOTH_WAYS, UNKNOWN, make_long
from tests.factories_evidence import joined, keep, make_day, make_seat, zoom
from tests.workshops.admin.clients import (
    organiser_client,
    said,
    send,
)

pytestmark = pytest.mark.django_db


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


def test_applied_report_is_taken_back_for_a_reason():
    session = make_day()
    make_seat(session)
    client = organiser_client()
    file = keep(session)
    client.post(page(session, file), {"do": "apply"})

    without = client.post(page(session, file), {"do": "take back", "reason": " "})
    kept = Stay.objects.count()
    response = client.post(page(session, file), {"do": "take back", "reason": "Another day's."}, follow=True)

    assert (said(without)[-1], kept) == ("Say why the report is taken back. One sentence is enough.", 1)
    assert response.redirect_chain == [(page(session), 302)]
    assert (said(response)[-1], Stay.objects.count()) == (
        "Taken back: participants.csv. The proposals are worked out again without it.",
        0,
    )


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
