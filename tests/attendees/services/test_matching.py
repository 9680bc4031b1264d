"""Which of our refunds is which of Stripe's: for any mix of ours, theirs and failed ones."""

from hypothesis import given
from hypothesis import strategies as st

from attendees.enums import RefundState
from attendees.models import Refund
from attendees.payments.answers import RefundAnswer
from attendees.services.matching import match

SUMS = st.sampled_from([500, 4000, 9500])


def ours(pk, state=RefundState.PENDING, stripe_id=None, *, pence=9500, is_outside=False):
    return Refund(pk=pk, state=state, stripe_id=stripe_id, amount_pence=pence, is_outside=is_outside)


def theirs(refund_id, state="succeeded", row="", *, pence=9500):
    return RefundAnswer(
        refund_id=refund_id, succeeded=state == "succeeded", failed=state == "failed", amount_pence=pence, row=str(row)
    )


def told(found):
    """The matches by their ids."""
    pairs = [[(row.pk, answer.refund_id) for row, answer in part] for part in (found.known, found.kept)]
    return *pairs, [answer.refund_id for answer in found.outside]


@st.composite
def books(draw):
    """Rows as they may stand, and refunds at Stripe of which some are ours, some older tries, some from outside."""
    count = draw(st.integers(0, 4))
    answers, rows = [], []
    for pk in range(1, count + 1):
        state = draw(st.sampled_from(list(RefundState)))
        has_id = draw(st.booleans()) or state == RefundState.SUCCEEDED
        rows.append(ours(pk, state, f"re_{pk}" if has_id else None, pence=draw(SUMS)))
        if has_id:
            answers.append(theirs(f"re_{pk}", draw(STATES), pk, pence=rows[-1].amount_pence))
        if draw(st.booleans()):
            answers.append(theirs(f"re_old_{pk}", "failed", pk, pence=rows[-1].amount_pence))
    answers += [theirs(f"re_out_{number}", draw(STATES), pence=draw(SUMS)) for number in range(draw(st.integers(0, 3)))]
    return rows, draw(st.permutations(answers))


STATES = st.sampled_from(["pending", "succeeded", "failed"])


@given(books())
def test_each_refund_at_stripe_stands_for_one_thing_at_most(book):
    rows, answers = book

    known, kept, outside = told(match(rows, answers))

    placed = [found for _, found in known + kept] + outside
    assert len(placed) == len(set(placed))
    assert {answer.refund_id for answer in answers} - set(placed) <= {
        answer.refund_id for answer in answers if answer.failed and answer.row
    }


@given(books())
def test_each_row_is_paid_by_one_refund_at_most(book):
    rows, answers = book
    found = match(rows, answers)

    paid = [row.pk for row, answer in found.known + found.kept if not answer.failed]

    assert len(paid) == len(set(paid))


@given(books())
def test_only_promises_of_the_same_sum_are_kept_and_only_by_strangers(book):
    rows, answers = book

    for row, answer in match(rows, answers).kept:
        assert (row.amount_pence, answer.row, row.is_outside) == (answer.amount_pence, "", False)
        assert not answer.failed


@given(books())
def test_written_down_it_is_matched_the_same_way_for_good(book):
    rows, answers = book
    found = match(rows, answers)
    for row, answer in found.known + found.kept:
        row.stripe_id = answer.refund_id
        row.state = "failed" if answer.failed else "succeeded"
    rows += [
        ours(100 + number, "succeeded", answer.refund_id, is_outside=True)
        for number, answer in enumerate(found.outside)
    ]

    again = match(rows, answers)

    assert (again.kept, again.outside) == ([], [])


def test_id_and_note_are_proof():
    rows = [ours(1, RefundState.SUCCEEDED, "re_1"), ours(2)]

    assert told(match(rows, [theirs("re_1"), theirs("re_2", row=2)])) == ([(1, "re_1"), (2, "re_2")], [], [])


def test_note_of_a_row_of_another_payment_is_no_proof():
    assert told(match([ours(1, pence=100)], [theirs("re_9", row=7)])) == ([], [], ["re_9"])


def test_older_try_stands_for_nothing():
    rows = [ours(1, RefundState.SUCCEEDED, "re_2")]

    assert told(match(rows, [theirs("re_1", "failed", row=1), theirs("re_2", row=1)])) == ([(1, "re_2")], [], [])


def test_try_that_goes_out_is_not_stopped_by_the_one_before():
    assert told(match([ours(1)], [theirs("re_1", "failed", row=1)])) == ([], [], [])


def test_stranger_keeps_a_promise_that_waits_or_failed():
    rows = [ours(1, RefundState.FAILED, "re_1"), ours(2), ours(3, RefundState.PENDING, "re_3")]
    answers = [theirs("re_1", "failed", row=1), theirs("re_3", "pending", row=3)]
    strangers = [theirs("re_a"), theirs("re_b"), theirs("re_c")]

    known, kept, outside = told(match(rows, answers + strangers))

    assert (kept, outside) == ([(1, "re_a"), (2, "re_b")], ["re_c"])
    assert known == [(1, "re_1"), (3, "re_3")]


def test_stranger_of_another_sum_keeps_nothing():
    assert told(match([ours(1)], [theirs("re_a", pence=9400)])) == ([], [], ["re_a"])


def test_stranger_that_failed_keeps_nothing():
    assert told(match([ours(1)], [theirs("re_a", "failed")])) == ([], [], ["re_a"])


def test_refund_given_back_by_hand_takes_nothing():
    rows = [ours(1, RefundState.SUCCEEDED)]

    assert told(match(rows, [theirs("re_1", "failed", row=1), theirs("re_a")])) == ([], [], ["re_a"])


def test_refund_from_outside_that_failed_is_no_promise():
    rows = [ours(1, RefundState.FAILED, "re_a", is_outside=True)]

    assert told(match(rows, [theirs("re_a", "failed"), theirs("re_b")])) == ([(1, "re_a")], [], ["re_b"])


def test_our_own_refund_takes_its_row_back_from_a_stranger():
    rows = [ours(1, RefundState.SUCCEEDED, "re_a")]

    assert told(match(rows, [theirs("re_a"), theirs("re_1", row=1)])) == ([(1, "re_1")], [], ["re_a"])
