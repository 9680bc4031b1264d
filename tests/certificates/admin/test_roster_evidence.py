"""The roster with evidence: what is proposed, overruling it, working it out again, and confirming some."""

import pytest

from attendees.enums import Decision, StaySource
from attendees.models import Attendance
from attendees.services.attendance import mark_attendance
from attendees.services.proposing import propose_attendance
from certificates.admin import roster as roster_module
from certificates.models import Certificate
from tests.certificates.admin.pages import confirm, field, places_of, roster
from tests.factories_decisions import make_stay, make_taught_session
from tests.workshops.admin.clients import organiser_client, queries_of, said, send, staff_client

pytestmark = pytest.mark.django_db
PART = "in the room 2 h of 5 h; left 3 h early; rule: 80 %; 2 h counted"


@pytest.fixture
def session():
    """Ann was there in full, Bo for two hours, and nobody knows about Cy. Proposed."""
    session = make_taught_session()
    ann, bo, cy = places_of(session, "Ann", "Bo", "Cy")
    make_stay(ann, "10:00", "16:00")
    make_stay(bo, "10:00", "12:00")
    make_stay(bo, "10:30", source=StaySource.CODE)
    make_stay(cy, "15:20", source=StaySource.CODE)
    propose_attendance(session_id=session.pk, by="user:1")
    return session


def place(session, name):
    return session.places.get(attendee_name=name)


def rows(response):
    return {str(row.place): row for row in response.context["rows"]}


def decisions(session):
    found = Attendance.objects.filter(place__session=session).order_by("place__attendee_name")
    return list(found.values_list("place__attendee_name", "decision", "minutes", "is_proposed"))


PROPOSED = [("Ann", "full", 300, True), ("Bo", "part", 120, True), ("Cy", "review", None, True)]


def sent(place, decision, minutes="", reason=""):
    """What the form sends when one row was changed on the page as it stands."""
    key, attendance = field(place), place.attendance
    return {
        f"{key}-decision": decision,
        f"{key}-minutes": minutes,
        f"{key}-reason": reason,
        f"initial-{key}-decision": attendance.decision,
        f"initial-{key}-minutes": attendance.minutes or "",
        f"initial-{key}-reason": attendance.reason,
    }


def test_row_shows_the_proposal_its_sentence_and_its_sources(session):
    response = organiser_client().get(roster(session))

    bo, page = rows(response)["Bo"], response.content.decode()
    assert (bo.standing, bo.sources) == ("Attended in part, 2 hours of CPD", "Report file, Check-in code")
    assert page.count(f'<span class="lectern-small">{PART}</span>') == 1
    assert page.count(f'href="{roster(session)}{bo.place.pk}/"') == 1


def test_page_sent_as_it_is_leaves_the_proposals(session):
    everyone = [place(session, name) for name in ("Ann", "Bo", "Cy")]
    data = {"do": "save"}
    for one in everyone:
        data |= sent(one, one.attendance.decision, one.attendance.minutes or "")

    response = organiser_client().post(roster(session), data, follow=True)

    assert (said(response), decisions(session)) == (["Nothing was changed."], PROPOSED)


def test_overruling_without_a_reason_is_refused_by_name(session):
    response = organiser_client().post(roster(session), sent(place(session, "Bo"), "full", "120") | {"do": "save"})

    assert said(response) == ["Bo: Say why: the evidence proposes something else for Bo."]
    assert decisions(session) == PROPOSED


def test_overruling_with_a_reason_is_a_persons_mark(session):
    data = sent(place(session, "Bo"), "full", "120", "Joined by telephone.") | {"do": "save"}

    page = organiser_client().post(roster(session), data, follow=True)

    assert decisions(session)[1] == ("Bo", "full", 300, False)
    assert rows(page)["Bo"].attendance.reason == "Joined by telephone."


def test_reason_that_is_too_long_is_refused(session):
    data = sent(place(session, "Bo"), "full", "", "x" * 301) | {"do": "save"}

    response = organiser_client().post(roster(session), data)

    assert said(response) == ["Bo: The reason is longer than 300 characters. Shorten it."]


def test_reason_alone_on_an_old_page_does_not_undo_another_mark(session):
    bo = place(session, "Bo")
    data = sent(bo, "part", "120", "Left at noon.") | {"do": "save"}
    mark_attendance(place_id=bo.pk, decision=Decision.ABSENT, by="user:9", reason="Another Bo.")

    organiser_client().post(roster(session), data)

    assert decisions(session)[1] == ("Bo", "absent", None, False)


def test_working_out_again_follows_the_rule_and_leaves_marks(session):
    mark_attendance(place_id=place(session, "Ann").pk, decision=Decision.ABSENT, by="user:9", reason="Another Ann.")
    session.attendance_percent = 40
    session.save()

    told = send(organiser_client(), roster(session), do="again")

    assert told == ["Worked out again for 2 people, by the timetable and rule as they are now."]
    assert decisions(session)[:2] == [("Ann", "absent", None, False), ("Bo", "full", 300, True)]


def test_working_out_without_evidence_says_so():
    session = make_taught_session()
    places_of(session, "Ann")

    told = send(organiser_client(), roster(session), do="again")

    assert told == ["There is nothing to work out: no evidence has arrived for anyone who is still open."]


