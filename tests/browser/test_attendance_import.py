"""An organiser brings in the report of Teams without JavaScript, says who two people are, confirms, and certificates go out."""

import re
from email import message_from_bytes, policy

import pytest

from tests.attendees.evidence.scene import teams
from tests.harness.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.processes]
SCENE = """
from datetime import timedelta
from django.utils import timezone
from tests.factories_evidence import make_day, make_seat
day = timezone.localdate() - timedelta(days=1)
session = make_day(day=day)
for name in ("Priya Nair", "Tom Okafor", "Siân Evans", "Bex Adams"):
    make_seat(session, name, f"{name.split()[0].lower().replace('â', 'a')}@import.example")
print(session.pk, f"{day:%d/%m/%y}")
"""
REPORT = """
1. Summary
Meeting title→Working with Self-Harm
Attended participants→4
Start time→{day}, 09:45:17
End time→{day}, 16:05:47

2. Participants
Name→First join→Last leave→In-meeting duration→Email→Participant ID (UPN)→Role
Bespoke Host→{day}, 09:45:17→{day}, 16:05:47→6h 20m 30s→host@provider.example→host@provider.example→Organizer
NAIR, Priya (LEEDS AND YORK NHS FT)→{day}, 09:58:47→{day}, 16:01:46→5h 2m 59s→PRIYA@import.example→→Presenter
Thomas Okafor (External)→{day}, 10:01:56→{day}, 15:55:45→5h 53m 49s→→→Attendee
Siân Evans (Unverified)→{day}, 10:00:31→{day}, 12:10:45→2h 10m 14s→→→Presenter
+44 7700 900123→{day}, 10:00:00→{day}, 10:20:00→20m→→→Presenter

3. In-Meeting activities
Name→Join time→Leave time→Duration→Email→Role
Bespoke Host→{day}, 09:45:17→{day}, 16:05:47→6h 20m 30s→host@provider.example→Organizer
NAIR, Priya (LEEDS AND YORK NHS FT)→{day}, 09:58:47→{day}, 12:31:46→2h 32m 59s→PRIYA@import.example→Presenter
NAIR, Priya (LEEDS AND YORK NHS FT)→{day}, 13:28:46→{day}, 16:01:46→2h 33m→PRIYA@import.example→Presenter
Thomas Okafor (External)→{day}, 10:01:56→{day}, 15:55:45→5h 53m 49s→→Attendee
Siân Evans (Unverified)→{day}, 10:00:31→{day}, 12:10:45→2h 10m 14s→→Presenter
+44 7700 900123→{day}, 10:00:00→{day}, 10:20:00→20m→→Presenter
"""
LIST = "Wer;Kam;Ging;Telefon\nPriya Nair;{day} 10:05;{day} 16:00;07700 900123\nTom;{day} 10:01;{day} 15:55;\n"


@pytest.fixture(scope="module")
def scene(sample_site):
    """The session's number, and yesterday as Teams writes it here."""
    return sample_site.shell(SCENE).split()


def upload(page, site, session, content, name="Meeting - Attendance report.csv"):
    page.goto(f"{site.url}/admin/workshops/session/{session}/reports/")
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Read the report").click()


def certificate_of(site, address):
    """The newest message with a certificate to an address; None while there is none."""
    sent = [path for path in site.mails() if ".certificate_ready." in path.name and address in path.read_text()]
    return message_from_bytes(sent[-1].read_bytes(), policy=policy.default) if sent else None


def look(page, address, axe, shoot, name):
    page.goto(address)
    shoot(page, name)
    assert axe(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], name


def test_report_of_teams_becomes_certificates(sample_site, scene, new_page, sign_in, axe, shoot):
    session, day = scene
    page = new_page(java_script_enabled=False)
    sign_in(page, "organiser@lectern.example")
    upload(page, sample_site, session, teams(REPORT.format(day=day)))
    page.get_by_role("heading", name="3 to decide").wait_for(timeout=15_000)
    assert "900123" not in page.content()
    plan = page.url
    for width in (390, 1280):
        organiser = new_page(width=width)
        sign_in(organiser, "organiser@lectern.example")
        look(organiser, plan, axe, shoot, f"{width}-attendance-plan")
        look(organiser, plan.rsplit("/", 2)[0] + "/", axe, shoot, f"{width}-attendance-reports")
        organiser.goto(plan)
        who = organiser.get_by_role("link", name="Not them? Priya NAIR").get_attribute("href")
        look(organiser, f"{sample_site.url}{who}", axe, shoot, f"{width}-attendance-person")
        organiser.close()

    page.get_by_label("Who is Thomas Okafor?").select_option(label="Tom Okafor, tom@import.example")
    page.get_by_label("Who is Siân Evans?").select_option(label="Siân Evans, sian@import.example")
    page.get_by_role("button", name="Save these decisions").click()
    page.get_by_role("heading", name="1 to decide").wait_for(timeout=15_000)
    page.get_by_role("button", name="Apply: 4 stays for 3 people").click()
    page.get_by_text("Applied: 4 stays added for 3 people").wait_for(timeout=15_000)

    page.get_by_role("link", name="Go to the roster").click()
    shoot(page, "attendance imported roster")
    page.get_by_role("button", name=re.compile("Confirm attendance and issue")).first.click()
    page.get_by_role("button", name="Confirm attendance and issue certificates").click()

    for name in ("priya", "tom", "sian"):
        wait_until(
            lambda name=name: certificate_of(sample_site, f"{name}@import.example"),
            seconds=90,
            what=f"{name}'s certificate",
        )
    assert certificate_of(sample_site, "bex@import.example") is None


@pytest.mark.parametrize("width", [390, 1280])
def test_table_that_is_not_known_is_asked_about(sample_site, scene, new_page, sign_in, axe, shoot, width):
    session, day = scene
    page = new_page(width=width)
    sign_in(page, "organiser@lectern.example")
    upload(page, sample_site, session, LIST.format(day=day).replace("Tom;", f"Tom{width};").encode(), "liste.csv")

    page.get_by_role("heading", name="What is in these columns?").wait_for(timeout=15_000)
    assert "900123" not in page.content()
    look(page, page.url, axe, shoot, f"{width}-attendance-columns")
    page.get_by_role("button", name="Discard this report").click()
    page.get_by_text("Discarded: liste.csv.").wait_for(timeout=15_000)
