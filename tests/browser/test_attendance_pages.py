"""The pages on which attendance is decided and disputed, on a phone and on a desk; and an organiser who puts a record right."""

import re

import pytest

from tests.browser.conftest import text_of

pytestmark = [pytest.mark.browser, pytest.mark.processes]

# Ann was there in part by every kind of evidence, Bo too short a time, Cy only typed the code, Dee is confirmed.
SCENE = """
from attendees.place_links import place_link
from attendees.services.attendance_queries import query_attendance
from attendees.services.proposing import propose_attendance
from certificates.services.issuing import confirm_and_issue
from tests.factories import make_place
from tests.factories_decisions import make_stay, make_taught_session
session = make_taught_session(gives_partial_hours=False)
people = {"Ann Archer": "ann", "Bo Bryn": "bo", "Cy Cole": "cy", "Dee Dunn": "dee"}
ann, bo, cy, dee = (
    make_place(session=session, name=name, email=f"{short}@disputes.example") for name, short in people.items()
)
make_stay(ann, "10:04", "11:10")
make_stay(ann, "11:25", "12:30")
make_stay(ann, "13:26", source="scan")
make_stay(ann, "13:30", "14:15", source="organiser", note="Spoke in the discussion.")
make_stay(ann, "15:20", source="code")
make_stay(bo, "10:00", "12:00")
make_stay(cy, "09:55", source="joined")
make_stay(cy, "15:20", source="code")
make_stay(dee, "10:00", "15:42")
propose_attendance(session_id=session.pk, by="user:1")
confirm_and_issue(session_id=session.pk, by="user:1", place_ids=[dee.pk])
query = query_attendance(place_id=bo.pk, text="I was there until four, on a colleague’s computer, named “iPad”.")
roster = f"/admin/workshops/session/{session.pk}/roster/"
print(roster)
print(f"{roster}{ann.pk}/")
print(f"{roster}{bo.pk}/")
print(f"{roster}{dee.pk}/reopen/")
print(f"/admin/attendees/attendancequery/{query.pk}/answer/")
print(place_link(bo))
print(f"/places/{bo.code}/attendance/")
print(place_link(cy))
print(f"/places/{cy.code}/attendance/")
"""
ADMIN = ("roster", "evidence", "evidence disputed", "reopen", "answer")
NAMES = (*ADMIN, "place asked", "dispute asked", "place", "dispute")


@pytest.fixture(scope="module")
def paths(sample_site):
    return dict(zip(NAMES, sample_site.shell(SCENE).splitlines(), strict=True))


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_of_attendance(sample_site, paths, new_page, sign_in, axe, shoot, width):
    organiser, person = new_page(width=width), new_page(width=width)
    sign_in(organiser, "organiser@lectern.example")
    for name, path in paths.items():
        page = organiser if name in ADMIN else person
        page.goto(f"{sample_site.url}{path}")
        shoot(page, f"{width} {name}")
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_dispute_is_answered_and_the_record_put_right(sample_site, paths, new_page, sign_in, mail):
    person, organiser = new_page(width=390), new_page()
    person.goto(f"{sample_site.url}{paths['place']}")
    person.get_by_role("link", name="This is not right").click()
    person.get_by_role("textbox", name="What is wrong").fill("I was there from ten until four.")
    person.get_by_role("button", name="Send").click()
    person.get_by_text("We have your message").wait_for()

    sign_in(organiser, "organiser@lectern.example")
    organiser.goto(f"{sample_site.url}{paths['roster']}")
    organiser.get_by_role("link", name="Cy Cole", exact=True).click()
    organiser.get_by_role("textbox", name="How you know").fill("On the paper register, signed twice.")
    organiser.get_by_role("button", name="Add the stay").click()
    organiser.get_by_text("The stay is added.").wait_for()
    organiser.get_by_role("link", name=re.compile("^Confirm: Attended in full")).click()
    organiser.get_by_role("button", name=re.compile("Confirm")).click()
    organiser.get_by_text("Attendance confirmed. 1 certificate issued").wait_for()
    organiser.get_by_role("link", name="Cy Cole", exact=True).click()
    organiser.get_by_role("link", name="Answer it").click()
    organiser.get_by_role("textbox", name=re.compile("Answer")).fill("You are right: your certificate is on its way.")
    organiser.get_by_role("button", name="Send the answer").click()
    organiser.get_by_text("Answered: Query of Cy Cole").wait_for()

    assert "Recorded now: Attended in full, 5 hours of CPD" in text_of(mail("cy@disputes.example"))
