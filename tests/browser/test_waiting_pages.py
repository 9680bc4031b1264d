"""axe on the pages of those who wait, on a phone and on a desk."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.processes]

# A full session with someone who waits, and one with an offer that is out and one that has ended.
SCENE = """
from attendees.links import booking_link, leave_link
from attendees.services.offers import decline_offer
from tests.factories_waiting import make_full_session, make_offer, make_waiting
full = make_full_session(capacity=3, price_pence=9500)
ended = make_offer(quantity=2)
decline_offer(booking_id=ended.pk, by="booker")
print(f"/sessions/{full.pk}/wait/")
print(leave_link(make_waiting(full, quantity=2)))
print(booking_link(make_offer(quantity=3, price_pence=9500)))
print(booking_link(ended))
"""
NAMES = ("wait", "leave", "offer", "offer over")


@pytest.fixture(scope="module")
def paths(sample_site):
    return dict(zip(NAMES, sample_site.shell(SCENE).splitlines(), strict=True))


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_of_those_who_wait(sample_site, paths, new_page, axe, shoot, width):
    page = new_page(width=width)
    for name, path in paths.items():
        page.goto(f"{sample_site.url}{path}")
        shoot(page, f"{width} {name}")
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
