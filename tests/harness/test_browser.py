"""Chromium starts, sees, and tells accessible pages from others."""

import asyncio
import os

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from tests.factories import make_user

pytestmark = pytest.mark.browser

GOOD = (
    '<!doctype html><html lang="en-GB"><head><title>Workshops</title></head>'
    '<body><main><h1>Workshops</h1><p><a href="/a/">Shame in the room</a></p></main></body></html>'
)


def test_accessible_page_has_no_violation(page, axe):
    page.set_content(GOOD)

    assert axe(page, best_practice=True) == []


def test_picture_without_words_is_a_violation(page, axe):
    page.set_content(GOOD.replace("</main>", '<img src="data:,"></main>'))

    assert axe(page) == ["image-alt: Images must have alternative text at img"]


def test_picture_is_taken(page, shoot):
    page.set_content(GOOD)

    assert shoot(page, "Harness: a page").name == "harness-a-page.png"


@pytest.mark.django_db
def test_rows_of_the_test_are_seen_beside_the_browser(page):
    page.set_content(GOOD)
    make_user()

    assert get_user_model().objects.count() == 1
    assert connection.in_atomic_block


@pytest.mark.django_db
def test_rows_of_another_browser_test_are_gone(page):
    make_user()

    assert get_user_model().objects.count() == 1


def test_page_may_be_as_narrow_as_a_telephone(new_page):
    assert new_page(width=390).evaluate("window.innerWidth") == 390


@pytest.mark.django_db
def test_other_tests_find_no_event_loop_left(request):
    with pytest.raises(RuntimeError, match="no running event loop"):
        asyncio.get_running_loop()

    assert "DJANGO_ALLOW_ASYNC_UNSAFE" not in os.environ
    assert get_user_model().objects.count() == 0
