"""Forms of the certificates app."""

from django import forms

from certificates.numbers import read_number


class NumberForm(forms.Form):
    """A certificate's number, as people type it."""

    number = forms.CharField(
        label="Certificate number",
        max_length=200,
        help_text="At the top left of the certificate, such as LEC-2026-7QK4M-9TXWB",
        error_messages={
            "required": "Enter the number at the top left of the certificate.",
            "max_length": "That is too long for a certificate number.",
            "null_characters_not_allowed": "A certificate number has only letters, digits and hyphens.",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )

    def clean_number(self) -> str:
        """As it is stored, however it was typed; anything else is refused with a sentence."""
        number = read_number(self.cleaned_data["number"])
        if not number:
            raise forms.ValidationError(
                "That is not a whole certificate number. It has four parts, such as LEC-2026-7QK4M-9TXWB."
            )
        return number
