"""Checkout Sessions through the official library."""

import pytest
import stripe

from tests.sandbox.conftest import order


def test_session_create_answers_what_was_asked(api):
    session = api.checkout.sessions.create(params=order())

    assert session.object == "checkout.session"
    assert session.id.startswith("cs_test_")
    assert (session.status, session.payment_status, session.mode) == ("open", "unpaid", "payment")
    assert (session.amount_total, session.amount_subtotal, session.currency) == (4500, 4500, "gbp")
    assert (session.client_reference_id, session.customer_email) == ("B7", "ada@example.org")
    assert session.metadata.to_dict() == {"booking": "B7"}
    assert session.payment_intent is None
    assert session.livemode is False


def test_session_create_adds_up_lines_and_quantities(api):
    line = order()["line_items"][0]

    session = api.checkout.sessions.create(params=order(line_items=[{**line, "quantity": 3}, line]))

    assert session.amount_total == 4 * 4500


def test_session_create_url_is_the_hosted_page(api, sandbox):
    session = api.checkout.sessions.create(params=order())

    assert session.url == f"{sandbox.url}/c/pay/{session.id}"


def test_session_create_without_expiry_lasts_a_day(api):
    session = api.checkout.sessions.create(params=order())

    assert session.expires_at - session.created == 24 * 3600


@pytest.mark.parametrize("seconds", [1800, 1860, 86_000])
def test_session_create_keeps_the_expiry_asked_for(api, sandbox, seconds):
    asked = sandbox.world.clock.now() + seconds + 1

    session = api.checkout.sessions.create(params=order(expires_at=asked))

    assert session.expires_at == asked


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1700, "must be at least 30 minutes"),
        (-5, "must be at least 30 minutes"),
        (86_500, "must be less than 24 hours"),
    ],
)
def test_session_create_with_expiry_out_of_range_is_refused(api, sandbox, seconds, words):
    asked = max(sandbox.world.clock.now() + seconds, 0)

    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.checkout.sessions.create(params=order(expires_at=asked))

    assert words in caught.value.user_message
    assert (caught.value.http_status, caught.value.param) == (400, "expires_at")


@pytest.mark.parametrize(
    ("changes", "param", "code"),
    [
        ({"colour": "green"}, "colour", "parameter_unknown"),
        ({"allow_promotion_codes": True}, "allow_promotion_codes", "parameter_unknown"),
        ({"payment_intent_data": {"shade": "x"}}, "payment_intent_data[shade]", "parameter_unknown"),
        ({"success_url": "/relative"}, "success_url", "url_invalid"),
        ({"success_url": ""}, "success_url", "parameter_invalid_empty"),
        ({"customer_email": "nobody"}, "customer_email", "email_invalid"),
        ({"mode": "lease"}, "mode", None),
        ({"mode": "subscription"}, "mode", None),
        ({"metadata": {"k" * 41: "v"}}, "metadata", None),
        ({"metadata": {"k": "v" * 501}}, "metadata[k]", None),
        ({"metadata": {f"k{n}": "v" for n in range(51)}}, "metadata", None),
        ({"client_reference_id": "r" * 201}, "client_reference_id", None),
        ({"allowed_payment_method_types": ["cheque"]}, "allowed_payment_method_types[0]", None),
        # Stripe took this only up to the versions before 2026-09-30.endive.
        ({"payment_method_types": ["card"]}, "payment_method_types", "parameter_unknown"),
        ({"adaptive_pricing": {"enabled": "perhaps"}}, "adaptive_pricing[enabled]", None),
        ({"line_items": "one"}, "line_items", None),
    ],
)
def test_session_create_with_a_bad_parameter_is_refused(api, changes, param, code):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.checkout.sessions.create(params=order(**changes))

    assert (caught.value.http_status, caught.value.param, caught.value.code) == (400, param, code)


@pytest.mark.parametrize("name", ["mode", "line_items", "success_url"])
def test_session_create_without_a_required_parameter_is_refused(api, name):
    params = order()
    del params[name]

    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.checkout.sessions.create(params=params)

    assert (caught.value.param, caught.value.code) == (name, "parameter_missing")


@pytest.mark.parametrize(
    ("price", "param", "code"),
    [
        ({"unit_amount": -1}, "line_items[0][price_data][unit_amount]", "parameter_invalid_integer"),
        ({"unit_amount": "45.00"}, "line_items[0][price_data][unit_amount]", "parameter_invalid_integer"),
        ({"unit_amount": 100_000_000}, "line_items[0][price_data][unit_amount]", "parameter_invalid_integer"),
        ({"product_data": {}}, "line_items[0][price_data][product_data]", "parameter_missing"),
        ({"product_data": {"colour": "x"}}, "line_items[0][price_data][product_data][colour]", "parameter_unknown"),
        ({"currency": "xyz"}, "currency", None),
    ],
)
def test_session_create_with_a_bad_price_is_refused(api, price, param, code):
    line = order()["line_items"][0]
    line = {**line, "price_data": {**line["price_data"], **price}}

    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.checkout.sessions.create(params=order(line_items=[line]))

    assert (caught.value.param, caught.value.code) == (param, code)


def test_session_create_with_two_currencies_is_refused(api):
    pounds, euros = order()["line_items"][0], order()["line_items"][0]
    euros["price_data"]["currency"] = "eur"

    with pytest.raises(stripe.InvalidRequestError, match="same currency"):
        api.checkout.sessions.create(params=order(line_items=[pounds, euros]))


