"""Accounts: who may change whom, and what cannot be changed."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group, Permission

from attendees.models import User
from tests.factories import make_organiser, make_user
from tests.workshops.admin.clients import client_of, form_data, organiser_client, staff_client

pytestmark = pytest.mark.django_db
LIST = "/admin/attendees/user/"


def page(user, step="change"):
    return f"{LIST}{user.pk}/{step}/"


def test_new_account_keeps_its_address_in_small_letters():
    data = {"email": "Ann@Example.ORG", "name": "Ann", "usable_password": "false"}

    organiser_client().post(f"{LIST}add/", data)

    ann = User.objects.get(name="Ann")
    assert (ann.email, ann.has_usable_password(), ann.is_staff) == ("ann@example.org", False, False)


def test_second_account_with_an_address_is_refused():
    make_user("ann@example.org")
    data = {"email": "ANN@example.org", "name": "Ann", "usable_password": "false"}

    response = organiser_client().post(f"{LIST}add/", data)

    assert response.context["adminform"].form.errors["email"] == ["Account with this Email already exists."]


def test_form_writes_name_and_roles():
    user, client, role = make_user(), organiser_client(), Group.objects.create(name="Office")

    client.post(page(user), form_data(client, page(user), name="New Name", is_staff="on", groups=[role.pk]))

    user.refresh_from_db()
    assert (user.name, user.is_staff, list(user.groups.all())) == ("New Name", True, [role])


@pytest.mark.parametrize("field", ["email", "password"])
def test_address_and_password_hash_sent_with_the_form_change_nothing(field):
    user, client = make_user(), organiser_client()
    before = getattr(user, field)

    client.post(page(user), form_data(client, page(user)) | {field: "mallory@example.org"})

    user.refresh_from_db()
    assert getattr(user, field) == before


def test_staff_who_may_change_accounts_gain_no_powers_by_it():
    client = staff_client("attendees.change_user")
    user = User.objects.get()

    client.post(page(user), form_data(client, page(user)) | {"is_superuser": "on", "name": "Sam"})

    user.refresh_from_db()
    assert (user.is_superuser, user.name) == (False, "Sam")


@pytest.mark.parametrize("step", ["change", "password"])
def test_staff_may_not_change_those_who_may_do_everything(step):
    above = make_organiser()
    client = staff_client("attendees.change_user")

    response = client.post(page(above, step), {"name": "Fallen", "password1": "x" * 20, "password2": "x" * 20})

    assert response.status_code == 403


def test_password_is_set_by_someone_who_may():
    user = make_user()
    new = {"password1": "a long enough one 9", "password2": "a long enough one 9", "usable_password": "true"}

    organiser_client().post(page(user, "password"), new)

    user.refresh_from_db()
    assert user.check_password("a long enough one 9")


def test_accounts_are_never_deleted():
    user = make_user()

    response = organiser_client().post(page(user, "delete"), {"post": "yes"})

    assert (response.status_code, User.objects.filter(pk=user.pk).count()) == (403, 1)


def test_account_made_inactive_is_signed_out_of_the_admin():
    organiser = make_organiser()
    client = client_of(organiser)
    User.objects.filter(pk=organiser.pk).update(is_active=False)

    assert client.get(LIST).status_code == 302


@pytest.mark.parametrize("model", [EmailAddress, Authenticator])
def test_inner_tables_of_signing_in_are_not_offered(model):
    assert not admin.site.is_registered(model)


def test_role_keeps_its_permissions():
    client, path = organiser_client(), "/admin/auth/group/add/"
    permission = Permission.objects.get(codename="change_attendance")

    client.post(path, form_data(client, path, name="Office", permissions=[permission.pk]))

    assert list(Group.objects.get(name="Office").permissions.all()) == [permission]
