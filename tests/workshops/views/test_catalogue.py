"""The catalogue with its filters."""

from datetime import timedelta

import pytest

from tests.factories import make_presenter, make_session, make_workshop
from tests.workshops.reading import elements_of, links_of, text_of, titles_of

pytestmark = pytest.mark.django_db


def make(title, **fields):
    return make_session(workshop=make_workshop(title=title), **fields)


def test_it_works(client):
    make("Dated")
    make_workshop(title="Undated")

    response = client.get("/workshops/")

    assert response.status_code == 200
    assert titles_of(response) == ["Dated", "Undated"]
    assert "No date yet" in text_of(response)


def test_words_narrow_and_stay_in_the_field(client):
    make("Working with endings")
    make("Something else")

    response = client.get("/workshops/", {"q": "endings working"})

    assert titles_of(response) == ["Working with endings"]
    assert "1 found" in text_of(response)
    assert [field["value"] for field in elements_of(response, "input") if field["name"] == "q"] == ["endings working"]


def test_filters_are_folded_away_until_one_is_used(client):
    assert elements_of(client.get("/workshops/?q=x"), "details") == [{}]
    assert elements_of(client.get("/workshops/?price=free"), "details") == [{"open": None}]


def test_a_presenter_is_chosen_by_slug(client):
    ruth = make_presenter(name="Ruth", slug="ruth")
    make_session(workshop=make_workshop(title="By Ruth", presenters=[ruth]))
    make("By another")

    assert titles_of(client.get("/workshops/?presenter=ruth")) == ["By Ruth"]


def test_a_bad_filter_is_named_and_kept(client):
    make("Dated")

    response = client.get("/workshops/", {"first_day": "soon", "q": "dated"})

    assert response.status_code == 422
    assert "One thing to put right “soon” is not a day. Write it as 29/01/2027." in text_of(response)
    assert "#id_first_day" in links_of(response)
    fields = {field["name"]: field for field in elements_of(response, "input")}
    assert (fields["first_day"]["value"], fields["q"]["value"]) == ("soon", "dated")
    assert fields["first_day"]["aria-invalid"] == "true"
    assert fields["first_day"]["aria-describedby"] == "id_first_day_error"


def test_several_bad_filters_are_counted(client):
    response = client.get("/workshops/", {"first_day": "soon", "kind": "party"})

    assert "2 things to put right" in text_of(response)


def test_nothing_found_says_what_to_do(client):
    make("Dated")

    response = client.get("/workshops/?q=zebra")

    assert "Nothing found Nothing matches all of that." in text_of(response)
    assert titles_of(response) == []


def test_nothing_on_offer_says_so(client):
    assert "Nothing is on offer at present." in text_of(client.get("/workshops/"))


def test_pages_keep_the_filters(client):
    for number in range(21):
        make(f"Endings {number}", starts_in=timedelta(days=number + 1))

    first = client.get("/workshops/?q=endings")
    second = client.get("/workshops/?q=endings&page=2")

    assert (len(titles_of(first)), len(titles_of(second))) == (20, 1)
    assert "?q=endings&page=2" in links_of(first)
    assert "?q=endings&page=1" in links_of(second)
    assert "Page 2 of 2" in text_of(second)


@pytest.mark.parametrize("page", ["99", "0", "x", "-1", "1e9"])
def test_a_page_that_is_not_there_gives_the_nearest(client, page):
    make("Dated")

    response = client.get("/workshops/", {"page": page})

    assert (response.status_code, titles_of(response)) == (200, ["Dated"])


def test_search_results_are_not_for_search_engines(client):
    everything, found = client.get("/workshops/"), client.get("/workshops/?q=x")

    robots = [
        [meta for meta in elements_of(page, "meta") if meta.get("name") == "robots"] for page in (everything, found)
    ]
    assert robots == [[], [{"name": "robots", "content": "noindex"}]]


@pytest.mark.parametrize(
    "query",
    [
        *("q=%00", "q=" + "a+" * 50, "presenter=%27", "q=%F0%9F%98%80"),
        *("first_day=0000-00-00", "first_day=0001-01-01", "last_day=9999-12-31", "last_day=2100-12-31"),
    ],
)
def test_odd_queries_are_answered(client, query):
    assert client.get(f"/workshops/?{query}").status_code in {200, 422}


def test_hostile_words_stay_words(client):
    response = client.get("/workshops/", {"q": '"><script>alert(1)</script>'})

    assert elements_of(response, "script") == []


def test_queries_do_not_grow_with_entries(client, django_assert_num_queries):
    make("Dated")
    make_workshop(title="Undated")
    with django_assert_num_queries(13):
        client.get("/workshops/")

    for days in (1, 2):
        make("Dated", starts_in=timedelta(days=days))
        make_workshop(title="Undated")
    with django_assert_num_queries(13):
        client.get("/workshops/")
