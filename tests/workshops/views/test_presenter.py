"""One presenter's page."""

import pytest

from tests.factories import make_presenter, make_session, make_workshop
from tests.workshops.reading import elements_of, links_of, text_of, titles_of

pytestmark = pytest.mark.django_db


def test_it_works(client):
    ruth = make_presenter(
        name="Ruth Calder",
        slug="ruth",
        credentials="psychotherapist",
        biography="One.\n\nTwo.",
        website="https://ruth.example",
    )
    make_session(workshop=make_workshop(title="Dated", presenters=[ruth]))
    make_workshop(title="Undated", presenters=[ruth])
    make_session(workshop=make_workshop(title="By another"))

    response = client.get("/presenters/ruth/")

    assert response.status_code == 200
    assert titles_of(response) == ["Dated", "Undated"]
    assert "Presenter Ruth Calder Psychotherapist About RC One. Two. Ruth Calder’s own site" in text_of(response)
    assert "https://ruth.example" in links_of(response)


def test_a_presenter_of_drafts_is_not_there(client):
    make_workshop(presenters=[make_presenter(slug="hidden")], state="draft", published_at=None)

    assert client.get("/presenters/hidden/").status_code == 404


def test_an_unknown_presenter_is_404(client):
    assert client.get("/presenters/nobody/").status_code == 404


def test_a_presenter_without_a_biography_has_no_empty_part(client):
    make_workshop(presenters=[make_presenter(slug="ruth")])

    response = client.get("/presenters/ruth/")

    assert "About" not in text_of(response)


def test_hostile_words_stay_words(client):
    hostile = "<script>alert(1)</script>"
    presenter = make_presenter(name=hostile, slug="ruth", credentials=hostile, biography=hostile)
    make_workshop(presenters=[presenter])

    assert elements_of(client.get("/presenters/ruth/"), "script") == []


def test_queries_do_not_grow_with_sessions(client, django_assert_num_queries):
    ruth = make_presenter(slug="ruth")
    make_session(workshop=make_workshop(presenters=[ruth]))
    make_workshop(presenters=[ruth])
    with django_assert_num_queries(13):
        client.get("/presenters/ruth/")

    for _ in range(2):
        make_session(workshop=make_workshop(presenters=[ruth]))
        make_workshop(presenters=[ruth])
    with django_assert_num_queries(13):
        client.get("/presenters/ruth/")
