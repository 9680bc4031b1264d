"""Pages for what went wrong."""

import pytest
from django.test import Client, RequestFactory

from tests.factories import make_provider
from tests.workshops.reading import elements_of, links_of, text_of
from workshops.views import errors

pytestmark = pytest.mark.django_db


def request_by(user_class):
    request = RequestFactory().get("/")
    request.user = user_class()
    return request


@pytest.fixture
def request_of_a_visitor():
    from django.contrib.auth.models import AnonymousUser

    return request_by(AnonymousUser)


def test_not_found_offers_search_and_catalogue(client):
    make_provider(name="Alder Training")

    response = client.get("/no/such/page/")

    assert response.status_code == 404
    assert "This page is not here" in text_of(response)
    assert "Alder Training" in text_of(response)
    assert elements_of(response, "form")[0]["action"] == "/workshops/"
    assert "/workshops/" in links_of(response)


@pytest.mark.parametrize(
    ("view", "status", "heading"),
    [
        (errors.forbidden, 403, "You cannot open this page"),
        (errors.bad_request, 400, "We could not read that request"),
        (errors.csrf_failure, 403, "This form has expired"),
    ],
)
def test_each_refusal_says_what_to_do(request_of_a_visitor, view, status, heading):
    response = view(request_of_a_visitor)

    assert response.status_code == status
    assert heading in text_of(response)
    assert "/workshops/" in links_of(response)


def test_a_form_without_its_key_is_refused_in_words():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/accounts/login/", {"login": "a@example.org"})

    assert response.status_code == 403
    assert "Nothing was sent." in text_of(response)


def test_a_server_error_needs_no_database(request_of_a_visitor, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.server_error(request_of_a_visitor)

    assert response.status_code == 500
    assert "Something went wrong on our side" in text_of(response)
    assert elements_of(response, "script") == []


def test_a_server_error_needs_no_list_of_static_files(request_of_a_visitor, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }

    assert errors.server_error(request_of_a_visitor).status_code == 500
