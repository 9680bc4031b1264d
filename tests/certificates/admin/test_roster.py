"""The roster: marking who came."""

import pytest
from django.utils import timezone

from attendees.enums import Decision
from attendees.models import Attendance
from attendees.services.attendance import mark_attendance
from tests.certificates.admin.pages import field, marks, places_of, roster
from tests.factories import make_past_session, make_session, make_workshop
from tests.workshops.admin.clients import attendee_client, organiser_client, queries_of, said, staff_client

pytestmark = pytest.mark.django_db
MAY_MARK = ("workshops.view_session", "attendees.change_attendance")


@pytest.fixture
def session():
    return make_past_session()


def decisions(session):
    found = Attendance.objects.filter(place__session=session).order_by("place__attendee_name")
    return list(found.values_list("place__attendee_name", "decision", "minutes"))


def test_marks_are_saved_in_one_go(session):
    ann, bo, cy = places_of(session, "Ann", "Bo", "Cy")
    data = marks(**{field(ann): "full", field(bo): ("part", 120), field(cy): "absent"})

    response = organiser_client().post(roster(session), data, follow=True)

    assert said(response) == ["3 marks saved."]
    assert decisions(session) == [("Ann", "full", 330), ("Bo", "part", 120), ("Cy", "absent", None)]


def test_marks_name_who_made_them(session):
    [ann] = places_of(session, "Ann")
    client = organiser_client()

    client.post(roster(session), marks(**{field(ann): "full"}))

    assert ann.attendance.decided_by == f"user:{client.session['_auth_user_id']}"


def test_refused_marks_are_told_by_name_and_others_are_saved(session):
    ann, bo = places_of(session, "Ann", "Bo")
    data = marks(**{field(ann): ("part", 500), field(bo): "full"})

    response = organiser_client().post(roster(session), data)

    assert said(response) == [
        "1 mark saved.",
        "Ann: For attendance in part, give the minutes: more than 0 and fewer than 330.",
    ]
    assert decisions(session) == [("Bo", "full", 330)]


def test_refused_mark_stays_in_the_form(session):
    [ann] = places_of(session, "Ann")

    response = organiser_client().post(roster(session), marks(**{field(ann): ("part", 500)}))

    assert response.context["rows"][0].form["minutes"].value() == "500"


@pytest.mark.parametrize("minutes", ["-5", "many", "0"])
def test_minutes_that_are_no_number_are_refused(session, minutes):
    [ann] = places_of(session, "Ann")

    response = organiser_client().post(roster(session), marks(**{field(ann): ("part", minutes)}))

    assert (said(response), decisions(session)) == (["Ann: Minutes are a whole number above nought."], [])


def test_decision_that_is_no_choice_is_refused(session):
    [ann] = places_of(session, "Ann")

    organiser_client().post(roster(session), marks(**{field(ann): "asleep"}))

    assert decisions(session) == []


def test_nothing_sent_changes_nothing_and_says_so(session):
    places_of(session, "Ann")

    response = organiser_client().post(roster(session), {"do": "save"}, follow=True)

    assert (said(response), decisions(session)) == (["Nothing was changed."], [])


def test_mark_all_leaves_those_who_have_a_mark(session):
    ann, bo, _, dee = places_of(session, "Ann", "Bo", "Cy", "Dee")
    mark_attendance(place_id=ann.pk, decision=Decision.REVIEW, by="user:1", reason="Seen there.")
    data = marks(**{field(bo): "absent", field(dee): ""}) | {"do": "all", "rest": "On the register."}

    response = organiser_client().post(roster(session), data, follow=True)

    assert said(response) == ["3 marks saved."]
    assert decisions(session) == [
        ("Ann", "review", None),
        ("Bo", "absent", None),
        ("Cy", "full", 330),
        ("Dee", "full", 330),
    ]


def test_mark_all_without_cpd_minutes_is_refused_for_each():
    session = make_past_session(workshop=make_workshop(cpd_minutes=None))
    places_of(session, "Ann", "Bo")

    response = organiser_client().post(roster(session), {"do": "all", "rest": "On the register."})

    sentence = "This session states no CPD minutes. Enter them on the session or its workshop first."
    assert said(response) == [f"Ann: {sentence}", f"Bo: {sentence}"]


def test_page_that_is_out_of_date_does_not_undo_another_mark(session):
    [ann] = places_of(session, "Ann")
    mark_attendance(place_id=ann.pk, decision=Decision.ABSENT, by="user:9", reason="Seen there.")
    shown_before = {f"initial-{field(ann)}-decision": "full", f"initial-{field(ann)}-minutes": "330"}

    organiser_client().post(roster(session), marks(**{field(ann): ("full", "330")}) | shown_before)

    assert decisions(session) == [("Ann", "absent", None)]


