"""The day itself, on a phone: joining, checking in by a code, and the door."""

import re

import pytest

from tests.browser.test_money_journeys import press, sees

pytestmark = [pytest.mark.browser, pytest.mark.processes]
SCENE = """
from attendees.door_tokens import door_link
from attendees.place_links import join_link, place_link
from tests.factories import make_place, make_workshop
from tests.factories_presence import ROOM, make_running_session
from workshops.models import Presenter
workshop = make_workshop(title={title!r}, slug={slug!r}, presenters=[Presenter.objects.first()])
session = make_running_session(workshop=workshop, joining_note="Passcode lantern-4.", **{fields})
place = make_place(session=session, name="Nora Novak", email="nora@guests.example")
make_place(session=session, name="Ivo Ilic", email="ivo@guests.example")
print(session.pk, place.code, door_link(place), place_link(place), join_link(place))
"""
ROOM = '(ROOM | {"directions": "By train to Leeds, then ten minutes on foot.\\n\\nStep-free from the river."})'


@pytest.fixture
def running(sample_site):
    """`running("A day")` makes a session that runs now, with Nora on it: its id, her code, and the links of hers."""

    def make(title, fields="{}"):
        slug = title.lower().replace(" ", "-")
        said = sample_site.shell(SCENE.format(title=title, slug=slug, fields=fields)).split()
        return {**dict(zip(("session", "code", "door", "place", "join"), said, strict=True))}

    return make


@pytest.fixture
def look(axe, shoot):
    """`look(page, "name")` takes a picture and asks axe; nothing is wider than the screen."""

    def see(page, name):
        shoot(page, f"{page.viewport_size['width']} {name}")
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], name

    return see


def wide(page, look, name):
    """The same page on a desk."""
    page.set_viewport_size({"width": 1280, "height": 900})
    look(page, name)
    page.set_viewport_size({"width": 390, "height": 844})


def test_attendee_joins_and_checks_in_by_code_on_a_phone(sample_site, new_page, sign_in, running, look):
    scene = running("A day online")
    desk = new_page()
    sign_in(desk, "organiser@lectern.example")
    desk.goto(f"{sample_site.url}/admin/workshops/session/{scene['session']}/code/")
    look(desk, "code closed")
    press(desk, "Open a code")
    sees(desk, "Check in")
    look(desk, "code open")
    code = "".join(desk.locator(".code span").all_inner_texts())

    phone = new_page(width=390, height=844)
    phone.goto(f"{sample_site.url}/checkin/")
    look(phone, "check in")
    phone.get_by_label("Code on the screen").fill(code.lower())
    phone.get_by_role("textbox", name="Email").fill("nora@guests.example")
    press(phone, "Check in")
    sees(phone, re.compile("You are checked in at"))
    look(phone, "checked in")
    wide(phone, look, "checked in")

    phone.goto(scene["join"])
    sees(phone, "You can join now")
    look(phone, "join")
    wide(phone, look, "join")
    phone.route("https://meet.example/**", lambda route: route.fulfill(body="In the meeting"))
    press(phone, "Join on Zoom")
    phone.get_by_text("In the meeting").wait_for(timeout=15_000)
    assert sources(sample_site, scene) == "code joined"


def test_organiser_scans_at_the_door_with_a_phone(sample_site, new_page, sign_in, running, look):
    scene = running("A day in a room", ROOM)
    attendee = new_page(width=390, height=844)
    attendee.goto(f"{sample_site.url}{scene['place']}")
    sees(attendee, "At the door")
    look(attendee, "place with code")
    wide(attendee, look, "place with code")
    attendee.get_by_role("link", name="Tell the organisers").click()
    attendee.get_by_label("What would help you?").fill("A seat near the front.")
    attendee.get_by_label("I agree").check()
    look(attendee, "needs")
    press(attendee, "Tell the organisers")
    attendee.get_by_text("We have noted it.").wait_for(timeout=15_000)

    phone = new_page(width=390, height=844)
    phone.goto(scene["door"])
    sees(phone, "This code is for the door")
    look(phone, "door for others")
    sign_in(phone, "organiser@lectern.example")
    phone.goto(scene["door"])
    look(phone, "door found")
    press(phone, "Arrived.*Nora Novak")
    phone.get_by_text("Nora Novak arrived at").wait_for(timeout=15_000)
    look(phone, "door")
    wide(phone, look, "door")
    phone.get_by_label("Name, booking, or code of the place").fill(scene["code"])
    press(phone, "^Find$")
    press(phone, "Left.*Nora Novak")
    phone.get_by_text("Nora Novak left at").wait_for(timeout=15_000)
    press(phone, "Take back.*leaving of Nora Novak")
    phone.get_by_text("Taken back: the latest scan of Nora Novak").wait_for(timeout=15_000)
    assert sources(sample_site, scene) == "scan"

    phone.goto(f"{sample_site.url}/admin/workshops/session/{scene['session']}/needs/")
    phone.get_by_text("A seat near the front.").wait_for(timeout=15_000)
    look(phone, "needs of a session")


def sources(site, scene):
    """What shows that Nora was there, in the order of recording."""
    return site.shell(
        "from attendees.models import Stay\n"
        f"stays = Stay.objects.filter(place__code={scene['code']!r}).order_by('pk')\n"
        "print(*stays.values_list('source', flat=True))"
    )
