"""The forms of accounts: every refusal is a plain sentence, and no box repeats its label."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache

from attendees.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def wrongs_and_placeholders(answer):
    page = answer.content.decode()
    return re.findall(r'<p><a href="#[^"]*">([^<]*)</a></p>', page), page.count("placeholder=")


def test_empty_sign_up_says_what_is_missing_field_by_field(client):
    answer = client.post("/accounts/signup/", {})

    assert wrongs_and_placeholders(answer) == (
        [
            "Enter your full name, as your certificate should print it.",
            "Enter your email address.",
            "Choose a password.",
        ],
        0,
    )


@pytest.mark.parametrize(
    ("path", "sentences"),
    [
        ("login", ["Enter your email address.", "Enter your password."]),
        ("login/code", ["Enter your email address."]),
        ("password/reset", ["Enter your email address."]),
    ],
)
def test_empty_form_says_what_is_missing(client, path, sentences):
    assert wrongs_and_placeholders(client.post(f"/accounts/{path}/", {})) == (sentences, 0)


def test_half_an_address_is_refused_with_an_example(client):
    answer = client.post("/accounts/login/code/", {"email": "priya@"})

    assert wrongs_and_placeholders(answer)[0] == ["Write the whole email address, such as name@example.org."]


def test_empty_password_change_says_what_is_missing(client):
    client.force_login(make_user(password=PASSWORD))

    answer = client.post("/accounts/password/change/", {})

    assert wrongs_and_placeholders(answer) == (
        ["Enter the password you have now.", "Choose a password.", "Type the new password once more."],
        0,
    )


@pytest.mark.parametrize(("length", "accounts"), [(9, 0), (10, 1)])
def test_password_hint_tells_the_truth(client, length, accounts):
    hint = client.get("/accounts/signup/").content.decode().count("At least 10 characters.")

    client.post("/accounts/signup/", {"name": "Priya", "email": "p@example.org", "password1": "qzmwxnecrv"[:length]})

    assert hint == 1
    assert User.objects.count() == accounts


def test_wrong_second_factor_is_refused_in_words(client):
    user = make_user("priya@example.org", password=PASSWORD)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.post("/accounts/login/", {"login": "priya@example.org", "password": PASSWORD})

    answer = client.post("/accounts/2fa/authenticate/", {"code": "000"})

    assert wrongs_and_placeholders(answer) == (["This is not the code we expect. Check it and type it again."], 0)
