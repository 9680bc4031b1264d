"""Every object against the official library's own classes: no field invented, none missing, no value unheard of."""

import typing

import pytest
import stripe
from stripe import params as stripe_params
from stripe.params import checkout as checkout_params

from tests.sandbox.conftest import order
from tests.stripe_sandbox import params

# What Stripe sends only when asked for, or only in other modes of a session.
ON_DEMAND = {"line_items", "optional_items", "presentment_details", "name_collection", "redirect_on_completion"}


def annotations_of(cls):
    return {name: hint for name, hint in cls.__annotations__.items() if name.islower() and not name.startswith("_")}


def is_optional(hint):
    return type(None) in typing.get_args(hint)


def literals_of(hint):
    """The values a hint lists, at any depth of unions."""
    if typing.get_origin(hint) is typing.Literal:
        return set(typing.get_args(hint))
    return set().union(*(literals_of(part) for part in typing.get_args(hint)))


def misfits(obj, cls):
    """What is wrong with an object, in words."""
    known = annotations_of(cls)
    needed = {name for name, hint in known.items() if not is_optional(hint)}
    listed = {name: literals_of(hint) for name, hint in known.items() if isinstance(obj.get(name), str)}
    return [
        *(f"{name} is invented" for name in obj if name not in known),
        *(f"{name} is missing" for name in needed - set(obj)),
        *(f"{name} may not be {obj[name]}" for name, allowed in listed.items() if allowed and obj[name] not in allowed),
    ]


@pytest.fixture
def everything(sandbox, api):
    """One object of each kind and of each state, by name."""
    session = api.checkout.sessions.create(params=order())
    opened = session.to_dict()
    sandbox.decline(session.id)
    failed = api.charges.list().data[0].to_dict()
    waiting = api.payment_intents.list().data[0].to_dict()
    paid = sandbox.pay(session.id)
    refund = sandbox.refund(paid["payment_intent"], amount=100)
    dispute = sandbox.dispute(paid["payment_intent"])
    charge = api.charges.retrieve(refund["charge"]).to_dict()
    line = api.checkout.sessions.line_items.list(session.id).data[0].to_dict()
    return {
        "session open": (opened, stripe.checkout.Session),
        "session paid": (paid, stripe.checkout.Session),
        "intent waiting": (waiting, stripe.PaymentIntent),
        "intent paid": (api.payment_intents.retrieve(paid["payment_intent"]).to_dict(), stripe.PaymentIntent),
        "charge failed": (failed, stripe.Charge),
        "charge paid": (charge, stripe.Charge),
        "refund": (refund, stripe.Refund),
        "refund failed": (sandbox.fail_refund(refund["id"]), stripe.Refund),
        "dispute": (dispute, stripe.Dispute),
        "event": (sandbox.events()[0], stripe.Event),
        "line item": (line, stripe.LineItem),
        "price": (line["price"], stripe.Price),
        "balance": (
            api.balance_transactions.retrieve(charge["balance_transaction"]).to_dict(),
            stripe.BalanceTransaction,
        ),
        "session details": (paid["customer_details"], stripe.checkout.Session.CustomerDetails),
        "charge card": (charge["payment_method_details"]["card"], stripe.Charge.PaymentMethodDetails.Card),
        "charge outcome": (failed["outcome"], stripe.Charge.Outcome),
        "charge billing": (charge["billing_details"], stripe.Charge.BillingDetails),
        "intent error": (waiting["last_payment_error"], stripe.PaymentIntent.LastPaymentError),
        "dispute evidence": (dispute["evidence"], stripe.Dispute.Evidence),
        "dispute deadline": (dispute["evidence_details"], stripe.Dispute.EvidenceDetails),
    }


def test_every_object_has_the_librarys_shape(everything):
    found = {name: misfits(obj, cls) for name, (obj, cls) in everything.items()}

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_misfits_names_what_is_wrong(everything):
    session, cls = everything["session open"]
    broken = {name: value for name, value in session.items() if name != "created"}

    wrong = misfits({**broken, "status": "paid", "colour": "green"}, cls)

    assert wrong == ["colour is invented", "created is missing", "status may not be paid"]


def test_session_sends_every_field_that_is_not_on_demand(everything):
    session, cls = everything["session open"]

    assert set(annotations_of(cls)) - set(session) == ON_DEMAND


def test_every_event_type_is_one_the_library_knows(everything, sandbox):
    known = literals_of(stripe.Event.__annotations__["type"])

    assert {event["type"] for event in sandbox.events()} <= known


@pytest.mark.parametrize(
    ("schema", "declared"),
    [
        (params.CREATE_SESSION, checkout_params.SessionCreateParams),
        (params.LIST_SESSIONS, checkout_params.SessionListParams),
        (params.CREATE_REFUND, stripe_params.RefundCreateParams),
        (params.LIST_REFUNDS, stripe_params.RefundListParams),
        (params.LIST_CHARGES, stripe_params.ChargeListParams),
        (params.LIST_INTENTS, stripe_params.PaymentIntentListParams),
        (params.LIST_EVENTS, stripe_params.EventListParams),
        (params.LIST_DISPUTES, stripe_params.DisputeListParams),
    ],
)
def test_every_parameter_taken_is_one_the_library_sends(schema, declared):
    assert set(schema.fields) - set(declared.__annotations__) == set()
