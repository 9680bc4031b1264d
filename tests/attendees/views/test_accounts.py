"""Accounts: email is the only identifier, sign-in by code or password, and a second factor for organisers."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache

from attendees.models import OutboxMessage, User
from tests.factories import make_booking, make_organiser, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def code():
    """The code in the newest message."""
    text = OutboxMessage.objects.latest("pk").text
    return re.search(r"^\s*([A-Z0-9-]{6,12})\s*$", text, re.MULTILINE)[1]


def sign_up(client, email="priya@example.org"):
    return client.post("/accounts/signup/", {"name": "Priya Nair", "email": email, "password1": PASSWORD})


@pytest.mark.parametrize("path", ["login", "signup", "login/code", "password/reset"])
def test_it_works(client, path):
    assert client.get(f"/accounts/{path}/").status_code == 200


@pytest.mark.parametrize("path", ["email", "password/change", "2fa", "logout"])
def test_own_pages_work(client, path):
    client.force_login(make_user())

    assert client.get(f"/accounts/{path}/", follow=True).status_code == 200


def test_signing_up_asks_for_the_address_to_be_confirmed(client):
    answer = sign_up(client)

    user = User.objects.get()
    assert (user.email, user.name) == ("priya@example.org", "Priya Nair")
    assert answer["Location"] == "/accounts/confirm-email/"
    assert not EmailAddress.objects.get().verified
    assert client.get("/my/").status_code == 302


def test_bookings_join_the_account_once_the_code_is_typed_and_not_before(client):
    booking = make_booking(email="priya@example.org")
    sign_up(client)
    booking.refresh_from_db()
    before = booking.user

    client.post("/accounts/confirm-email/", {"code": code()})

    booking.refresh_from_db()
    assert (before, booking.user) == (None, User.objects.get())
    assert client.get("/my/").status_code == 200


def test_wrong_code_confirms_nothing(client):
    sign_up(client)

    client.post("/accounts/confirm-email/", {"code": "AAAAAA"})

    assert not EmailAddress.objects.get().verified


def test_signing_up_with_a_known_address_tells_a_stranger_nothing(client):
    make_user("priya@example.org")

    answer = sign_up(client)

    assert (answer["Location"], User.objects.count()) == ("/accounts/confirm-email/", 1)


def test_weak_password_is_refused_with_a_sentence_and_the_name_is_kept(client):
    answer = client.post("/accounts/signup/", {"name": "Priya Nair", "email": "p@example.org", "password1": "short"})

    page = answer.content.decode()
    assert ("too short" in page, "Priya Nair" in page, User.objects.count()) == (True, True, 0)


def test_changed_password_is_announced_by_email(client):
    client.force_login(make_user(password=PASSWORD))
    new = {"oldpassword": PASSWORD, "password1": "another horse entirely", "password2": "another horse entirely"}

    client.post("/accounts/password/change/", new)

    assert OutboxMessage.objects.get().subject.startswith("Your password was changed")


def test_confirmation_code_can_be_sent_again_and_the_newer_one_counts(client):
    sign_up(client)
    first = code()
    cache.clear()

    client.post("/accounts/confirm-email/", {"action": "resend"})
    second = code()
    client.post("/accounts/confirm-email/", {"code": second})

    assert (first == second, EmailAddress.objects.get().verified) == (False, True)


def test_older_confirmation_code_no_longer_counts(client):
    sign_up(client)
    first = code()
    cache.clear()

    client.post("/accounts/confirm-email/", {"action": "resend"})
    client.post("/accounts/confirm-email/", {"code": first})

    assert not EmailAddress.objects.get().verified


def test_sign_in_code_can_be_sent_again(client):
    make_user("priya@example.org")
    client.post("/accounts/login/code/", {"email": "priya@example.org"})

    client.post("/accounts/login/code/confirm/", {"action": "resend"})
    client.post("/accounts/login/code/confirm/", {"code": code()})

    assert OutboxMessage.objects.count() == 2
    assert client.get("/my/").status_code == 200


def test_used_or_made_up_link_to_a_new_password_is_refused_in_words(client):
    page = client.get("/accounts/password/reset/key/1-made-up/").content.decode()

    assert (page.count("<h1>This link no longer works</h1>"), page.count("Ask for a new link")) == (1, 1)


def test_link_to_a_new_password_works(client):
    make_user("priya@example.org")
    client.post("/accounts/password/reset/", {"email": "priya@example.org"})
    link = re.search(r"/accounts/password/reset/key/\S+", OutboxMessage.objects.get().text)[0]

    form = client.get(link, follow=True)
    new = {"password1": "another horse entirely", "password2": "another horse entirely"}
    client.post(form.redirect_chain[-1][0], new)

    assert User.objects.get().check_password("another horse entirely")


def test_second_address_can_be_added_made_the_main_one_and_the_first_removed(client):
    user = make_user("priya@example.org", password=PASSWORD)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})

    client.post("/accounts/email/", {"action_add": "", "email": "work@example.org"})
    client.post("/accounts/confirm-email/", {"code": code()})
    client.post("/accounts/email/", {"action_primary": "", "email": "work@example.org"})
    both = client.get("/accounts/email/").content.decode()
    client.post("/accounts/email/", {"action_remove": "", "email": "priya@example.org"})

    assert both.count('name="action_primary"') == both.count('name="action_remove"') == 1
    assert [(one.email, one.primary) for one in EmailAddress.objects.all()] == [("work@example.org", True)]


@pytest.mark.parametrize("path", ["", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/"])
def test_pages_of_the_second_step_work_without_a_script(client, path):
    user = make_user("priya@example.org", password=PASSWORD)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    client.force_login(user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    answer = client.get(f"/accounts/2fa/{path}")

    assert (answer.status_code, answer.content.decode().count("<script")) == (200, 0)


def test_sign_in_by_password(client):
    make_user("priya@example.org", password=PASSWORD)

    answer = client.post("/accounts/login/", {"login": "Priya@Example.org", "password": PASSWORD})

    assert answer["Location"] == "/my/"


def test_wrong_password_is_refused(client):
    make_user("priya@example.org", password=PASSWORD)

    answer = client.post("/accounts/login/", {"login": "priya@example.org", "password": "wrong"})

    assert (answer.status_code, "_auth_user_id" in client.session) == (200, False)
    assert "This email address and password do not match." in answer.content.decode()


def test_sign_in_by_code(client):
    make_user("priya@example.org")

    client.post("/accounts/login/code/", {"email": "priya@example.org"})
    client.post("/accounts/login/code/confirm/", {"code": code()})

    assert client.get("/my/").status_code == 200


def test_codes_are_secret_in_the_outbox(client):
    make_user("priya@example.org")

    client.post("/accounts/login/code/", {"email": "priya@example.org"})

    message = OutboxMessage.objects.get()
    assert (message.kind, message.secret, message.to) == ("account", True, "priya@example.org")


def test_asking_for_codes_is_slowed_down(client):
    make_user("priya@example.org")

    for _ in range(30):
        client.post("/accounts/login/code/", {"email": "priya@example.org"})

    assert OutboxMessage.objects.count() < 10


def test_password_can_be_reset(client):
    make_user("priya@example.org")

    client.post("/accounts/password/reset/", {"email": "priya@example.org"})

    assert "/accounts/password/reset/" in OutboxMessage.objects.get().text


def test_organisers_are_led_to_the_admin(client):
    make_organiser("office@alder.example", password=PASSWORD)

    answer = client.post("/accounts/login/", {"login": "office@alder.example", "password": PASSWORD})

    assert answer["Location"] == "/admin/"


def test_next_page_is_kept_through_sign_in(client):
    make_user("priya@example.org", password=PASSWORD)

    answer = client.post(
        "/accounts/login/", {"login": "priya@example.org", "password": PASSWORD, "next": "/sessions/1/book/"}
    )

    assert answer["Location"] == "/sessions/1/book/"


def test_next_page_cannot_lead_away(client):
    make_user("priya@example.org", password=PASSWORD)

    answer = client.post(
        "/accounts/login/", {"login": "priya@example.org", "password": PASSWORD, "next": "https://evil.example/"}
    )

    assert answer["Location"] == "/my/"


def test_organiser_without_second_factor_is_kept_out_of_the_admin_where_it_is_required(client, settings):
    settings.LECTERN_STAFF_NEED_SECOND_FACTOR = True
    client.force_login(make_organiser())

    assert client.get("/admin/")["Location"] == "/accounts/2fa/totp/activate/"


def test_organiser_with_second_factor_enters(client, settings):
    settings.LECTERN_STAFF_NEED_SECOND_FACTOR = True
    organiser = make_organiser()
    TOTP.activate(organiser, "JBSWY3DPEHPK3PXP")
    client.force_login(organiser)

    assert client.get("/admin/").status_code == 200


def test_password_alone_does_not_pass_a_second_factor(client):
    user = make_user("priya@example.org", password=PASSWORD)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")

    answer = client.post("/accounts/login/", {"login": "priya@example.org", "password": PASSWORD})

    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/my/").status_code == 302
    assert Authenticator.objects.count() == 1


def test_production_settings_require_the_second_factor():
    from config.settings import base

    assert base.LECTERN_STAFF_NEED_SECOND_FACTOR is True
