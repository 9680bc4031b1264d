"""Which of our refunds is which of Stripe's. No question to the database or to Stripe."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from attendees.enums import RefundState
from attendees.models import Refund
from attendees.payments.answers import RefundAnswer


@dataclass(kw_only=True)
class Matches:
    """Pairs of ours and Stripe's: `known` are one and the same, `kept` keep a promise of ours that had not gone through.

    `outside` are the refunds at Stripe that none of ours stands for.
    """

    known: list[tuple[Refund, RefundAnswer]] = field(default_factory=list)
    kept: list[tuple[Refund, RefundAnswer]] = field(default_factory=list)
    outside: list[RefundAnswer] = field(default_factory=list)


def match(rows: Sequence[Refund], answers: Sequence[RefundAnswer]) -> Matches:
    """Match all refunds of one payment with all that Stripe has of it; both oldest first.

    A refund that we made names its row, and Stripe's id is proof as well. A failed one that names a row which has gone
    on to another is an older try and stands for nothing. Someone who pays in the dashboard what we promised, and could
    not send, keeps that promise.
    """
    found = Matches()
    for row in rows:
        answer = _best(row, answers)
        if answer:
            found.known.append((row, answer))
    taken = {answer.refund_id for _, answer in found.known}
    tries = {str(row.pk) for row in rows}
    for answer in answers:
        if answer.refund_id not in taken and not (answer.failed and answer.row in tries):
            _place(answer, rows, found)
    return found


def _best(row: Refund, answers: Sequence[RefundAnswer]) -> RefundAnswer | None:
    """Of the refunds that may be this row, one that did not fail, that we made for it, that it has already."""
    if row.state == RefundState.SUCCEEDED and row.stripe_id is None:
        # An organiser gave it back by hand.
        return None
    fits = [
        answer
        for answer in answers
        if answer.refund_id == row.stripe_id or (answer.row == str(row.pk) and not answer.failed)
    ]
    return max(fits, key=lambda answer: _fit(row, answer), default=None)


def _fit(row: Refund, answer: RefundAnswer) -> tuple[bool, bool, bool]:
    return (not answer.failed, answer.row == str(row.pk), answer.refund_id == row.stripe_id)


def _place(answer: RefundAnswer, rows: Sequence[Refund], found: Matches) -> None:
    going = {row.pk for row, known in found.known if not known.failed} | {row.pk for row, _ in found.kept}
    failing = {row.pk for row, known in found.known if known.failed}
    promises = (
        row
        for row in rows
        if row.pk not in going and row.amount_pence == answer.amount_pence and _is_unkept(row, row.pk in failing)
    )
    promise = None if answer.failed else next(promises, None)
    if promise:
        found.kept.append((promise, answer))
    else:
        found.outside.append(answer)


def _is_unkept(row: Refund, is_failing: bool) -> bool:
    """Whether we promised this and could not send it, or the bank sent it back."""
    is_waiting = row.state == RefundState.PENDING and not row.stripe_id
    return not row.is_outside and (is_failing or is_waiting or row.state == RefundState.FAILED)
