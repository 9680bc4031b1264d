"""The small parts on their own."""

import pytest
import stripe

from tests.stripe_sandbox.checkout import DUE
from tests.stripe_sandbox.errors import StripeError
from tests.stripe_sandbox.form import decode
from tests.stripe_sandbox.ids import new_id
from tests.stripe_sandbox.outbox import _shuffled
from tests.stripe_sandbox.query import Query
from tests.stripe_sandbox.signing import sign
from tests.stripe_sandbox.store import Store, StoreClosedError
from tests.stripe_sandbox.validation import ListOf, Metadata, Moment, Whole


@pytest.fixture
def store():
    store = Store()
    yield store
    store.close()


def thing(name, created=1, **fields):
    return {"id": name, "object": "thing", "created": created, **fields}


def change_and_fail(store, change):
    with store.transaction():
        change()
        raise KeyError


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", {}),
        ("a=1&b=", {"a": "1", "b": ""}),
        ("a[b][c]=1&a[b][d]=2", {"a": {"b": {"c": "1", "d": "2"}}}),
        ("a[]=x&a[]=y", {"a": {"0": "x", "1": "y"}}),
        ("a[0][b]=x&a[1][b]=y", {"a": {"0": {"b": "x"}, "1": {"b": "y"}}}),
        ("name=Caf%C3%A9+%26+tea", {"name": "Café & tea"}),
    ],
)
def test_decode_reads_nested_brackets(text, tree):
    assert decode(text) == tree


def test_decode_of_a_text_used_as_a_mapping_is_refused():
    with pytest.raises(StripeError, match="Invalid object"):
        decode("a=1&a[b]=2")


def test_list_keeps_the_order_of_its_numbers():
    raw = {"10": "10", "2": "2", "0": "0"}

    assert ListOf(Whole()).clean(raw, "n") == [0, 2, 10]


@pytest.mark.parametrize("raw", ["x", {"a": "1"}])
def test_list_of_something_else_is_refused(raw):
    with pytest.raises(StripeError, match="Invalid array"):
        ListOf(Whole()).clean(raw, "n")


def test_list_too_long_is_refused():
    with pytest.raises(StripeError, match="no more than 1 elements"):
        ListOf(Whole(), 1).clean({"0": "1", "1": "2"}, "n")


def test_metadata_unset_is_empty():
    assert Metadata().clean("", "metadata") == {}
    assert Metadata().clean({"a": "", "b": "1"}, "metadata") == {"b": "1"}


def test_metadata_keeps_keys_that_are_numbers():
    assert Metadata().clean({"0": "x"}, "metadata") == {"0": "x"}


def test_moment_reads_a_second_and_bounds():
    assert Moment().clean("5", "created") == {"gte": 5, "lte": 5}
    assert Moment().clean({"gt": "5"}, "created") == {"gt": 5}


def test_store_gives_back_copies(store):
    store.add(thing("a", size=1))

    store.get("a")["size"] = 2

    assert store.get("a")["size"] == 1


def test_store_undoes_a_transaction_that_failed(store):
    store.add(thing("a", size=1))

    with pytest.raises(KeyError):
        change_and_fail(store, lambda: store.save(thing("a", size=2)))

    assert store.get("a")["size"] == 1


def test_store_undoes_only_the_inner_transaction(store):
    with store.transaction():
        store.add(thing("outer"))
        with pytest.raises(KeyError):
            change_and_fail(store, lambda: store.add(thing("inner")))

    assert (store.get("outer") is None, store.get("inner") is None) == (False, True)


def test_store_refuses_once_closed():
    store = Store()
    store.close()

    with pytest.raises(StoreClosedError):
        store.get("a")


def test_store_looks_for_open_sessions_by_index_only(store):
    plan = [row["detail"] for row in store.run(f"EXPLAIN QUERY PLAN {DUE}", (1,))]

    assert plan == ["SEARCH objects USING INDEX objects_open (<expr><?)"]


def test_store_lists_without_sorting(store):
    sql, values = Query("event", limit=10).sql()

    plan = [row["detail"] for row in store.run(f"EXPLAIN QUERY PLAN {sql}", values)]

    assert plan == ["SEARCH objects USING INDEX objects_kind (kind=?)"]


@pytest.mark.parametrize("name", ["payment_intent", "charge"])
def test_store_filters_by_index(store, name):
    sql, values = Query("refund", where={name: "x"}).sql()

    plan = " ".join(row["detail"] for row in store.run(f"EXPLAIN QUERY PLAN {sql}", values))

    assert {"payment_intent": "objects_intent", "charge": "objects_charge"}[name] in plan


def test_ids_are_unlike_each_other():
    assert len({new_id("refund") for _ in range(500)}) == 500


def test_shuffle_never_keeps_the_order():
    assert all(_shuffled([1, 2, 3]) != [1, 2, 3] for _ in range(200))
    assert _shuffled([1]) == [1]


def test_signature_of_300_seconds_is_still_fresh():
    header = sign(b"{}", "whsec_x", age=299)

    assert stripe.WebhookSignature.verify_header("{}", header, "whsec_x", tolerance=300)
