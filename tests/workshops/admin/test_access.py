"""Who gets in, by which door."""

import pytest

from tests.factories import make_provider, make_workshop
from tests.workshops.admin.clients import attendee_client, organiser_client, staff_client
from workshops.admin.policy import POLICY

pytestmark = pytest.mark.django_db
LIST = "/admin/workshops/workshop/"


def test_admin_of_an_anonymous_visitor_leads_to_the_sites_own_sign_in(client):
    response = client.get(LIST, follow=True)

    assert response.redirect_chain[-1] == ("/accounts/login/?next=%2Fadmin%2Fworkshops%2Fworkshop%2F", 302)


def test_admin_sign_in_form_is_never_shown(client):
    response = client.get("/admin/login/")

    assert response.headers["Location"].startswith("/accounts/login/")


def test_admin_sign_in_with_a_password_is_not_taken(client):
    make_provider()

    response = client.post("/admin/login/", {"username": "office@alder.example", "password": "guess"})

    assert (response.status_code, response.headers["Location"].startswith("/accounts/login/")) == (302, True)


def test_admin_of_an_attendee_is_forbidden():
    response = attendee_client().get("/admin/login/")

    assert response.status_code == 403


def test_list_of_an_attendee_leads_away():
    response = attendee_client().get(LIST)

    assert response.status_code == 302


def test_list_of_staff_without_permission_is_forbidden():
    response = staff_client().get(LIST)

    assert response.status_code == 403


def test_list_of_staff_with_permission_opens():
    response = staff_client("workshops.view_workshop").get(LIST)

    assert response.status_code == 200


def test_first_page_of_staff_without_permission_shows_no_rows():
    make_workshop(title="Only for those who may")

    response = staff_client().get("/admin/")

    assert (response.status_code, b"Only for those who may" in response.content) == (200, False)


@pytest.mark.parametrize("path", ["/admin/", LIST, "/admin/login/"])
def test_admin_pages_carry_their_own_content_security_policy(path):
    response = organiser_client().get(path)

    assert response.headers["Content-Security-Policy"] == POLICY


def test_policy_lets_no_script_stand_in_a_page():
    scripts = next(part for part in POLICY.split("; ") if part.startswith("script-src"))

    assert scripts == "script-src 'self' 'unsafe-eval'"


def test_public_pages_keep_the_public_policy(client):
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]

    assert ("unsafe-eval" in policy, "unsafe-inline" in policy) == (False, False)


def test_pages_hold_no_inline_script():
    workshop = make_workshop()

    page = organiser_client().get(f"{LIST}{workshop.pk}/change/").content.decode()

    assert [tag for tag in page.split("<script")[1:] if "src=" not in tag.split(">")[0]] == []


def test_head_names_the_provider():
    make_provider(name="Alder Training")

    response = organiser_client().get("/admin/")

    assert response.context["site_header"] == "Alder Training"
