"""Forms of the attendees app: they clean shape and wording; the rules sit in the services."""

import uuid
from typing import Any

from django import forms
from django.core.validators import EmailValidator

from attendees.models import User
from workshops.models import Session, TicketType


class SignupForm(forms.Form):
    """What an account needs beyond an address: the name that certificates print."""

    name = forms.CharField(
        label="Full name",
        max_length=200,
        help_text="As your certificate should print it",
        error_messages={"required": "Enter your full name, as your certificate should print it."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    field_order = ("name", "email", "password1")

    def signup(self, request: object, user: User) -> None:
        """Called by allauth with the new account, after it was saved."""
        user.name = self.cleaned_data["name"].strip()
        user.save(update_fields=["name"])


class PlainEmailField(forms.EmailField):
    """An email field whose refusal shows what was typed and what is missing."""

    default_validators = []

    def clean(self, value: Any) -> str:
        address = str(super().clean(value)).strip()
        if not address:
            return address
        try:
            EmailValidator()(address)
        except forms.ValidationError as error:
            raise forms.ValidationError(_what_is_missing(address)) from error
        return address.lower()


def _what_is_missing(address: str) -> str:
    local, at, domain = address.partition("@")
    if not at:
        return f"“{address}” has no @. Write the whole address, such as name@example.org."
    if local and "." not in domain:
        return f"“{address}” needs an ending, such as .uk or .org."
    return f"“{address}” does not look like an email address. Check it for spaces and slips."


class PersonForm(forms.Form):
    """Name and address of someone without an account."""

    name = forms.CharField(
        label="Full name",
        max_length=200,
        help_text="As your certificate should print it",
        error_messages={
            "required": "Enter your full name, as your certificate should print it.",
            "max_length": "This name is longer than 200 characters. Shorten it, and write to us for the certificate.",
        },
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = PlainEmailField(
        label="Email",
        max_length=254,
        help_text="We send your confirmation here",
        error_messages={"required": "Enter your email address, so that your confirmation can reach you."},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if user:
            del self.fields["email"]
            self.fields["name"].initial = user.name

    def clean_name(self) -> str:
        """A name needs something that can be printed; some characters are nothing but air."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not any(character.isalnum() for character in name):
            raise forms.ValidationError("Enter your full name, as your certificate should print it.")
        return name

    @property
    def address(self) -> str:
        """The address typed, or the signed-in person's."""
        return self.user.email if self.user else str(self.cleaned_data["email"])


class BookingForm(PersonForm):
    """One place on one session. For a guest: name, email, consent; the rest appears only where it is needed."""

    ticket = forms.ChoiceField(
        label="Ticket",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a ticket.",
            "invalid_choice": "That ticket is not on sale for this session. Choose another.",
        },
    )
    declared = forms.BooleanField(required=False)
    consent = forms.BooleanField(
        label="I agree that you keep my name and email to run this session, record who attended, and issue my certificate.",
        error_messages={"required": "Tick the box, so that we may keep your name and email for this booking."},
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    field_order = ("ticket", "name", "email", "declared", "consent", "form_key")

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        tickets = list(session.ticket_types.all())
        self.tickets = {str(ticket.pk): ticket for ticket in tickets}
        self.fields["ticket"].choices = [(key, ticket.name) for key, ticket in self.tickets.items()]  # type: ignore[attr-defined]
        if len(tickets) == 1:
            self.fields["ticket"].initial = tickets[0].pk
            self.fields["ticket"].widget = forms.HiddenInput()
        self._ask_declaration(tickets)
        if self.user:
            del self.fields["consent"]

    @property
    def chosen_ticket(self) -> TicketType:
        """The ticket chosen, with the session as it was loaded for the page."""
        ticket = self.tickets[self.cleaned_data["ticket"]]
        ticket.session = self.session
        return ticket

    def _ask_declaration(self, tickets: list[TicketType]) -> None:
        wordings = [ticket.declaration for ticket in tickets if ticket.declaration]
        if not wordings:
            del self.fields["declared"]
            return
        only = len(tickets) == 1
        self.fields["declared"].label = wordings[0] if only else f"For the ticket that asks for it: {wordings[0]}"
        if only:
            self.fields["declared"].required = True
            self.fields["declared"].error_messages["required"] = f"Tick the box if this is true of you: “{wordings[0]}”"
