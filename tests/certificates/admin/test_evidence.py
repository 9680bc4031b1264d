"""The evidence page of one place: what it shows, marks, stays by hand, reopening."""

import pytest

from attendees.enums import Decision, StaySource
from attendees.models import Attendance, AttendanceQuery, Stay
from attendees.services.attendance import confirm_attendance, mark_attendance
from attendees.services.proposing import propose_attendance
from certificates.models import Certificate
from certificates.services.issuing import confirm_and_issue
from tests.certificates.admin.pages import field, places_of, roster
from tests.factories import make_place, make_session
from tests.factories_decisions import at, make_stay, make_taught_session
from tests.workshops.admin.clients import attendee_client, organiser_client, queries_of, said, send, staff_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """Ann, of whom a report shows two hours; in part is proposed."""
    [ann] = places_of(make_taught_session(), "Ann")
    make_stay(ann, "10:00", "12:00")
    propose_attendance(session_id=ann.session_id, by="user:1")
    return ann


def page_of(place):
    return f"{roster(place.session)}{place.pk}/"


def mark(place, decision, minutes="", reason=""):
    key = field(place)
    return {"do": "mark", f"{key}-decision": decision, f"{key}-minutes": minutes, f"{key}-reason": reason}


def stay(place, start="13:30", end="16:00", reason="On the register."):
    day = place.session.local_start.date().isoformat()
    return {"do": "stay", "stay-starts_at": f"{day}T{start}", "stay-ends_at": f"{day}T{end}", "stay-reason": reason}


def decided(place):
    found = Attendance.objects.get(place=place)
    return found.decision, found.minutes, found.is_proposed


def issued(place):
    confirm_and_issue(session_id=place.session_id, by="user:1")
    return Certificate.objects.get(place=place)


def test_page_shows_parts_with_what_was_attended_of_them(place):
    context = organiser_client().get(page_of(place)).context

    told = [(part.title, minutes) for part, minutes in context["parts"]]
    assert told == [("Registration", None), ("Morning", 120), ("Lunch", None), ("Afternoon", 0)]


def test_parts_are_not_known_where_only_a_total_is(place):
    Stay.objects.all().delete()
    make_stay(place, total_minutes=200)

    context = organiser_client().get(page_of(place)).context

    assert [minutes for _, minutes in context["parts"]] == [None] * 4


def test_stays_are_told_with_their_source_and_who_recorded_them(place):
    client = organiser_client()
    client.post(page_of(place), stay(place))
    make_stay(place, "15:20", source=StaySource.CODE)
    make_stay(place, total_minutes=45)

    told = client.get(page_of(place)).context["stays"]

    assert [(one["stay"].source, one["minutes"], one["is_removable"]) for one in told] == [
        ("report", 120, False),
        ("organiser", 150, True),
        ("code", None, False),
        ("report", 45, False),
    ]
    assert next(one["by"] for one in told if one["stay"].source == "organiser") == "Olive Organiser"


def test_page_of_a_place_without_evidence_says_so():
    place = make_place(session=make_taught_session(), name="Bo")

    page = organiser_client().get(page_of(place)).content.decode()

    assert page.count("Nothing shows that Bo was there.") == 1


def test_mark_with_a_reason_overrules(place):
    told = send(organiser_client(), page_of(place), **mark(place, "full", reason="Joined by telephone."))

    assert (told, decided(place)) == (["The attendance is marked."], ("full", 300, False))


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (("full",), "Say why: the evidence proposes something else for Ann."),
        (("part", "many", "x"), "Minutes are a whole number above nought."),
        (("part", "300", "x"), "For attendance in part, give the minutes: more than 0 and fewer than 300."),
        (("",), "Nothing was changed."),
    ],
)
def test_mark_that_does_not_fit_is_refused(place, sent, sentence):
    response = organiser_client().post(page_of(place), mark(place, *sent))

    assert (said(response), decided(place)) == ([sentence], ("part", 120, True))


def test_proposal_is_used_again(place):
    mark_attendance(place_id=place.pk, decision=Decision.ABSENT, by="user:9", reason="Another Ann.")

    told = send(organiser_client(), page_of(place), do="proposal")

    assert (told, decided(place)) == (["The proposal holds again."], ("part", 120, True))


def test_proposal_without_evidence_is_refused():
    place = make_place(session=make_taught_session(), name="Bo")

    told = said(organiser_client().post(page_of(place), {"do": "proposal"}))

    assert told == ["There is no evidence to propose the attendance of Bo from."]


def test_stay_is_added_in_the_hours_of_the_session(place):
    told = send(organiser_client(), page_of(place), **stay(place))

    added = Stay.objects.get(source=StaySource.ORGANISER)
    assert (added.starts_at, added.ends_at) == (at(place.session, "13:30"), at(place.session, "16:00"))
    assert (told, decided(place)) == (["The stay is added."], ("full", 300, True))


def test_stay_is_read_by_the_zone_of_a_session_elsewhere(place):
    place.session.time_zone = "Europe/Athens"
    place.session.save()

    organiser_client().post(page_of(place), stay(place, "13:30", "15:00"))

    assert Stay.objects.get(source=StaySource.ORGANISER).starts_at == at(place.session, "11:30")


@pytest.mark.parametrize(
    ("sent", "name"),
    [({"start": "soon"}, "starts_at"), ({"end": ""}, "ends_at"), ({"reason": ""}, "reason")],
)
def test_stay_that_cannot_be_read_says_so_in_the_form(place, sent, name):
    response = organiser_client().post(page_of(place), stay(place, **sent))

    assert (list(response.context["stay"].errors), Stay.objects.count()) == ([name], 1)


