"""Forms of the certificates app."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from certificates.numbers import read_number
from certificates.uploads import MOST_MEGABYTES


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


class FileForm(forms.Form):
    """A certificate's PDF. `is_too_large`: there was a file, which was let go before it was read to its end."""

    file = forms.FileField(
        label="PDF of the certificate",
        help_text=f"{MOST_MEGABYTES} MB at most. It is compared and then forgotten: we keep no copy and no note of it.",
        error_messages={
            "required": "Choose the PDF you were given.",
            "invalid": "Choose the PDF you were given.",
            "empty": "That file is empty. Ask for it once more, or enter the number instead.",
        },
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_too_large:
            too_large = f"That file is larger than {MOST_MEGABYTES} MB, so it is not a certificate as issued. Enter its number instead."
            self.fields["file"].error_messages["required"] = too_large

    def clean_file(self) -> UploadedFile:
        """A file that begins as PDFs do; some programs put a few bytes before it."""
        file: UploadedFile = self.cleaned_data["file"]
        if b"%PDF-" not in file.read(1024):
            raise forms.ValidationError(
                "That is not a PDF. Choose the file as it was sent to you, not a photo or scan of it."
            )
        file.seek(0)
        return file


class NameForm(forms.Form):
    """The name as its holder wants it printed."""

    name = forms.CharField(
        label="Full name",
        max_length=200,
        help_text="As the certificate should print it",
        error_messages={"required": "Enter the full name, as the certificate should print it."},
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    note = forms.CharField(
        label="If it is another name: why",
        max_length=500,
        required=False,
        help_text="For the organiser, such as “I married in May”",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
