"""A kept page is true to the last seat, and holds nothing of one person's."""

from datetime import timedelta

import pytest
from django.contrib import messages
from django.core.cache import caches
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.utils import timezone

from tests.factories import make_organiser, make_session, make_user
from tests.workshops.admin.clients import client_of
from tests.workshops.reading import text_of
from workshops.models import Session
from workshops.page_cache import cached_page, is_shareable
from workshops.services.seats import free_seats, take_seats


class Counting:
    """A view that counts how often it was drawn."""

    def __init__(self, answer=None):
        self.drawn = 0
        self.stamp = "one"
        self._answer = answer or (lambda request: HttpResponse(f"drawn {self.drawn}"))

    def __call__(self, request, **parts):
        self.drawn += 1
        return self._answer(request)

    def get(self, path="/page/", **options):
        view = cached_page(lambda **parts: self.stamp)(self)
        request = RequestFactory().get(path, **options)
        request.COOKIES.update(options.get("cookies", {}))
        return view(request)


def test_a_page_is_drawn_once_while_its_stamp_stays():
    page = Counting()

    answers = [page.get().content, page.get().content]

    assert answers == [b"drawn 1", b"drawn 1"]


def test_a_page_is_drawn_anew_when_its_stamp_changes():
    page = Counting()
    page.get()

    page.stamp = "two"

    assert page.get().content == b"drawn 2"


def test_a_page_that_changes_back_is_drawn_anew():
    page = Counting()
    page.get()
    page.stamp = "two"
    page.get()

    page.stamp = "one"

    assert page.get().content == b"drawn 3"


def test_pages_of_different_paths_are_kept_apart():
    page = Counting()
    page.get("/a/")

    assert page.get("/b/").content == b"drawn 2"


@pytest.mark.parametrize("cookie", ["sessionid", "messages"])
def test_a_visitor_with_a_personal_cookie_never_gets_a_kept_page(cookie):
    page = Counting()
    page.get()

    answer = page.get(cookies={cookie: "x"})

    assert answer.content == b"drawn 2"


@pytest.mark.parametrize("cookie", ["sessionid", "messages"])
def test_a_visitor_with_a_personal_cookie_never_leaves_a_page_behind(cookie):
    page = Counting()

    page.get(cookies={cookie: "x"})

    assert caches["pages"].get("/page/") is None


def test_a_page_with_a_query_is_not_kept():
    page = Counting()

    page.get("/page/?utm=1")

    assert page.get("/page/?utm=1").content == b"drawn 2"


@pytest.mark.parametrize(("method", "shareable"), [("get", True), ("head", True), ("post", False)])
def test_only_reading_is_shared(method, shareable):
    assert is_shareable(getattr(RequestFactory(), method)("/page/")) is shareable


def test_an_answer_with_a_cookie_is_not_kept():
    def answer(request):
        response = HttpResponse("yours")
        response.set_cookie("taste", "sweet")
        return response

    page = Counting(answer)
    page.get()
    page.get()

    assert page.drawn == 2


def test_an_answer_with_a_form_key_is_not_kept():
    page = Counting(lambda request: HttpResponse(get_token(request)))

    first, second = page.get().content, page.get().content

    assert first != second


@pytest.mark.parametrize("status", [302, 404, 500])
def test_only_a_good_answer_is_kept(status):
    page = Counting(lambda request: HttpResponse(status=status))
    page.get()
    page.get()

    assert page.drawn == 2


def test_every_answer_says_that_it_must_be_asked_for_again():
    page = Counting()

    shared, personal = page.get(), page.get(cookies={"sessionid": "x"})

    for answer in (shared, personal):
        assert answer["Cache-Control"] == "private, no-cache"
        assert answer["Vary"] == "Cookie"


def test_a_browser_that_has_the_page_gets_304():
    page = Counting()
    etag = page.get()["ETag"]

    answer = page.get(HTTP_IF_NONE_MATCH=etag)

    assert (answer.status_code, answer.content) == (304, b"")


