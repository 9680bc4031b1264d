"""axe on every page, on a phone and on a desk, in light and dark: no violation of WCAG 2.2 AA."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.processes]

VISITOR_PAGES = (
    "/",
    "/workshops/",
    "/workshops/?q=nothing+like+this",
    "/workshops/?from=nonsense",
    "/help/",
    "/accessibility/",
    "/privacy/",
    "/verify/",
    "/verify/?number=%C2%A3",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/login/code/",
    "/accounts/password/reset/",
)
OWN_PAGES = ("/my/", "/accounts/email/", "/accounts/password/change/", "/accounts/2fa/", "/accounts/logout/")
WIDTHS = (390, 1280)
# Dark differs in colours alone, which do not depend on the width.
LOOKS = ((390, "light"), (1280, "light"), (390, "dark"))


def look(page, axe, shoot, address, name):
    """The status does not matter here, but our own 4xx pages make the browser complain, so they are asked for apart."""
    page.goto(address)
    shoot(page, name)
    assert axe(page) == [], address
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], (
        f"{address} is too wide"
    )


@pytest.fixture(params=LOOKS, ids=lambda p: f"{p[0]}-{p[1]}")
def visitor(request, new_page):
    width, scheme = request.param
    page = new_page(width=width, color_scheme=scheme)
    page.look_name = f"{width}-{scheme}"
    return page


def first_link(page, site, start, pattern):
    page.goto(f"{site.url}{start}")
    return page.locator("a").filter(has_text=re.compile(pattern)).first.get_attribute("href")


def test_pages_of_visitors(sample_site, visitor, axe, shoot):
    workshop = first_link(visitor, sample_site, "/workshops/", "Working therapeutically")
    book = first_link(visitor, sample_site, workshop, "Book a place")
    wait = first_link(visitor, sample_site, workshop, "Join the waiting list")
    presenter = first_link(visitor, sample_site, workshop, "All by")
    for path in (*VISITOR_PAGES[:8], workshop, book, wait, presenter, *VISITOR_PAGES[9:]):
        look(visitor, axe, shoot, f"{sample_site.url}{path}", f"{visitor.look_name} visitor {path}")


def test_pages_of_an_attendee(sample_site, visitor, axe, shoot, sign_in):
    sign_in(visitor, "priya@lectern.example")
    booking = first_link(visitor, sample_site, "/my/", "See or cancel")
    certificate = visitor.locator("a[href*='/verify/LEC']").first.get_attribute("href")
    name = certificate.replace("/verify/", "/certificates/") + "name/"
    for path in (*OWN_PAGES, booking, f"{booking}cancel/", certificate, name):
        look(visitor, axe, shoot, f"{sample_site.url}{path}", f"{visitor.look_name} attendee {path}")


@pytest.mark.parametrize("path", ["/nowhere/", "/verify/LEC-2026-00000-00000/", "/bookings/ZZZZ-ZZZZ/"])
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_for_what_is_not_there(sample_site, chromium, axe, shoot, path, width):
    page = chromium.new_page(viewport={"width": width, "height": 844})
    look(page, axe, shoot, f"{sample_site.url}{path}", f"{width} missing {path}")
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_form_with_mistakes(sample_site, chromium, axe, shoot, width):
    page = chromium.new_page(viewport={"width": width, "height": 844})
    book = first_link(page, sample_site, first_link(page, sample_site, "/workshops/", "Supervising"), "Book a place")
    page.goto(f"{sample_site.url}{book}")
    page.get_by_role("button", name=re.compile("Hold")).locator("visible=true").first.click()
    shoot(page, f"{width} form with mistakes")
    assert axe(page) == []
    page.close()


def test_every_control_can_be_reached_with_the_keyboard(sample_site, page):
    page.goto(f"{sample_site.url}/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text().startswith("Skip to")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_text_at_twice_its_size_fits_the_window(sample_site, new_page):
    """200 % zoom of a 1280 px window is a window of 640 px."""
    page = new_page(width=640)
    for path in ("/", "/workshops/"):
        page.goto(f"{sample_site.url}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_narrowest_phone_has_no_sideways_scrolling(sample_site, new_page):
    page = new_page(width=320)
    workshop = first_link(page, sample_site, "/workshops/", "Working therapeutically")
    for path in ("/", "/workshops/", workshop, "/accounts/login/", "/verify/"):
        page.goto(f"{sample_site.url}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