def test_session_create_of_thirty_pence_is_taken(api):
    assert api.checkout.sessions.create(params=order(amount=30)).amount_total == 30


def test_session_create_accepts_the_methods_named(api):
    session = api.checkout.sessions.create(params=order(allowed_payment_method_types=["card", "link"]))

    assert session.payment_method_types == ["card", "link"]


def test_session_create_without_methods_accepts_cards(api):
    assert api.checkout.sessions.create(params=order()).payment_method_types == ["card"]


@pytest.mark.parametrize("amount", [0, 29])
def test_session_create_below_thirty_pence_is_refused(api, amount):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.checkout.sessions.create(params=order(amount=amount))

    assert caught.value.code == "amount_too_small"
    assert caught.value.user_message == ("The Checkout Session's total amount due must add up to at least £0.30 gbp")


def test_session_create_refused_leaves_no_session_behind(api, sandbox):
    with pytest.raises(stripe.InvalidRequestError):
        api.checkout.sessions.create(params=order(amount=1))

    assert sandbox.state()["counts"]["checkout.session"] == 0


def test_session_retrieve_answers_the_same_session(api, open_session):
    found = api.checkout.sessions.retrieve(open_session.id)

    assert found.to_dict() == open_session.to_dict()


def test_session_retrieve_of_an_unknown_id_is_refused(api):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.checkout.sessions.retrieve("cs_test_unknown")

    assert (caught.value.http_status, caught.value.code) == (404, "resource_missing")
    assert caught.value.user_message == "No such checkout.session: 'cs_test_unknown'"


def test_session_retrieve_with_the_id_of_another_kind_is_refused(api, paid):
    with pytest.raises(stripe.InvalidRequestError, match="No such"):
        api.checkout.sessions.retrieve(paid["payment_intent"])


def test_session_after_payment_is_complete(api, paid):
    session = api.checkout.sessions.retrieve(paid["id"])

    assert (session.status, session.payment_status, session.url) == ("complete", "paid", None)
    assert session.customer_details.email == "ada@example.org"
    assert session.payment_intent.startswith("pi_")


def test_session_expand_opens_intent_and_charge(api, paid):
    params = {"expand": ["payment_intent", "payment_intent.latest_charge"]}

    session = api.checkout.sessions.retrieve(paid["id"], params=params)

    assert session.payment_intent.status == "succeeded"
    assert session.payment_intent.latest_charge.amount == 4500


def test_session_expand_before_payment_stays_null(api, open_session):
    session = api.checkout.sessions.retrieve(open_session.id, params={"expand": ["payment_intent.latest_charge"]})

    assert session.payment_intent is None


def test_session_expand_can_include_line_items(api, open_session):
    session = api.checkout.sessions.retrieve(open_session.id, params={"expand": ["line_items"]})

    assert [item.description for item in session.line_items.data] == ["Working with Grief: early bird"]


@pytest.mark.parametrize(
    "path", ["status", "nothing", "payment_intent.latest_charge.payment_intent.latest_charge.payment_intent"]
)
def test_session_expand_of_something_else_is_refused(api, paid, path):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.checkout.sessions.retrieve(paid["id"], params={"expand": [path]})

    assert caught.value.param == "expand"


def test_line_items_keep_their_order_and_page(api):
    line = order()["line_items"][0]
    lines = [{**line, "quantity": number} for number in (1, 2, 3)]
    session = api.checkout.sessions.create(params=order(line_items=lines))

    first = api.checkout.sessions.line_items.list(session.id, params={"limit": 2})
    rest = api.checkout.sessions.line_items.list(session.id, params={"starting_after": first.data[-1].id})

    assert [item.quantity for item in first.data] == [1, 2]
    assert (first.has_more, rest.has_more) == (True, False)
    assert [item.quantity for item in rest.data] == [3]


def test_line_items_of_an_unknown_session_are_refused(api):
    with pytest.raises(stripe.InvalidRequestError, match="No such"):
        api.checkout.sessions.line_items.list("cs_test_unknown")


def test_expire_closes_an_open_session(api, sandbox, open_session):
    session = api.checkout.sessions.expire(open_session.id)

    assert (session.status, session.url) == ("expired", None)
    assert [event["type"] for event in sandbox.events()] == ["checkout.session.expired"]


def test_expire_of_a_complete_session_is_refused(api, paid):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.checkout.sessions.expire(paid["id"])

    assert caught.value.http_status == 400
    assert caught.value.user_message == (
        'Only Checkout Sessions with a status in ["open"] can be expired. '
        "This Checkout Session has a status of `complete`."
    )


def test_expire_twice_is_refused(api, sandbox, open_session):
    api.checkout.sessions.expire(open_session.id)

    with pytest.raises(stripe.InvalidRequestError, match="status of `expired`"):
        api.checkout.sessions.expire(open_session.id)

    assert len(sandbox.events("checkout.session.expired")) == 1


def test_expire_cancels_the_intent_a_declined_card_left(api, sandbox, open_session):
    intent = sandbox.decline(open_session.id)["payment_intent"]

    api.checkout.sessions.expire(open_session.id)

    found = api.payment_intents.retrieve(intent)
    assert (found.status, found.cancellation_reason) == ("canceled", "expired")
