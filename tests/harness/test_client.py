"""The test client is as strict as the policy that browsers are told."""

import pytest
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import override_settings
from django.urls import path

from tests.harness.client import refuse_inline
from tests.harness.inline import inline_parts

done = []


def page(request):
    transaction.on_commit(lambda: done.append("after the commit"))
    return HttpResponse(request.GET.get("html", "<p>Hello</p>"))


urlpatterns = [path("page/", page), path("admin/page/", page)]


@pytest.fixture
def here():
    done.clear()
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.mark.django_db
def test_client_runs_what_waits_for_the_commit(client, here):
    client.get("/page/")

    assert done == ["after the commit"]


@pytest.mark.django_db
def test_client_fails_on_inline_style(client, here):
    with pytest.raises(AssertionError, match="Inline style or script in /page/: \\['style on <p>'\\]"):
        client.get("/page/", {"html": '<p style="color: red">'})


@pytest.mark.django_db
def test_client_leaves_the_admin_alone(client, here):
    assert client.get("/admin/page/", {"html": '<p style="color: red">'}).status_code == 200


@pytest.mark.django_db
def test_committed_runs_hooks_when_its_block_ends(committed):
    done.clear()

    with committed():
        transaction.on_commit(lambda: done.append("later"))
        assert done == []

    assert done == ["later"]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<style>p {}</style>", ["<style>"]),
        ("<script>run()</script>", ["<script>"]),
        ('<script src="/a.js"></script>', []),
        ('<script type="application/ld+json">{}</script>', []),
        ('<p onclick="run()">', ["onclick on <p>"]),
        ('<a href=" JavaScript:run()">', ["javascript: in href on <a>"]),
        ('<a href="/style=">', []),
    ],
)
def test_inline_parts_are_found(html, found):
    assert inline_parts(html) == found


def test_files_and_streams_are_no_pages():
    refuse_inline("/", HttpResponse("<style>", content_type="text/plain"))
    refuse_inline("/", StreamingHttpResponse(["<style>"]))