def test_a_browser_that_has_an_old_page_gets_the_new_one():
    page = Counting()
    etag = page.get()["ETag"]
    page.stamp = "two"

    answer = page.get(HTTP_IF_NONE_MATCH=etag)

    assert (answer.status_code, answer.content) == (200, b"drawn 2")


@pytest.fixture
def session(db):
    return make_session(capacity=20, places_taken=16, price_pence=9500)


def seats_shown(client, session):
    text = text_of(client.get(session.workshop.get_absolute_url()))
    return text.split("Seats ")[1].split(" left")[0]


@pytest.mark.django_db
def test_a_seat_sold_shows_at_once(client, session):
    before = seats_shown(client, session)

    take_seats(session_id=session.pk, quantity=1)

    assert (before, seats_shown(client, session)) == ("4", "3")


@pytest.mark.django_db
def test_a_seat_given_back_shows_at_once(client, session):
    take_seats(session_id=session.pk, quantity=1)
    before = seats_shown(client, session)

    free_seats(session_id=session.pk, quantity=1)

    assert (before, seats_shown(client, session)) == ("3", "4")


@pytest.mark.django_db
def test_a_seat_sold_shows_on_the_first_page_at_once(client, session):
    client.get("/")

    take_seats(session_id=session.pk, quantity=1)

    assert "3 seats left" in text_of(client.get("/"))


@pytest.mark.django_db
def test_a_seat_that_moves_between_two_sessions_shows_at_once(client, session):
    other = make_session(workshop=session.workshop, starts_in=timedelta(days=40), places_taken=10)
    client.get(session.workshop.get_absolute_url())

    free_seats(session_id=other.pk, quantity=1)
    take_seats(session_id=session.pk, quantity=1)

    text = text_of(client.get(session.workshop.get_absolute_url()))
    assert "Seats 3 left of 20" in text
    assert "Seats 11 left of 20" in text


@pytest.mark.django_db
def test_a_signed_in_person_sees_their_own_page_and_leaves_none_behind(client, session):
    path = session.workshop.get_absolute_url()

    own = client_of(make_user()).get(path)

    assert "My page" in text_of(own)
    assert caches["pages"].get(path) is None
    assert "Sign in" in text_of(client.get(path))


@pytest.mark.django_db
def test_a_signed_in_person_does_not_get_the_kept_page(client, session):
    path = session.workshop.get_absolute_url()
    client.get(path)

    own = client_of(make_organiser()).get(path)

    assert "Organisers" in text_of(own)
    assert "csrfmiddlewaretoken" in own.content.decode()


@pytest.mark.django_db
def test_a_message_is_shown_once_and_never_kept(session, settings):
    visitor, path = Client(), session.workshop.get_absolute_url()
    request = RequestFactory().get("/")
    request.session = {}
    response = HttpResponse()
    storage = messages.storage.cookie.CookieStorage(request)
    storage.add(messages.SUCCESS, "You are on the waiting list.")
    storage.update(response)
    visitor.cookies["messages"] = response.cookies["messages"].value

    first, second, other = visitor.get(path), visitor.get(path), Client().get(path)

    said = ["You are on the waiting list." in text_of(answer) for answer in (first, second, other)]
    assert said == [True, False, False]


@pytest.mark.django_db
def test_a_kept_page_costs_one_query(client, session, django_assert_num_queries):
    client.get(session.workshop.get_absolute_url())

    with django_assert_num_queries(1):
        client.get(session.workshop.get_absolute_url())


@pytest.mark.django_db
def test_the_kept_first_page_costs_one_query(client, session, django_assert_num_queries):
    client.get("/")

    with django_assert_num_queries(1):
        client.get("/")


@pytest.mark.django_db
def test_a_booking_window_that_closes_shows_within_the_minute(client, session, monkeypatch):
    path = session.workshop.get_absolute_url()
    Session.objects.filter(pk=session.pk).update(booking_closes_at=timezone.now() + timedelta(minutes=2))
    before = text_of(client.get(path))
    later = timezone.now() + timedelta(minutes=3)

    monkeypatch.setattr("time.time", later.timestamp)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)

    assert "Book a place" in before
    assert "Booking for this date has closed." in text_of(client.get(path))
