"""What people say against their record, in the admin: looked at, and answered."""

import pytest

from attendees.enums import QueryState
from attendees.models import AttendanceQuery, OutboxMessage
from attendees.services.attendance_queries import query_attendance
from attendees.services.proposing import propose_attendance
from tests.factories import make_place
from tests.factories_decisions import make_stay, make_taught_session
from tests.workshops.admin.clients import attendee_client, organiser_client, queries_of, send, staff_client

pytestmark = pytest.mark.django_db
LIST = "/admin/attendees/attendancequery/"


def make_query(name="Ann", text="I stayed until four."):
    place = make_place(session=make_taught_session(), name=name)
    make_stay(place, "10:00", "12:00")
    propose_attendance(session_id=place.session_id, by="user:1")
    return query_attendance(place_id=place.pk, text=text)


def page(query, step="change"):
    return f"{LIST}{query.pk}/{step}/"


def test_list_says_who_about_what():
    query = make_query(text="long " * 30)

    text = organiser_client().get(LIST).content.decode()

    for words in ("Ann", str(query.place.session), "To be answered", "long long…"):
        assert words in text


def test_open_ones_can_be_asked_for():
    make_query("Ann")
    answered = make_query("Bo")
    AttendanceQuery.objects.filter(pk=answered.pk).update(state=QueryState.ANSWERED, answered_at=answered.created_at)

    rows = organiser_client().get(f"{LIST}?state__exact=open").context["cl"].result_list

    assert [str(row.place) for row in rows] == ["Ann"]


def test_page_shows_the_text_what_is_recorded_and_the_way_to_the_evidence():
    query = make_query(text="As <iPad>.")

    text = organiser_client().get(page(query)).content.decode()

    for words in (
        "As &lt;iPad&gt;.",
        "Attended in part, 2 hours of CPD (In the room 2 h of 5 h",
        f'href="/admin/workshops/session/{query.place.session_id}/roster/{query.place_id}/"',
    ):
        assert text.count(words) == 1


def test_answering_writes_to_the_person():
    query = make_query()

    told = send(organiser_client(), page(query, "answer"), answer="You are right.")

    query.refresh_from_db()
    assert (told, query.state, query.answer) == (["Answered: Query of Ann."], QueryState.ANSWERED, "You are right.")
    assert OutboxMessage.objects.get(kind="attendance_answered").to == query.place.attendee_email


@pytest.mark.parametrize("answer", ["", " ", "x" * 301])
def test_answer_that_does_not_fit_is_refused_in_the_form(answer):
    query = make_query()

    response = organiser_client().post(page(query, "answer"), {"answer": answer})

    query.refresh_from_db()
    assert (list(response.context["form"].errors), query.state) == (["answer"], QueryState.OPEN)


def test_answered_one_is_not_offered_an_answer():
    query = make_query()
    client = organiser_client()
    before = client.get(page(query)).content.decode().count(page(query, "answer"))
    send(client, page(query, "answer"), answer="You are right.")

    after = client.get(page(query)).content.decode().count(page(query, "answer"))

    assert (before > 0, after) == (True, 0)


@pytest.mark.parametrize(
    ("permissions", "status"),
    [
        (["attendees.view_attendancequery", "attendees.change_attendance"], 200),
        (["attendees.view_attendancequery"], 403),
        (["attendees.change_attendance"], 403),
    ],
)
def test_answering_is_for_those_who_may_decide(permissions, status):
    assert staff_client(*permissions).get(page(make_query(), "answer")).status_code == status


@pytest.mark.parametrize("step", ["add", "delete"])
def test_nobody_adds_or_deletes_one(step):
    query = make_query()
    paths = {"add": f"{LIST}add/", "delete": page(query, "delete")}

    assert organiser_client().get(paths[step]).status_code == 403


def test_attendees_are_sent_away():
    assert attendee_client().get(LIST).status_code == 302


def test_list_takes_the_same_queries_for_one_and_for_three():
    client = organiser_client()
    make_query()
    queries_of(client, LIST)
    one = queries_of(client, LIST)
    make_query("Bo")
    make_query("Cy")

    assert queries_of(client, LIST) == one
