"""Rates of VAT: entered as percent, deleted only while nothing uses them."""

import pytest

from tests.factories import make_session
from tests.workshops.admin.clients import form_data, organiser_client, staff_client
from workshops.models import TicketType, VatRate

pytestmark = pytest.mark.django_db
LIST = "/admin/workshops/vatrate/"
ADD = f"{LIST}add/"


def page(rate, step="change"):
    return f"{LIST}{rate.pk}/{step}/"


def make_rate(**fields):
    return VatRate.objects.create(**{"name": "Standard rate", "basis_points": 2000} | fields)


def add(**fields):
    client = organiser_client()
    return client.post(ADD, form_data(client, ADD) | {"name": "Standard rate", "basis_points": "20"} | fields)


def errors_of(response):
    return dict(response.context["adminform"].form.errors)


@pytest.mark.parametrize(("typed", "points"), [("20", 2000), ("17.5", 1750), ("5 %", 500), ("0", 0)])
def test_rate_is_entered_as_percent(typed, points):
    add(basis_points=typed)

    assert list(VatRate.objects.values_list("name", "basis_points")) == [("Standard rate", points)]


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ("lots", {"basis_points": ["Write the rate as 20 or 17.5."]}),
        ("17.555", {"basis_points": ["Write the rate with two figures behind the point at most, such as 17.5."]}),
        ("2000", {"basis_points": ["A rate lies between 0 and 50 percent."]}),
        ("51", {"__all__": ["A rate lies between 0 and 50 percent."]}),
    ],
)
def test_rate_that_is_none_is_refused(typed, errors):
    response = add(basis_points=typed)

    assert (errors_of(response), VatRate.objects.count()) == (errors, 0)


@pytest.mark.parametrize(("points", "shown"), [(2000, "20"), (1750, "17.5")])
def test_rate_is_shown_as_percent(points, shown):
    rate, client = make_rate(basis_points=points), organiser_client()

    assert form_data(client, page(rate))["basis_points"] == shown
    assert f"{shown} %" in client.get(LIST).content.decode()


def test_second_default_is_refused():
    make_rate(is_default=True)

    response = add(name="Reduced rate", basis_points="5", is_default="on")

    assert errors_of(response) == {"__all__": ["There is a default rate already. Take the mark off that one first."]}


def use(rate):
    TicketType.objects.filter(session=make_session()).update(vat_rate=rate)


def test_rate_that_nothing_uses_is_deleted():
    rate = make_rate()

    organiser_client().post(page(rate, "delete"), {"post": "yes"})

    assert VatRate.objects.count() == 0


@pytest.mark.parametrize("make_used", [use, lambda rate: VatRate.objects.update(is_default=True)])
def test_rate_that_tickets_use_is_not_deleted(make_used):
    rate = make_rate()
    make_used(rate)

    response = organiser_client().post(page(rate, "delete"), {"post": "yes"})

    assert (response.status_code, VatRate.objects.count()) == (403, 1)


def test_rate_is_changed_by_those_who_may_and_by_no_others():
    rate = make_rate()
    sees, changes = staff_client("workshops.view_vatrate"), staff_client("workshops.change_vatrate")
    data = {"name": "Reduced rate", "basis_points": "5"}

    answers = [client.post(page(rate), data).status_code for client in (sees, changes)]

    rate.refresh_from_db()
    assert (answers, rate.basis_points) == ([403, 302], 500)
