"""Short pages about the site, and what search engines read."""

import pytest

from tests.factories import make_presenter, make_provider, make_workshop
from tests.workshops.reading import links_of, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "title"),
    [("/help/", "Help with a booking"), ("/accessibility/", "Accessibility"), ("/privacy/", "Privacy")],
)
def test_a_page_works_and_names_the_provider(client, path, title):
    make_provider(name="Alder Training", email="office@alder.example", phone="0191 496 0123", address="1 Lane")

    response = client.get(path)

    assert response.status_code == 200
    assert title in text_of(response)
    assert "Write to us Alder Training 1 Lane 0191 496 0123 office@alder.example" in text_of(response)
    assert "mailto:office@alder.example" in links_of(response)


@pytest.mark.parametrize("path", ["/help/", "/accessibility/", "/privacy/"])
def test_a_page_says_so_while_no_contact_is_entered(client, path):
    response = client.get(path)

    assert "Lectern has not given an address here yet." in text_of(response)


def test_privacy_says_how_attendance_is_recorded_and_for_how_long(client, settings):
    settings.LECTERN_REPORT_DAYS, settings.LECTERN_NEEDS_DAYS = 21, 5

    text = text_of(client.get("/privacy/"))

    for words in (
        "How we record attendance",
        "the report that the meeting service makes, and from your own joining page",
        "scanned at the door",
        "Reports of meetings are kept encrypted for 21 days at the most, and then deleted.",
        "Telephone numbers in them are never shown to anyone.",
        "It is deleted 5 days after the session, and at once when you withdraw it",
    ):
        assert words in text


def test_help_tells_the_provider_s_own_rules(client):
    make_provider(hold_minutes=45, cancellation_days=7)

    text = text_of(client.get("/help/"))

    assert "we hold your seat for 45 minutes" in text
    assert "Until 7 days before the session we refund the whole price." in text


def test_help_names_the_refund_in_part_where_there_is_one(client):
    make_provider(cancellation_days=14, partial_days=7, partial_percent=30)

    assert (
        "Until 14 days before the session we refund the whole price, and until 7 days before it 30% of it. After that"
    ) in text_of(client.get("/help/"))


def test_robots_keep_out_of_what_belongs_to_one_person(client):
    response = client.get("/robots.txt")

    lines = response.content.decode().splitlines()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert {"/my/", "/bookings/", "/places/", "/door/", "/admin/", "/verify/", "/accounts/"} <= {
        line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")
    }
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def addresses(response):
    return [part.split("</loc>")[0] for part in response.content.decode().split("<loc>")[1:]]


def test_the_sitemap_has_every_public_page(client):
    make_workshop(slug="endings", presenters=[make_presenter(slug="ruth")])

    response = client.get("/sitemap.xml")

    assert response["Content-Type"] == "application/xml"
    assert addresses(response) == [
        f"http://testserver{path}"
        for path in (
            "/",
            "/workshops/",
            "/verify/",
            "/help/",
            "/accessibility/",
            "/privacy/",
            "/workshops/endings/",
            "/presenters/ruth/",
        )
    ]


def test_the_sitemap_leaves_out_drafts_and_their_presenters(client):
    make_workshop(slug="hidden", state="draft", published_at=None, presenters=[make_presenter(slug="nobody")])

    assert not [
        address for address in addresses(client.get("/sitemap.xml")) if "hidden" in address or "nobody" in address
    ]


def test_the_sitemap_uses_the_site_s_address_whatever_host_was_asked(client, settings):
    settings.SITE_URL = "https://cpd.example.org"

    assert addresses(client.get("/sitemap.xml", headers={"host": "localhost"}))[0] == "https://cpd.example.org/"


def test_the_sitemap_says_when_a_workshop_changed(client):
    workshop = make_workshop()

    assert f"<lastmod>{workshop.updated_at:%Y-%m-%d}</lastmod>" in client.get("/sitemap.xml").content.decode()
