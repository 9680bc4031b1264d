"""Forms of the certificates app."""

from django import forms

from workshops.foundation.codes import read_code


class NumberForm(forms.Form):
    """A certificate's number, as people type it."""

    number = forms.CharField(
        label="Certificate number",
        max_length=60,
        help_text="It stands at the top left of the certificate, such as LEC-2026-7QK4M-9TXWB",
        error_messages={"required": "Enter the number that stands on the certificate."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )

    def clean_number(self) -> str:
        """Capitals, no spaces; anything that cannot stand in an address is refused with a sentence."""
        number = read_code(self.cleaned_data["number"])
        if not number or not number.replace("-", "").isalnum() or not number.isascii():
            raise forms.ValidationError(
                "A certificate number has only letters, digits and hyphens. Check it and try again."
            )
        return number
