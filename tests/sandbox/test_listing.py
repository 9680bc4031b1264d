"""Lists: newest first, page by page, filtered."""

import pytest
import stripe

from tests.sandbox.conftest import order


@pytest.fixture
def three(api):
    """Ids of three sessions, newest first."""
    return [api.checkout.sessions.create(params=order()).id for _ in range(3)][::-1]


def ids(listed):
    return [obj.id for obj in listed.data]


def test_list_is_newest_first(api, three):
    assert ids(api.checkout.sessions.list()) == three


def test_list_limit_cuts_and_says_there_is_more(api, three):
    listed = api.checkout.sessions.list(params={"limit": 2})

    assert ids(listed) == three[:2]
    assert listed.has_more is True


def test_list_starting_after_goes_on(api, three):
    listed = api.checkout.sessions.list(params={"limit": 2, "starting_after": three[1]})

    assert ids(listed) == three[2:]
    assert listed.has_more is False


def test_list_ending_before_goes_back(api, three):
    listed = api.checkout.sessions.list(params={"limit": 1, "ending_before": three[2]})

    assert ids(listed) == [three[1]]
    assert listed.has_more is True


def test_list_auto_paging_meets_every_object_once(api, three):
    pages = api.checkout.sessions.list(params={"limit": 1})

    assert [session.id for session in pages.auto_paging_iter()] == three


def test_list_defaults_to_ten(api):
    for _ in range(11):
        api.checkout.sessions.create(params=order())

    assert len(api.checkout.sessions.list().data) == 10


def test_list_created_bounds_are_kept(api, sandbox):
    early = api.checkout.sessions.create(params=order())
    sandbox.shift_clock(600)
    late = api.checkout.sessions.create(params=order())

    assert ids(api.checkout.sessions.list(params={"created": {"gte": late.created}})) == [late.id]
    assert ids(api.checkout.sessions.list(params={"created": {"lt": late.created}})) == [early.id]
    assert ids(api.checkout.sessions.list(params={"created": early.created})) == [early.id]


def test_list_sessions_by_intent_finds_the_one(api, sandbox, three):
    paid = sandbox.pay(three[1])

    assert ids(api.checkout.sessions.list(params={"payment_intent": paid["payment_intent"]})) == [three[1]]


def test_list_sessions_by_status(api, sandbox, three):
    sandbox.pay(three[0])
    sandbox.expire(three[2])

    found = {
        status: ids(api.checkout.sessions.list(params={"status": status})) for status in ("open", "complete", "expired")
    }

    assert found == {"open": [three[1]], "complete": [three[0]], "expired": [three[2]]}


def test_list_charges_by_intent(api, sandbox, three):
    wanted = sandbox.pay(three[0])["payment_intent"]
    sandbox.pay(three[1])

    listed = api.charges.list(params={"payment_intent": wanted})

    assert [charge.payment_intent for charge in listed.data] == [wanted]


def test_list_intents_holds_each_payment(api, sandbox, three):
    first, second = (sandbox.pay(found)["payment_intent"] for found in three[:2])

    assert ids(api.payment_intents.list()) == [second, first]


def test_list_refunds_by_intent_and_charge(api, sandbox, three):
    wanted, other = (sandbox.pay(found)["payment_intent"] for found in three[:2])
    refund = sandbox.refund(wanted, amount=100)
    sandbox.refund(other, amount=100)

    assert ids(api.refunds.list(params={"payment_intent": wanted})) == [refund["id"]]
    assert ids(api.refunds.list(params={"charge": refund["charge"]})) == [refund["id"]]


def test_list_events_by_type_and_types(api, sandbox, three):
    sandbox.pay(three[0])
    sandbox.expire(three[1])

    one = api.events.list(params={"type": "checkout.session.completed"})
    two = api.events.list(params={"types": ["checkout.session.completed", "checkout.session.expired"]})

    assert [event.type for event in one.data] == ["checkout.session.completed"]
    assert [event.type for event in two.data] == ["checkout.session.expired", "checkout.session.completed"]


def test_list_expand_reaches_into_data(api, sandbox, three):
    sandbox.pay(three[0])

    listed = api.checkout.sessions.list(params={"status": "complete", "expand": ["data.payment_intent"]})

    assert listed.data[0].payment_intent.amount == 4500


@pytest.mark.parametrize(
    ("params", "param"),
    [({"limit": 0}, "limit"), ({"limit": 101}, "limit"), ({"status": "paid"}, "status"), ({"colour": 1}, "colour")],
)
def test_list_with_a_bad_parameter_is_refused(api, params, param):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.checkout.sessions.list(params=params)

    assert (caught.value.http_status, caught.value.param) == (400, param)


@pytest.mark.parametrize("name", ["starting_after", "ending_before"])
def test_list_from_an_unknown_object_is_refused(api, name):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.checkout.sessions.list(params={name: "cs_test_gone"})

    assert (caught.value.code, caught.value.param) == ("resource_missing", name)