def test_mark_is_changed_before_it_is_confirmed(session):
    [ann] = places_of(session, "Ann")
    mark_attendance(place_id=ann.pk, decision=Decision.ABSENT, by="user:9", reason="Seen there.")
    shown = {f"initial-{field(ann)}-decision": "absent"}

    organiser_client().post(roster(session), marks(**{field(ann): "full"}) | shown)

    assert decisions(session) == [("Ann", "full", 330)]


def test_confirmed_row_has_no_form(session):
    [ann] = places_of(session, "Ann")
    mark_attendance(place_id=ann.pk, decision=Decision.FULL, by="user:9", reason="Seen there.")
    Attendance.objects.update(confirmed_at=timezone.now())

    response = organiser_client().get(roster(session))

    assert (response.context["rows"][0].form, response.content.count(b"<select")) == (None, 0)


def test_confirmed_row_sent_all_the_same_is_refused_by_name(session):
    [ann] = places_of(session, "Ann")
    mark_attendance(place_id=ann.pk, decision=Decision.FULL, by="user:9", reason="Seen there.")
    Attendance.objects.update(confirmed_at=timezone.now())

    response = organiser_client().post(roster(session), marks(**{field(ann): "absent"}))

    assert (said(response), decisions(session)) == (
        ["Ann: The attendance of Ann is confirmed already."],
        [("Ann", "full", 330)],
    )


def test_place_of_another_session_is_left_alone(session):
    [stranger] = places_of(make_past_session(), "Stranger")

    organiser_client().post(roster(session), marks(**{field(stranger): "full"}))

    assert Attendance.objects.count() == 0


def test_session_to_come_cannot_be_marked():
    session = make_session()
    [ann] = places_of(session, "Ann")
    client = organiser_client()

    page = client.get(roster(session))
    response = client.post(roster(session), marks(**{field(ann): "full"}))

    assert (page.content.count(b"<select"), decisions(session)) == (0, [])
    assert said(response) == ["Ann: The session has not begun. Mark attendance once it has."]


def test_facts_count_what_was_done(session):
    ann, bo, _ = places_of(session, "Ann", "Bo", "Cy")
    mark_attendance(place_id=ann.pk, decision=Decision.FULL, by="user:1", reason="Seen there.")
    mark_attendance(place_id=bo.pk, decision=Decision.REVIEW, by="user:1", reason="Seen there.")

    facts = organiser_client().get(roster(session)).context["facts"]

    assert facts == {
        "places": 3,
        "minutes": 330,
        "marked": 2,
        "proposed": 0,
        "confirmed": 0,
        "to_review": 1,
        "certificates": 0,
    }


def test_confirm_button_saves_first_and_leads_to_the_question(session):
    [ann] = places_of(session, "Ann")

    response = organiser_client().post(roster(session), marks(**{field(ann): "full"}) | {"do": "confirm"})

    assert (response.headers["Location"], decisions(session)) == (f"{roster(session)}confirm/", [("Ann", "full", 330)])


def test_roster_takes_the_same_queries_for_any_number_of_places(session):
    client = organiser_client()
    places_of(session, "Ann")
    queries_of(client, roster(session))
    with_one = queries_of(client, roster(session))
    places_of(session, "Bo", "Cy", "Dee", "Eve")

    assert queries_of(client, roster(session)) == with_one


def test_roster_of_an_anonymous_visitor_leads_to_signing_in(client, session):
    assert client.get(roster(session)).status_code == 302


def test_roster_of_an_attendee_leads_away(session):
    assert attendee_client().get(roster(session)).status_code == 302


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("permissions", [("workshops.change_session",), ("attendees.change_attendance",)])
def test_roster_without_both_permissions_is_forbidden(session, method, permissions):
    [ann] = places_of(session, "Ann")

    response = getattr(staff_client(*permissions), method)(roster(session), marks(**{field(ann): "full"}))

    assert (response.status_code, decisions(session)) == (403, [])


def test_roster_with_permission_to_mark_opens_without_the_way_to_issue(session):
    places_of(session, "Ann")

    response = staff_client(*MAY_MARK).get(roster(session))

    assert (response.status_code, response.context["may_issue"]) == (200, False)


def test_roster_of_a_missing_session_is_not_found():
    assert organiser_client().get("/admin/workshops/session/999/roster/").status_code == 404


@pytest.mark.parametrize("path", ["/admin/workshops/session/", "/admin/workshops/session/{pk}/change/"])
def test_list_and_form_link_to_the_roster(session, path):
    page = organiser_client().get(path.format(pk=session.pk)).content.decode()

    assert page.count(f'href="{roster(session)}"') == 1
