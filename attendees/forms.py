"""Forms of the attendees app."""

from django import forms


class SignupForm(forms.Form):
    """What an account needs beyond an address: the name that certificates print."""

    name = forms.CharField(label="Full name", max_length=200, help_text="As your certificate should print it")

    field_order = ("name", "email", "password1")

    def signup(self, request: object, user: object) -> None:
        """Called by allauth with the new account, after it was saved."""
        user.name = self.cleaned_data["name"].strip()  # type: ignore[attr-defined]
        user.save(update_fields=["name"])  # type: ignore[attr-defined]
