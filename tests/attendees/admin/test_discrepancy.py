"""Discrepancies in the admin: looked at, and settled with a reason."""

import pytest

from attendees.enums import DiscrepancyState
from attendees.services.discrepancies import settle_discrepancy
from tests.factories_discrepancies import make_discrepancy, make_payment
from tests.workshops.admin.clients import attendee_client, organiser_client, queries_of, said, send, staff_client
from workshops.models import StateChange

pytestmark = pytest.mark.django_db
LIST = "/admin/attendees/discrepancy/"


def page(row, step="change"):
    return f"{LIST}{row.pk}/{step}/"


def settled(row):
    row.refresh_from_db()
    return row.state == DiscrepancyState.SETTLED


def settle_several(client, *rows, **more):
    data = {"action": "settle", "index": 0, "_selected_action": [row.pk for row in rows]}
    return client.post(LIST, data | more, follow=True)


def test_list_says_what_and_of_which_booking():
    row = make_discrepancy(payment=make_payment())
    make_discrepancy(subject="cs_1", detail="£45.00 was paid.")

    text = organiser_client().get(LIST).content.decode()

    told = (row.detail, "£45.00 was paid.", row.payment.booking.reference, "To be looked at")
    assert [part in text for part in told] == [True] * 4


def test_open_ones_can_be_asked_for():
    done = make_discrepancy(detail="Long ago.")
    settle_discrepancy(discrepancy_id=done.pk, by="user:1", reason="Seen.")
    make_discrepancy(detail="Just now.")

    text = organiser_client().get(f"{LIST}?state__exact=open").content.decode()

    assert ("Just now." in text, "Long ago." in text) == (True, False)


def test_settle_step_says_what_it_does_and_what_not():
    row = make_discrepancy()

    step = organiser_client().get(page(row, "settle")).context["step"]

    assert (step.title, step.facts) == (
        "Settle this discrepancy",
        [
            row.detail,
            "Settling moves no money and changes no booking. It says that you have looked and done what is needed.",
        ],
    )


def test_settle_step_looked_at_changes_nothing():
    row = make_discrepancy()

    organiser_client().get(page(row, "settle"))

    assert not settled(row)


def test_settle_step_settles_and_notes_who_and_why():
    row, client = make_discrepancy(), organiser_client()

    send(client, page(row, "settle"), reason="The booker asked for it by phone.")

    change = StateChange.objects.get(subject="attendees.discrepancy")
    assert (settled(row), change.reason) == (True, "The booker asked for it by phone.")
    assert change.by == f"user:{client.session['_auth_user_id']}"


def test_settle_step_without_a_reason_settles_nothing():
    row = make_discrepancy()

    send(organiser_client(), page(row, "settle"), reason=" ")

    assert not settled(row)


def test_settle_is_offered_only_while_it_is_open():
    row, client = make_discrepancy(), organiser_client()
    before = [step["title"] for step in client.get(page(row)).context["actions_detail"]]
    settle_discrepancy(discrepancy_id=row.pk, by="user:1", reason="Seen.")

    after = client.get(page(row)).context["actions_detail"]

    assert (before, list(after)) == (["Settle"], [])


def test_settle_step_of_a_settled_one_says_so():
    row, client = make_discrepancy(), organiser_client()
    settle_discrepancy(discrepancy_id=row.pk, by="user:1", reason="Seen.")

    told = send(client, page(row, "settle"), reason="Again.")

    assert told == ["This discrepancy is settled, so it cannot become settled."]


def test_settle_action_asks_for_a_reason_first():
    rows = [make_discrepancy(), make_discrepancy()]

    settle_several(organiser_client(), *rows)

    assert [settled(row) for row in rows] == [False, False]


def test_settle_action_settles_several_and_tells_of_those_that_were():
    rows, client = [make_discrepancy(), make_discrepancy()], organiser_client()
    settle_discrepancy(discrepancy_id=rows[0].pk, by="user:1", reason="Seen.")

    told = said(settle_several(client, *rows, asked="yes", reason="Test payments."))

    assert sorted(told) == [f"Settled: {rows[1]}.", "This discrepancy is settled, so it cannot become settled."]
    assert [settled(row) for row in rows] == [True, True]


def test_settle_without_permission_is_forbidden():
    row = make_discrepancy()

    response = staff_client("attendees.view_discrepancy").post(page(row, "settle"), {"reason": "x"})

    assert (response.status_code, settled(row)) == (403, False)


def test_nobody_changes_one_in_its_form():
    row = make_discrepancy()

    assert organiser_client().post(page(row), {"state": "settled"}).status_code == 403
    assert not settled(row)


def test_attendees_are_sent_away():
    assert attendee_client().get(LIST).status_code == 302


def test_list_takes_the_same_queries_for_one_and_for_three():
    client = organiser_client()
    make_discrepancy(payment=make_payment())
    one = queries_of(client, LIST)
    make_discrepancy(payment=make_payment())
    make_discrepancy(payment=make_payment())

    assert queries_of(client, LIST) == one
