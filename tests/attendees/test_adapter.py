"""Every email about an account names the provider, says what to do, and carries a page as well as plain text."""

import re
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from attendees.models import OutboxMessage
from tests.factories import make_user
from workshops.models import Provider

pytestmark = pytest.mark.django_db
CODE = "ABC-DEF"
LINK = "http://testserver/accounts/password/reset/key/1-abc/"
SIGNUP = "http://testserver/accounts/signup/"
MOMENT = timezone.datetime(2026, 3, 14, 10, 30, tzinfo=timezone.get_default_timezone())
HAPPENED = {"timestamp": MOMENT, "ip": "192.0.2.7", "user_agent": "Firefox & friends"}

WITH_A_CODE = {
    "account/email/login_code": "Your sign-in code for Alder & Sons",
    "account/email/email_confirmation": "Confirm your email address for Alder & Sons",
    "account/email/email_confirmation_signup": "Your code to finish your account with Alder & Sons",
}
WITH_A_LINK = {
    "account/email/password_reset_key": ("Choose a new password for Alder & Sons", {"password_reset_url": LINK}, LINK),
    "account/email/account_already_exists": (
        "You have an account with Alder & Sons already",
        {"password_reset_url": LINK},
        "http://testserver/accounts/login/code/",
    ),
    "account/email/unknown_account": ("No account with this address at Alder & Sons", {"signup_url": SIGNUP}, SIGNUP),
}
NEWS = {
    "account/email/password_reset": "Your password was changed at Alder & Sons",
    "account/email/password_changed": "Your password was changed at Alder & Sons",
    "account/email/password_set": "Your account has a password at Alder & Sons",
    "account/email/email_changed": "Your main email address was changed at Alder & Sons",
    "account/email/email_deleted": "An email address was removed at Alder & Sons",
    "mfa/email/totp_activated": "Sign-in now asks for a second step at Alder & Sons",
    "mfa/email/totp_deactivated": "Sign-in no longer asks for a second step at Alder & Sons",
    "mfa/email/recovery_codes_generated": "You have new recovery codes at Alder & Sons",
}
ADDRESSES = {"from_email": "old@example.org", "to_email": "new@example.org", "deleted_email": "old@example.org"}


@pytest.fixture(autouse=True)
def _provider():
    Provider.objects.update_or_create(pk=1, defaults={"name": "Alder & Sons"})


def send(prefix, shown):
    get_adapter().send_mail(prefix, "priya@example.org", shown)
    return OutboxMessage.objects.get()


@pytest.mark.parametrize(("prefix", "subject"), WITH_A_CODE.items())
def test_code_stands_alone_on_its_line_and_large_on_the_page(prefix, subject):
    message = send(prefix, {"code": CODE})

    assert (message.subject, message.secret, message.to) == (subject, True, "priya@example.org")
    assert re.findall(r"^\s*([A-Z0-9-]{6,12})\s*$", message.text, re.MULTILINE) == [CODE]
    assert re.findall(r"<p style=\"font: bold 32px[^>]*>([^<]*)</p>", message.html) == [CODE]


@pytest.mark.parametrize("prefix", WITH_A_CODE)
def test_code_nobody_asked_for_may_be_ignored(prefix):
    message = send(prefix, {"code": CODE})

    assert message.text.count("If you did not ask for this, ignore this message; nobody can") == 1
    assert message.html.count("If you did not ask for this, ignore this message; nobody can") == 1


@pytest.mark.parametrize("prefix", WITH_A_LINK)
def test_link_leads_to_the_next_step(prefix):
    subject, shown, link = WITH_A_LINK[prefix]

    message = send(prefix, shown)

    assert message.subject == subject
    assert re.findall(rf"^{re.escape(link)}$", message.text, re.MULTILINE) == [link]
    assert re.findall(r'class="button" href="([^"]*)"', message.html) == [link]


@pytest.mark.parametrize(("prefix", "subject"), NEWS.items())
def test_news_say_when_from_where_and_what_to_do(prefix, subject):
    message = send(prefix, HAPPENED | ADDRESSES)

    assert message.subject == subject
    facts = [line for line in message.text.splitlines() if line.startswith(("When:", "From:", "Browser:"))]
    assert facts == ["When: 14 March 2026, 10:30 GMT", "From: 192.0.2.7", "Browser: Firefox & friends"]
    assert message.text.count("http://testserver/accounts/password/reset/") == 1
    assert message.html.count("http://testserver/accounts/password/reset/") == 1


@pytest.mark.parametrize("prefix", [*WITH_A_CODE, *WITH_A_LINK, *NEWS])
def test_every_message_names_the_provider_and_its_site(prefix):
    Provider.objects.update(name="Alder Institute")
    shown = {"code": CODE, "password_reset_url": LINK, "signup_url": SIGNUP} | HAPPENED | ADDRESSES

    message = send(prefix, shown)

    assert message.text.splitlines()[-2:] == ["Alder Institute", "http://testserver"]
    assert message.html.count('<p class="wordmark">Alder Institute</p>') == 1


def test_what_a_browser_calls_itself_is_never_markup():
    message = send("account/email/password_changed", HAPPENED | {"user_agent": "<script>1</script>"})

    assert message.html.count("<script>") == 0


def test_a_name_given_at_sign_up_reaches_no_stranger():
    """Whoever signs up with another's address must not write to them through us."""
    user = make_user(name="Buy at evil.example")

    message = send("account/email/email_confirmation_signup", {"code": CODE, "user": user})

    assert (message.text.count("evil"), message.html.count("evil")) == (0, 0)


def test_every_mail_that_allauth_knows_with_a_template_of_ours_has_all_three():
    folders = [Path(settings.BASE_DIR) / "templates" / app / "email" for app in ("account", "mfa")]
    found = {path.name.rsplit("_", 1)[0] for folder in folders for path in folder.glob("*_subject.txt")}

    assert found == {prefix.rsplit("/", 1)[1] for prefix in [*WITH_A_CODE, *WITH_A_LINK, *NEWS]}


def test_notice_of_a_new_password_is_sent_to_the_main_address(rf):
    user = make_user("priya@example.org")

    with context.request_context(rf.get("/")):
        get_adapter().send_notification_mail("account/email/password_changed", user)

    message = OutboxMessage.objects.get()
    assert (message.to, message.subject) == ("priya@example.org", "Your password was changed at Alder & Sons")


@pytest.mark.parametrize("name", ["logged_in", "logged_out"])
def test_signing_in_and_out_needs_no_message(name):
    assert render_to_string(f"account/messages/{name}.txt") == ""


@pytest.mark.parametrize("code", ["incorrect_code", "email_password_mismatch", "too_many_login_attempts"])
def test_refusals_are_ours(code):
    ours = get_adapter().error_messages[code]

    assert (
        str(ours)
        == {
            "incorrect_code": "This is not the code we expect. Check it and type it again.",
            "email_password_mismatch": (
                "This email address and password do not match. Try again, or ask for a code instead."
            ),
            "too_many_login_attempts": "That was too many tries. Wait a few minutes, then try again.",
        }[code]
    )
