"""The booking form: three fields for one place; the rest shows where it is needed."""

import uuid
from typing import Any

from django import forms

from attendees.forms import PersonForm, PlainEmailField
from attendees.people import Attendee
from attendees.proofs import proves
from attendees.services.booking import Billing
from attendees.services.eligibility import asked_fields
from attendees.services.quoting import typed_codes
from workshops.models import Session, TicketType

INVOICE = "invoice"
ASKED = {
    "profession": "Your profession",
    "service": "The service or employer you work for",
    "registration_body": "Your professional body",
    "registration_number": "Your registration number",
}
# What stands in the part that is closed until someone opens it.
MORE = (
    "quantity",
    "attends",
    "code",
    "settlement",
    "billing_name",
    "billing_address",
    "purchase_order",
    "accounts_email",
)


class BookingForm(PersonForm):
    """Places on one session. For a guest who books one place: name, email, consent."""

    ticket = forms.ChoiceField(
        label="Ticket",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a ticket.",
            "invalid_choice": "That ticket is not on sale for this session. Choose another.",
        },
    )
    quantity = forms.IntegerField(
        label="How many places?",
        required=False,
        min_value=1,
        max_value=200,
        initial=1,
        help_text="You can name people now, later, or let them enter their own names",
        error_messages={
            "invalid": "Write the number of places in figures, such as 3.",
            "min_value": "Book at least one place.",
            "max_value": "Write to us for more than 200 places.",
        },
    )
    attends = forms.BooleanField(label="One of the places is for me", required=False)
    code = forms.CharField(
        label="Code", required=False, max_length=90, help_text="For a discount, or for a ticket that needs one"
    )
    settlement = forms.ChoiceField(
        label="How will it be paid?",
        choices=[("card", "By card now"), (INVOICE, "By invoice, for organisations")],
        initial="card",
        required=False,
        widget=forms.RadioSelect,
    )
    billing_name = forms.CharField(label="Organisation that pays", required=False, max_length=200)
    billing_address = forms.CharField(
        label="Billing address",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )
    purchase_order = forms.CharField(
        label="Purchase order number",
        required=False,
        max_length=60,
        help_text="If you have one; we print it on the invoice",
    )
    accounts_email = PlainEmailField(
        label="Email of accounts payable", required=False, max_length=254, help_text="Gets a copy of the invoice"
    )
    declared = forms.BooleanField(required=False)
    profession = forms.CharField(required=False, max_length=120)
    service = forms.CharField(required=False, max_length=160)
    registration_body = forms.CharField(required=False, max_length=80)
    registration_number = forms.CharField(required=False, max_length=40)
    consent = forms.BooleanField(
        label="I agree that you keep my name and email to run this session, record who attended, and issue my certificate.",
        error_messages={"required": "Tick the box, so that we may keep your name and email for this booking."},
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    shown_pence = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    proof = forms.CharField(required=False, max_length=600, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, session: Session, tickets: list[TicketType], takes_invoice: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        self.tickets = {str(ticket.pk): ticket for ticket in tickets}
        self._choose_ticket(tickets)
        self._ask_declaration(tickets)
        self._ask_people(tickets)
        self._offer_invoice(takes_invoice=takes_invoice)
        if self.user:
            del self.fields["consent"]

    def clean(self) -> dict[str, Any]:
        """An invoice needs somebody to go to."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("settlement") == INVOICE:
            for field, sentence in (
                ("billing_name", "Write the name of the organisation that pays, as the invoice should print it."),
                ("billing_address", "Write the billing address, as the invoice should print it."),
            ):
                if not cleaned.get(field) and field not in self.errors:
                    self.add_error(field, sentence)
        return cleaned

    def clean_quantity(self) -> int:
        return self.cleaned_data.get("quantity") or 1

    @property
    def chosen_ticket(self) -> TicketType:
        """The ticket chosen, with the session as it was loaded for the page."""
        ticket = self.tickets[self.cleaned_data["ticket"]]
        ticket.session = self.session
        return ticket

    @property
    def attendees(self) -> list[Attendee]:
        """Who sits where: whoever books one place sits there; of several, the first only if they say so."""
        given = self.cleaned_data
        quantity = given["quantity"]
        booker = Attendee(
            name=given["name"],
            email=self.address,
            declared=bool(given.get("declared")),
            proven=bool(self.user) or proves(given.get("proof", ""), self.address),
            **{name: given.get(name, "") for name in ASKED},
        )
        if quantity == 1:
            return [booker]
        others = [Attendee()] * (quantity - 1)
        return [booker, *others] if given.get("attends") else [Attendee(), *others]

    @property
    def billing(self) -> Billing | None:
        """To whom the invoice goes; None for everything paid by card."""
        given = self.cleaned_data
        if given.get("settlement") != INVOICE:
            return None
        return Billing(
            name=given["billing_name"],
            address=given["billing_address"],
            purchase_order=given["purchase_order"],
            accounts_email=given["accounts_email"],
        )

    @property
    def is_open(self) -> bool:
        """Whether the part for several places, codes and invoices is to be shown open."""
        if any(name in self.errors for name in MORE) or str(self["quantity"].value() or "1") != "1":
            return True
        return bool(self["code"].value()) or self.is_invoice

    @property
    def is_invoice(self) -> bool:
        """Whether an invoice is asked for, as the form stands."""
        return "settlement" in self.fields and self["settlement"].value() == INVOICE

    @property
    def asked(self) -> list[forms.BoundField]:
        """The questions about the person that a ticket asks."""
        return [self[name] for name in ASKED if name in self.fields]

    def _choose_ticket(self, tickets: list[TicketType]) -> None:
        self.fields["ticket"].choices = [(key, ticket.name) for key, ticket in self.tickets.items()]  # type: ignore[attr-defined]
        if len(tickets) == 1:
            self.fields["ticket"].initial = tickets[0].pk
            self.fields["ticket"].widget = forms.HiddenInput()

    def _ask_declaration(self, tickets: list[TicketType]) -> None:
        wordings = [ticket.declaration for ticket in tickets if ticket.declaration]
        if not wordings:
            del self.fields["declared"]
            return
        only = len(tickets) == 1
        self.fields["declared"].label = wordings[0] if only else f"For the ticket that asks for it: {wordings[0]}"
        if only and tickets[0].min_places == 1:
            self.fields["declared"].error_messages["required"] = f"Tick the box if this is true of you: “{wordings[0]}”"
            self.fields["declared"].required = self._is_for_one()

    def _ask_people(self, tickets: list[TicketType]) -> None:
        asked = {name for ticket in tickets for name in asked_fields(ticket)}
        for name, label in ASKED.items():
            if name in asked:
                self.fields[name].label = label
            else:
                del self.fields[name]

    def _offer_invoice(self, *, takes_invoice: bool) -> None:
        if not takes_invoice:
            for name in ("settlement", "billing_name", "billing_address", "purchase_order", "accounts_email"):
                del self.fields[name]

    def _is_for_one(self) -> bool:
        return str(self.data.get("quantity") or "1") == "1" if self.is_bound else True


def split_codes(text: str, session: Session) -> tuple[str, str]:
    """What was typed as a code: the codes of hidden tickets in it, and what is left, which must be a discount."""
    known = {ticket.code.upper() for ticket in session.ticket_types.all() if ticket.code}
    typed = typed_codes(text)
    return " ".join(sorted(typed & known)), "".join(
        word for word in text.upper().replace(",", " ").split() if word not in known
    )
