"""Forms of the attendees app: they clean shape and wording; the rules sit in the services."""

from typing import Any

from django import forms
from django.core.validators import EmailValidator

from attendees.models import User


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


class AttendanceQueryForm(forms.Form):
    """What someone says against the record of their attendance."""

    text = forms.CharField(
        label="What is wrong",
        max_length=2000,
        help_text="When you came and left, and what kept you out of the list, such as another name on the screen",
        error_messages={
            "required": "Say in a sentence or two what is wrong.",
            "max_length": "This is longer than 2,000 characters. Shorten it to what matters.",
        },
        widget=forms.Textarea(attrs={"rows": 5}),
    )


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