def test_stay_that_does_not_fit_is_refused(place):
    told = said(organiser_client().post(page_of(place), stay(place, "15:00", "14:00")))

    assert (told, Stay.objects.count()) == (["A stay ends after it begins."], 1)


def test_stay_by_hand_is_removed_with_a_reason(place):
    client = organiser_client()
    client.post(page_of(place), stay(place))
    added = Stay.objects.get(source=StaySource.ORGANISER)

    question = client.get(f"{page_of(place)}stays/{added.pk}/").context["step"]
    told = send(client, f"{page_of(place)}stays/{added.pk}/", reason="Wrong person.")

    assert question.facts[0] == "13:30 to 16:00 (Organiser): On the register."
    assert (told, Stay.objects.count(), decided(place)) == (["The stay is removed: Ann."], 1, ("part", 120, True))


def test_stay_of_a_report_cannot_be_removed(place):
    page = f"{page_of(place)}stays/{place.stays.get().pk}/"

    assert organiser_client().post(page, {"reason": "x"}).status_code == 404
    assert Stay.objects.count() == 1


def test_stay_of_somebody_else_is_not_found(place):
    other = make_stay(make_place(session=place.session), "10:00", "11:00", source=StaySource.SCAN)

    assert organiser_client().get(f"{page_of(place)}stays/{other.pk}/").status_code == 404


def test_history_tells_what_happened_by_whom(place):
    client = organiser_client()
    send(client, page_of(place), **mark(place, "full", reason="Joined by telephone."))
    confirm_attendance(session_id=place.session_id, by="user:1")
    send(client, f"{page_of(place)}reopen/", reason="It was Bo.")

    history = client.get(page_of(place)).context["history"]

    assert [(line.what, line.reason) for line in history] == [
        ("Reopened", "It was Bo."),
        ("Confirmed", ""),
        ("Attended in full", "Joined by telephone."),
    ]
    assert history[0].by == "Olive Organiser"


def test_reopening_says_before_what_becomes_of_the_certificate(place):
    certificate = issued(place)

    step = organiser_client().get(f"{page_of(place)}reopen/").context["step"]

    assert step.facts[0] == "Confirmed: Attended in part, 2 hours of CPD."
    assert step.facts[1].startswith(f"Certificate {certificate} is revoked at once")
    assert step.button == f"Reopen, and revoke {certificate}"
    assert Attendance.objects.get().confirmed_at is not None


def test_reopening_without_a_certificate_says_that_there_is_none(place):
    confirm_attendance(session_id=place.session_id, by="user:1")

    step = organiser_client().get(f"{page_of(place)}reopen/").context["step"]

    assert step.facts[1].startswith("No valid certificate rests on it.")


def test_reopening_revokes_and_says_so(place):
    certificate = issued(place)

    told = send(organiser_client(), f"{page_of(place)}reopen/", reason="It was Bo.")

    certificate.refresh_from_db()
    assert told == [f"The attendance of Ann is open again. Certificate {certificate} is revoked."]
    assert (certificate.state, Attendance.objects.get().confirmed_at) == ("revoked", None)


def test_reopening_without_a_reason_changes_nothing(place):
    issued(place)

    response = organiser_client().post(f"{page_of(place)}reopen/", {"reason": ""})

    assert list(response.context["form"].errors) == ["reason"]
    assert Attendance.objects.get().confirmed_at is not None


def test_reopening_what_is_open_is_not_found(place):
    assert organiser_client().get(f"{page_of(place)}reopen/").status_code == 404


def test_reopening_needs_the_permission_to_revoke_where_there_is_something_to_revoke(place):
    issued(place)
    client = staff_client("workshops.view_session", "attendees.change_attendance")

    assert client.post(f"{page_of(place)}reopen/", {"reason": "x"}).status_code == 403
    assert Attendance.objects.get().confirmed_at is not None


def test_confirmed_attendance_has_no_forms_and_a_way_to_reopen(place):
    confirm_attendance(session_id=place.session_id, by="user:1")

    page = organiser_client().get(page_of(place)).content.decode()

    assert (page.count('name="do"'), page.count(f'href="{page_of(place)}reopen/"')) == (0, 1)


def test_place_of_a_session_to_come_has_no_forms():
    place = make_place(session=make_session())

    assert organiser_client().get(page_of(place)).content.decode().count('name="do"') == 0


def test_query_stands_beside_the_evidence(place):
    query = AttendanceQuery.objects.create(place=place, text="I was there <all> day.")

    page = organiser_client().get(page_of(place)).content.decode()

    assert page.count("I was there &lt;all&gt; day.") == 1
    assert page.count(f'href="/admin/attendees/attendancequery/{query.pk}/answer/"') == 1


def test_place_of_another_session_is_not_found(place):
    other = make_place(session=make_taught_session())

    assert organiser_client().get(f"{roster(place.session)}{other.pk}/").status_code == 404


@pytest.mark.parametrize("end", ["", "reopen/", "stays/1/"])
def test_pages_are_for_those_who_may_mark(client, place, end):
    may_look = staff_client("workshops.view_session", "attendees.view_attendance")
    doors = (client, attendee_client(), may_look, staff_client("attendees.change_attendance"))

    assert [door.get(f"{page_of(place)}{end}").status_code for door in doors] == [302, 302, 403, 403]


def test_page_takes_the_same_queries_for_any_number_of_stays(place):
    client = organiser_client()
    queries_of(client, page_of(place))
    with_one = queries_of(client, page_of(place))
    for hour in range(10, 15):
        make_stay(place, f"{hour}:30", f"{hour}:40", source=StaySource.SCAN)

    assert queries_of(client, page_of(place)) == with_one
