"""Disputes in the admin: looked at, never changed."""

import pytest

from attendees.enums import DisputeState
from tests.factories_discrepancies import make_dispute
from tests.workshops.admin.clients import attendee_client, organiser_client, queries_of, staff_client

pytestmark = pytest.mark.django_db
LIST = "/admin/attendees/dispute/"


def page(row):
    return f"{LIST}{row.pk}/change/"


def test_list_says_of_what_how_much_and_why():
    row = make_dispute()

    text = organiser_client().get(LIST).content.decode()

    assert [
        part in text for part in (row.payment.booking.reference, "£95.00", "To be answered", "Product not received")
    ] == [True] * 4


def test_open_ones_can_be_asked_for():
    row, lost = make_dispute(), make_dispute(state=DisputeState.LOST)

    text = organiser_client().get(f"{LIST}?state__exact=open").content.decode()

    assert (row.payment.booking.reference in text, lost.payment.booking.reference in text) == (True, False)


def test_page_says_where_to_answer_as_text_only():
    row = make_dispute()

    text = organiser_client().get(page(row)).content.decode()

    assert f"dashboard.stripe.com/disputes/{row.stripe_id}" in text
    assert "://dashboard.stripe.com" not in text


@pytest.mark.parametrize("name", ["add/", "1/delete/"])
def test_nobody_adds_or_deletes_one(name):
    make_dispute(pk=1)

    assert organiser_client().get(LIST + name).status_code == 403


def test_nobody_changes_one_in_its_form():
    row = make_dispute()

    response = organiser_client().post(page(row), {"state": "won"})

    row.refresh_from_db()
    assert (response.status_code, row.state) == (403, DisputeState.OPEN)


@pytest.mark.parametrize(
    ("permissions", "status"), [(["attendees.view_dispute"], 200), (["attendees.view_refund"], 403)]
)
def test_only_those_who_may_see_it(permissions, status):
    row = make_dispute()

    assert staff_client(*permissions).get(page(row)).status_code == status


def test_attendees_are_sent_away():
    assert attendee_client().get(LIST).status_code == 302


def test_list_takes_the_same_queries_for_one_and_for_three():
    client = organiser_client()
    make_dispute()
    one = queries_of(client, LIST)
    make_dispute()
    make_dispute()

    assert queries_of(client, LIST) == one
