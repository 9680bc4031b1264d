"""The hosted payment page, as a browser without scripts meets it."""

import threading
from html.parser import HTMLParser

import pytest

from tests.sandbox.conftest import fetch, order


class Forms(HTMLParser):
    """Collects what a page offers: form actions with their button, headings, inputs."""

    def __init__(self, text):
        super().__init__()
        self.actions, self.methods, self.tags, self.words = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "form":
            self.actions.append(dict(attrs)["action"])
            self.methods.append(dict(attrs)["method"])

    def handle_data(self, data):
        if data.strip():
            self.words.append(data.strip())


@pytest.fixture
def page(open_session):
    return open_session.url


def press(url, button):
    return fetch(f"{url}/{button}", data=b"")


def location(session):
    return f"http://lectern.test/bookings/B7/?session={session.id}"


def test_page_shows_what_is_paid_and_three_buttons(page, open_session):
    status, headers, text = fetch(page)

    forms = Forms(text)
    path = f"/c/pay/{open_session.id}"
    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert forms.actions == [f"{path}/pay", f"{path}/decline", f"{path}/cancel"]
    assert forms.methods == ["post"] * 3
    for words in (
        "Test payment page: no card is charged",
        "Working with Grief: early bird",
        "£45.00",
        "ada@example.org",
    ):
        assert words in forms.words


def test_page_needs_no_script_and_no_inline_style(page):
    _, headers, text = fetch(page)

    assert "script" not in Forms(text).tags
    assert "style" not in Forms(text).tags
    assert " style=" not in text
    assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "kind"), [("/static/pay.css", "text/css; charset=utf-8"), ("/static/pay.svg", "image/svg+xml")]
)
def test_static_file_is_served(sandbox, path, kind):
    status, headers, text = fetch(sandbox.url + path)

    assert (status, headers["Content-Type"]) == (200, kind)
    assert text


@pytest.mark.parametrize("path", ["/static/../page.py", "/static/other.css", "/", "/favicon.ico"])
def test_other_files_are_not_served(sandbox, path):
    assert fetch(sandbox.url + path)[0] == 404


def test_page_escapes_what_it_is_given(api):
    line = order()["line_items"][0]
    line["price_data"]["product_data"]["name"] = "<b>Bold</b> & co"
    session = api.checkout.sessions.create(params=order(line_items=[line]))

    text = fetch(session.url)[2]

    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; co" in text
    assert "<b>" not in text


def test_page_asks_for_an_email_where_none_was_given(api, sandbox):
    params = order()
    del params["customer_email"]
    session = api.checkout.sessions.create(params=params)

    assert "input" in Forms(fetch(session.url)[2]).tags
    fetch(f"{session.url}/pay", data=b"email=ada%40example.org")

    assert api.checkout.sessions.retrieve(session.id).customer_details.email == "ada@example.org"


def test_pay_redirects_to_the_success_address_with_the_session(page, api, open_session):
    status, headers, _ = press(page, "pay")

    assert (status, headers["Location"]) == (303, location(open_session))
    assert api.checkout.sessions.retrieve(open_session.id).payment_status == "paid"


def test_pay_fills_in_a_placeholder_that_came_encoded(api):
    url = "http://lectern.test/ok/?session=%7BCHECKOUT_SESSION_ID%7D"
    session = api.checkout.sessions.create(params=order(success_url=url))

    headers = press(session.url, "pay")[1]

    assert headers["Location"] == f"http://lectern.test/ok/?session={session.id}"


def test_pay_in_two_tabs_charges_once_and_redirects_the_same(page, api, open_session):
    together = threading.Barrier(4)
    answers = []

    def tab():
        together.wait()
        status, headers, _ = press(page, "pay")
        answers.append((status, headers["Location"]))

    tabs = [threading.Thread(target=tab) for _ in range(4)]
    for one in tabs:
        one.start()
    for one in tabs:
        one.join()

    assert answers == [(303, location(open_session))] * 4
    assert len(api.charges.list().data) == 1


def test_decline_shows_the_page_again_with_the_reason(page, sandbox, open_session):
    status, _, text = press(page, "decline")

    assert status == 200
    assert "Your card was declined." in Forms(text).words
    assert f"/c/pay/{open_session.id}/pay" in Forms(text).actions
    assert sandbox.events()[-1]["type"] == "payment_intent.payment_failed"


def test_cancel_redirects_and_leaves_the_session_open(page, api, open_session):
    status, headers, _ = press(page, "cancel")

    assert (status, headers["Location"]) == (303, "http://lectern.test/bookings/B7/")
    assert api.checkout.sessions.retrieve(open_session.id).status == "open"


def test_cancel_without_an_address_shows_the_page_again(api):
    params = order()
    del params["cancel_url"]
    session = api.checkout.sessions.create(params=params)

    assert press(session.url, "cancel")[0] == 200


@pytest.mark.parametrize("button", ["decline", "cancel"])
def test_button_after_payment_says_that_it_is_paid(page, sandbox, open_session, button):
    sandbox.pay(open_session.id)

    status, _, text = press(page, button)

    assert status == 200
    assert "You are all done here" in Forms(text).words
    assert len(sandbox.events()) == 3


def test_page_of_a_paid_session_leads_back(page, sandbox, open_session):
    sandbox.pay(open_session.id)

    text = fetch(page)[2]

    assert "You are all done here" in Forms(text).words
    assert Forms(text).actions == []
    assert f'href="{location(open_session)}"' in text


@pytest.mark.parametrize("button", ["pay", "decline", "cancel"])
def test_button_on_an_expired_session_says_so(page, api, sandbox, open_session, button):
    sandbox.expire(open_session.id)

    status, _, text = press(page, button)

    assert status == 200
    assert "This page has expired" in Forms(text).words
    assert api.charges.list().data == []


def test_page_expires_with_the_clock(page, sandbox):
    sandbox.shift_clock(24 * 3600)

    assert "This page has expired" in Forms(fetch(page)[2]).words


@pytest.mark.parametrize("path", ["/c/pay/cs_test_unknown", "/c/pay/", "/c/pay/cs_test_unknown/refund"])
def test_page_of_an_unknown_session_is_not_found(sandbox, path):
    status, _, text = fetch(sandbox.url + path)

    assert status == 404
    assert "Page not found" in Forms(text).words
