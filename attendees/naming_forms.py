"""Forms about who sits in a place: they clean shape and wording; the rules sit in the services."""

from collections.abc import Iterable
from typing import Any

from django import forms

from attendees.forms import PersonForm
from attendees.models import Place
from attendees.people import Attendee
from attendees.queries import account_of
from attendees.services.eligibility import asked_fields
from workshops.models import TicketType

ASKED_HERE = ("profession", "service", "registration_body", "registration_number")
NOT_FOR_BROWSERS = {"autocomplete": "off"}


class NameForm(forms.Form):
    """The name of someone who has a place, put right."""

    name = forms.CharField(
        label="Full name",
        max_length=200,
        help_text="As the certificate should print it",
        error_messages={
            "required": "Enter the full name, as the certificate should print it.",
            "max_length": "This name is longer than 200 characters. Shorten it, and write to us for the certificate.",
        },
    )


class SeatForm(PersonForm):
    """Who is to have a place: name and address, and what its ticket type asks. Give it the ticket types in question."""

    profession = forms.CharField(
        label="Profession", max_length=120, error_messages={"required": "Enter the profession."}
    )
    service = forms.CharField(
        label="Service or employer", max_length=160, error_messages={"required": "Enter the service or employer."}
    )
    registration_body = forms.CharField(
        label="Professional body", max_length=80, error_messages={"required": "Enter the professional body."}
    )
    registration_number = forms.CharField(
        label="Registration number", max_length=40, error_messages={"required": "Enter the registration number."}
    )
    declared = forms.BooleanField()
    # How the declaration is put: it is worded as the person would say it.
    says = "{}"

    def __init__(self, *args: Any, tickets: Iterable[TicketType], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tickets = list(tickets)
        asked = {name for ticket in tickets for name in asked_fields(ticket)}
        for name in ASKED_HERE:
            if name not in asked:
                del self.fields[name]
        _ask_declaration(self, tickets, self.says)

    def attendee(self) -> Attendee:
        """Whom the valid form names; proven is an address that a signed-in account has verified."""
        kept = {name: value for name, value in self.cleaned_data.items() if name in Attendee.__dataclass_fields__}
        return Attendee(
            **kept | {"email": self.address}, proven=bool(self.user and account_of(self.address) == self.user)
        )


class OtherPersonForm(SeatForm):
    """Somebody else's name and address: the browser should not offer those of whoever is typing."""

    says = "This person can say: “{}”"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = "As the certificate should print it"
        self.fields["name"].error_messages["required"] = "Enter the full name, as the certificate should print it."
        self.fields["email"].help_text = "We write to this address"
        self.fields["email"].error_messages["required"] = (
            "Enter the email address, so that we can write to this person."
        )
        for name in ("name", "email"):
            self.fields[name].widget.attrs.update(NOT_FOR_BROWSERS)


class ClaimForm(SeatForm):
    """Taking a place through the invite link; a guest agrees that we keep name and address."""

    consent = forms.BooleanField(
        label="I agree that you keep my name and email to run this session, record who attended, and issue my certificate.",
        error_messages={"required": "Tick the box, so that we may keep your name and email for this place."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.user:
            del self.fields["consent"]


class ListForm(forms.Form):
    """A pasted list of people, and whom the booker was shown as understood."""

    text = forms.CharField(
        label="Names and email addresses",
        max_length=40_000,
        help_text="One person a line, such as: Grace Hopper, grace@example.org",
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={
            "required": "Paste the list here first: one person a line.",
            "max_length": "This list is too long to be read at once. Paste it in parts.",
        },
    )
    declared = forms.BooleanField()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, tickets: Iterable[TicketType], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tickets = list(tickets)
        labels = [
            str(SeatForm.base_fields[name].label).lower() for ticket in tickets[:1] for name in asked_fields(ticket)
        ]
        if labels:
            self.fields["text"].help_text += f", {', '.join(labels)}"
        _ask_declaration(self, tickets, "Everyone on the list can say: “{}”")


class ReasonForm(forms.Form):
    """Why an organiser changes what others booked."""

    reason = forms.CharField(
        label="Why you change it",
        max_length=300,
        help_text="Kept with the change, for organisers",
        error_messages={"required": "Say in a few words why you change it: you act for somebody else."},
    )


class RowForm(OtherPersonForm):
    """One of several small forms on a page, for `place`; an empty one is passed over."""

    def __init__(self, data: Any = None, *, place: Place) -> None:
        super().__init__(
            data,
            prefix=place.code.lower(),
            tickets=[place.ticket_type],
            empty_permitted=True,
            use_required_attribute=False,
        )
        self.place = place
        # Said once above the rows instead.
        self.fields["name"].help_text = self.fields["email"].help_text = ""


def _ask_declaration(form: forms.Form, tickets: Iterable[TicketType], says: str) -> None:
    """One box for what the ticket types ask to be declared; none when they ask nothing."""
    wording = " ".join(dict.fromkeys(ticket.declaration for ticket in tickets if ticket.declaration))
    if not wording:
        del form.fields["declared"]
        return
    form.fields["declared"].label = says.format(wording)
    form.fields["declared"].error_messages["required"] = f"Tick the box if this is true: “{wording}”"
