"""A running site with the sample catalogue, and ways to read what it sends."""

import re
from email import message_from_bytes, policy

import pytest

from tests.harness.waiting import wait_until

PASSWORDS = {
    "organiser@lectern.example": "calm-lantern-desk",
    "priya@lectern.example": "calm-lantern-priya",
}


@pytest.fixture(scope="session")
def sample_site(live_site):
    live_site.manage("load_sample")
    wait_until(lambda: len(certificates(live_site)) >= 11, seconds=90, what="the sample's certificates")
    return live_site


def mails_to(site, address):
    """Messages to one address, oldest first."""
    found = (message_from_bytes(path.read_bytes(), policy=policy.default) for path in site.mails())
    return [message for message in found if message["To"] == address]


def certificates(site):
    return [path for path in site.mails() if ".certificate_ready." in path.name]


def text_of(message):
    return message.get_body(("plain",)).get_content()


def links_in(message, part):
    return [link for link in re.findall(r"http://\S+", text_of(message)) if part in link]


@pytest.fixture
def mail(sample_site):
    """`mail(address)` waits for the newest message to an address; `mail(address, 2)` for the second."""

    def wait(address, count=1):
        wait_until(lambda: len(mails_to(sample_site, address)) >= count, seconds=60, what=f"mail {count} to {address}")
        return mails_to(sample_site, address)[-1]

    return wait


@pytest.fixture
def sign_in(sample_site):
    def enter(page, email):
        page.goto(f"{sample_site.url}/accounts/login/")
        page.get_by_role("textbox", name="Email").fill(email)
        page.get_by_role("textbox", name="Password").fill(PASSWORDS[email])
        page.get_by_role("button", name="Sign in").click()

    return enter
