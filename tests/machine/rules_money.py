"""Rules: paying by card, what banks and the dashboard do, refunds, and invoices."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from attendees.enums import BookingState, PaymentMethod, PaymentState, RefundState, Settlement
from attendees.models import Payment
from attendees.services.checkouts import start_checkout
from attendees.services.invoicing import pay_by_card, record_transfer, release_unpaid, trust_booking
from attendees.services.payments import close_checkout, refresh_payment
from attendees.services.refunding import carry_out_refund, retry_refund, settle_refund_by_hand
from attendees.services.releasing import expire_booking
from tests.machine.books import UNDER_WAY
from tests.machine.rules import BY, GOING, PICK, Rules, pick, there_is
from tests.stripe_sandbox.errors import StripeError


def at_stripe(books):
    return [payment for payment in books.payments if payment.checkout_id]


def by_card(books):
    return [payment for payment in books.payments if payment.intent_id]


def payable(books):
    return [payment for payment in books.payments if payment.state in UNDER_WAY]


def held_by_card(books):
    return [row for row in books.bookings if (row.state, row.settlement) == (BookingState.HELD, Settlement.CARD)]


def waits_for_a_worker(books):
    """Refunds to be sent, and tries whose checkout is to be closed."""
    refunds = [row for row in books.refunds if row.state == RefundState.PENDING and not row.is_outside]
    lapsed = [row for row in books.payments if row.state == PaymentState.LAPSED and not row.closed_at]
    return [row for row in refunds if books.payment[row.payment_id].method == PaymentMethod.CARD] + lapsed


def to_be_settled(books):
    return [row for row in books.refunds if row.state != RefundState.SUCCEEDED]


def outstanding(books):
    rows = (booking for booking in books.bookings if booking.settlement == Settlement.INVOICE)
    return [booking for booking in rows if books.owed(booking) > books.kept(booking)]


def held_on_invoice(books):
    return [booking for booking in outstanding(books) if booking.state == BookingState.HELD]


class CardRules(Rules):
    """What payers and workers do with payments by card."""

    def walk_on(self, booking_id, going):
        """From our page to Stripe's, to its button, and back."""
        under_way = Payment.objects.filter(booking_id=booking_id, state__in=UNDER_WAY).first()
        if under_way and going != "leaves":
            self.pay(under_way.pk, going)

    def pay(self, payment_id, going):
        self.attempt_at_stripe(lambda: start_checkout(payment_id=payment_id))
        checkout_id = Payment.objects.values_list("checkout_id", flat=True).get(pk=payment_id)
        if going != "opens":
            self.attempt_at_stripe(lambda: self.stripe.pay(checkout_id))
        if going == "comes back":
            refresh_payment(payment_id=payment_id)

    def attempt_at_stripe(self, call):
        """Stripe's answer, or its refusal: a page that was closed, a refund of more than there is."""
        try:
            return call()
        except StripeError as refusal:
            return refusal

    @there_is(payable)
    @rule(number=PICK, going=GOING)
    def go_and_pay(self, number, going):
        """Whoever comes back to the page of a booking, or of a move, to pay."""
        payment = pick(payable(self.books), number)
        self.pay(payment.id, going)

    @there_is(at_stripe)
    @rule(number=PICK, what=st.sampled_from(["pays", "pays", "looks", "closes"]))
    def use_an_old_page(self, number, what):
        """Whichever of Stripe's pages, or of ours, still stands open in some browser."""
        payment = pick(at_stripe(self.books), number)
        if what == "looks":
            refresh_payment(payment_id=payment.id)
        else:
            act = self.stripe.pay if what == "pays" else self.stripe.expire
            self.attempt_at_stripe(lambda: act(payment.checkout_id))

    @there_is(held_by_card)
    @rule(number=PICK, going=GOING)
    def a_hold_ends_while_stripe_is_silent(self, number, going):
        """The sweep's patience with Stripe is over, and the page there still stands open: whoever pays now is late."""
        booking = pick(held_by_card(self.books), number)
        page = next((row for row in self.books.under_way(booking) if row.checkout_id), None)
        expire_booking(booking_id=booking.id, by="sweep")
        if page and going in {"pays", "comes back"}:
            self.attempt_at_stripe(lambda: self.stripe.pay(page.checkout_id))
        if page and going == "comes back":
            refresh_payment(payment_id=page.id)

    @there_is(waits_for_a_worker)
    @rule(number=PICK, times=st.sampled_from([1, 1, 2]))
    def a_worker_takes_it_up(self, number, times):
        """Once, or twice where the broker delivers a task twice."""
        row = pick(waits_for_a_worker(self.books), number)
        for _ in range(times):
            if hasattr(row, "checkout_id"):
                close_checkout(payment_id=row.id)
            else:
                carry_out_refund(refund_id=row.id)


