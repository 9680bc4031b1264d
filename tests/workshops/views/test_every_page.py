"""What holds for every public page, whatever stands on it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import make_organiser, make_presenter, make_provider, make_session, make_user, make_workshop
from tests.workshops.admin.clients import client_of
from tests.workshops.reading import elements_of, text_of

pytestmark = pytest.mark.django_db

PATHS = [
    "/",
    "/workshops/",
    "/workshops/?first_day=soon",
    "/workshops/?q=zebra",
    "/workshops/endings/",
    "/presenters/ruth/",
    "/help/",
    "/accessibility/",
    "/privacy/",
    "/no-such-page/",
]
FILES = ["/calendar.ics", "/workshops/endings/calendar.ics", "/sitemap.xml", "/robots.txt", "/healthz/"]


@pytest.fixture(autouse=True)
def _something_to_show():
    make_session(workshop=make_workshop(slug="endings", presenters=[make_presenter(slug="ruth")]), price_pence=9500)


@pytest.mark.parametrize("path", PATHS + FILES)
def test_a_visitor_gets_no_cookie(client, path):
    response = client.get(path)

    assert not response.cookies
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize("who", ["visitor", "attendee", "organiser"])
@pytest.mark.parametrize("path", PATHS)
def test_no_script_or_style_stands_in_the_page(path, who):
    client = {
        "visitor": Client,
        "attendee": lambda: client_of(make_user()),
        "organiser": lambda: client_of(make_organiser()),
    }

    response = client[who]().get(path)

    page = response.content.decode()
    assert [script["type"] for script in elements_of(response, "script")] in ([], ["application/ld+json"])
    assert elements_of(response, "style") == []
    assert not re.search(r"<[^>]+\s(style|on[a-z]+)\s*=", page)
    assert "javascript:" not in page


@pytest.mark.parametrize("path", PATHS)
def test_a_page_has_one_heading_a_title_a_description_and_a_way_past_the_masthead(client, path):
    response = client.get(path)

    assert len(elements_of(response, "h1")) == 1
    assert [main["id"] for main in elements_of(response, "main")] == ["main"]
    assert elements_of(response, "html") == [{"lang": "en-GB"}]
    assert elements_of(response, "a")[0]["href"] == "#main"
    assert all(meta["content"] for meta in elements_of(response, "meta") if meta.get("name") == "description")


@pytest.mark.parametrize("path", ["/", "/workshops/", "/presenters/ruth/"])
@pytest.mark.parametrize(("number", "times"), [("GB123456789", 1), ("", 0)])
def test_a_list_with_prices_says_once_that_they_include_vat(client, path, number, times):
    make_provider(vat_number=number)

    assert text_of(client.get(path)).count("Prices include VAT.") == times


@pytest.mark.parametrize("path", PATHS)
def test_no_id_stands_twice(client, path):
    page = client.get(path).content.decode()

    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("path", PATHS)
def test_no_part_of_a_template_shows(client, path):
    page = client.get(path).content.decode()

    assert [mark for mark in ("{%", "{{", "None", "{#") if mark in page] == []


@pytest.mark.parametrize(
    ("who", "shown", "hidden"),
    [
        ("visitor", ["Sign in"], ["My page", "Organisers"]),
        ("attendee", ["My page"], ["Sign in", "Organisers"]),
        ("organiser", ["My page", "Organisers"], ["Sign in"]),
    ],
)
def test_the_masthead_follows_who_is_there(who, shown, hidden):
    client = {
        "visitor": Client,
        "attendee": lambda: client_of(make_user()),
        "organiser": lambda: client_of(make_organiser()),
    }

    text = text_of(client[who]().get("/help/"))

    assert [word in text for word in shown + hidden] == [True] * len(shown) + [False] * len(hidden)


def test_every_style_sheet_is_linked_once_and_is_there(client):
    sheets = [link["href"] for link in elements_of(client.get("/"), "link") if link["rel"] == "stylesheet"]

    folder = Path(settings.BASE_DIR) / "static" / "css"
    assert Path(sheets[0]).name == "variables.css"
    assert sorted(Path(sheet).name for sheet in sheets) == sorted(file.name for file in folder.glob("*.css"))


def test_every_font_that_a_style_sheet_names_is_there():
    static = Path(settings.BASE_DIR) / "static"

    named = set(re.findall(r'url\("\.\./(fonts/[^"]+)"\)', (static / "css" / "variables.css").read_text()))

    assert named == {f"fonts/{file.name}" for file in (static / "fonts").glob("*.woff2")}