def test_confirming_those_chosen_asks_about_them_alone(session):
    bo = place(session, "Bo")
    client = organiser_client()

    response = client.post(roster(session), {"do": "chosen", "chosen": [bo.pk]})

    assert response.headers["Location"] == f"{confirm(session)}?place={bo.pk}"
    question = client.get(response.headers["Location"])
    assert [str(row.place) for row in question.context["plan"]["confirmed"]] == ["Bo"]
    assert question.content.decode().count(f'name="place" value="{bo.pk}"') == 1


def test_confirming_nobody_chosen_says_what_to_do(session):
    told = send(organiser_client(), roster(session), do="chosen")

    assert told == ["Choose someone first, by the boxes beside the names."]


def test_confirming_one_issues_one(session):
    bo = place(session, "Bo")

    told = send(organiser_client(), confirm(session), place=bo.pk)

    assert told == ["Attendance confirmed. 1 certificate issued, 0 issued earlier."]
    assert [certificate.snapshot["minutes"] for certificate in Certificate.objects.all()] == [120]


@pytest.mark.parametrize("chosen", ["x", "", "999999"])
def test_confirming_nonsense_confirms_nobody(session, chosen):
    send(organiser_client(), confirm(session), place=chosen)

    assert not Attendance.objects.exclude(confirmed_at=None).exists()


def test_question_tells_those_who_were_there_too_short():
    session = make_taught_session(gives_partial_hours=False)
    ann, _ = places_of(session, "Ann", "Bo")
    make_stay(ann, "10:00", "12:00")
    propose_attendance(session_id=session.pk, by="user:1")

    plan = organiser_client().get(confirm(session)).context["plan"]

    told = {what: [str(row.place) for row in plan[what]] for what in ("too_short", "absent")}
    assert told == {"too_short": ["Ann"], "absent": ["Bo"]}


def test_certificate_that_stands_again_is_told(session):
    client = organiser_client()
    send(client, confirm(session))
    ann = place(session, "Ann")
    send(client, f"{roster(session)}{ann.pk}/reopen/", reason="To look again.")

    told = send(client, confirm(session))

    assert told[0] == (
        "Attendance confirmed. 0 certificates issued, 1 issued earlier. 1 that had been revoked stands again."
    )


def test_roster_is_turned_page_by_page_and_searched(session, monkeypatch):
    monkeypatch.setattr(roster_module, "ROWS", 2)
    client = organiser_client()

    pages = [sorted(rows(client.get(roster(session), {"page": number}))) for number in (1, 2)]
    found = client.get(roster(session), {"q": "cy"})

    assert (pages, list(rows(found))) == ([["Ann", "Bo"], ["Cy"]], ["Cy"])
    assert found.context["facts"]["places"] == 3


def test_search_without_a_match_says_so(session):
    page = organiser_client().get(roster(session), {"q": "Zoë\x00"}).content.decode()

    assert "Nobody on this session matches “Zoë" in page


def test_marking_the_rest_reaches_those_on_other_pages(monkeypatch):
    monkeypatch.setattr(roster_module, "ROWS", 1)
    session = make_taught_session()
    places_of(session, "Ann", "Bo")

    told = send(organiser_client(), roster(session), do="all", rest="Signed the register.")

    assert told == ["2 marks saved."]
    assert decisions(session) == [("Ann", "full", 300, False), ("Bo", "full", 300, False)]


def test_marking_the_rest_without_a_reason_is_refused_for_each():
    session = make_taught_session()
    places_of(session, "Ann")

    told = said(organiser_client().post(roster(session), {"do": "all"}))

    assert told == ["Ann: Say why: no evidence shows whether Ann was there, so the reason is all there is."]


def test_roster_with_evidence_takes_the_same_queries_for_any_number_of_places(session):
    client = organiser_client()
    queries_of(client, roster(session))
    with_three = queries_of(client, roster(session))
    for one in places_of(session, "Dee", "Eve", "Fay"):
        make_stay(one, "10:00", "16:00")
    propose_attendance(session_id=session.pk, by="user:1")

    assert queries_of(client, roster(session)) == with_three


def test_confirming_is_not_offered_without_the_permission_to_issue(session):
    page = staff_client("workshops.view_session", "attendees.change_attendance").get(roster(session)).content.decode()

    assert (page.count('name="chosen"'), page.count('value="again"'), page.count("Confirm …")) == (0, 1, 0)


def test_all_to_review_are_marked_in_full_for_one_reason(session):
    told = send(organiser_client(), roster(session), do="reviewed", rest="Nobody left before the end.")

    assert told == ["1 mark saved."]
    assert decisions(session) == [*PROPOSED[:2], ("Cy", "full", 300, False)]
    assert place(session, "Cy").attendance.reason == "Nobody left before the end."


def test_all_to_review_are_not_marked_without_a_reason(session):
    told = said(organiser_client().post(roster(session), {"do": "reviewed"}))

    assert (told, decisions(session)) == (["Cy: Say why: the evidence leaves it open how long Cy was there."], PROPOSED)