class RefundRules(Rules):
    """Money that goes back: by the dashboard, by a bank, by hand."""

    @there_is(to_be_settled)
    @rule(number=PICK, by_hand=st.booleans())
    def settle_a_refund(self, number, by_hand):
        """One that failed is sent again, or given back in another way."""
        refund = pick(to_be_settled(self.books), number)
        if by_hand:
            self.attempt(settle_refund_by_hand, refund_id=refund.id, by=BY, reason="By bank transfer.")
        else:
            self.attempt(retry_refund, refund_id=refund.id, by=BY)

    @there_is(by_card)
    @rule(number=PICK, share=st.sampled_from([None, None, 2, 3]), how=st.sampled_from(["at once", "pending", "bank"]))
    def money_goes_back_at_stripe(self, number, share, how):
        """All that is left of a payment or a part of it: refunded in the dashboard, or asked for by the payer's bank."""
        payment = pick(by_card(self.books), number)
        amount = share and payment.amount_pence // share
        if how == "bank":
            self.attempt_at_stripe(lambda: self.stripe.dispute(payment.intent_id, amount=amount))
        else:
            is_pending = how == "pending"
            self.attempt_at_stripe(lambda: self.stripe.refund(payment.intent_id, amount=amount, is_pending=is_pending))

    @there_is(by_card)
    @rule(number=PICK, outcome=st.sampled_from(["lost", "lost", "won"]))
    def a_bank_decides(self, number, outcome):
        """A dispute is lost or won, once or the other way round; a refund that went through comes back."""
        disputes, refunds = self.found_at_stripe("dispute"), self.found_at_stripe("refund")
        found = pick([*refunds, *disputes], number) if disputes or refunds else None
        if found in disputes:
            self.attempt_at_stripe(lambda: self.stripe.close_dispute(found, outcome=outcome))
        elif found:
            act = self.stripe.complete_refund if outcome == "won" else self.stripe.fail_refund
            self.attempt_at_stripe(lambda: act(found))


class InvoiceRules(Rules):
    """Bookings on invoice."""

    @there_is(outstanding)
    @rule(number=PICK, share=st.sampled_from([1, 1, 2, 3]))
    def transfer_arrives(self, number, share):
        booking = pick(outstanding(self.books), number)
        amount = (self.books.owed(booking) - self.books.kept(booking)) // share
        self.attempt(record_transfer, booking_id=booking.id, amount_pence=amount, reference="FT-1", by=BY)

    @there_is(outstanding)
    @rule(number=PICK, going=GOING)
    def pay_an_invoice_by_card(self, number, going):
        booking = pick(outstanding(self.books), number)
        if self.attempt(pay_by_card, booking_id=booking.id):
            self.walk_on(booking.id, going)

    @there_is(held_on_invoice)
    @rule(number=PICK, how=st.sampled_from([trust_booking, release_unpaid]))
    def decide_on_an_invoice(self, number, how):
        """An organiser trusts whoever has not paid, or does not wait for them any longer."""
        booking = pick(held_on_invoice(self.books), number)
        self.attempt(how, booking_id=booking.id, by=BY, reason="They always pay, or never.")
