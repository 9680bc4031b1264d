"""Forms of those who are there: the code of a session, and what would help to take part."""

from typing import Any

from django import forms

from attendees.forms import PlainEmailField


class CheckInForm(forms.Form):
    """The code on the screen; the address of the booking too, for people of whom nothing is known."""

    code = forms.CharField(
        label="Code on the screen",
        max_length=20,
        help_text="Six letters and figures, such as 7KQ 4MP",
        error_messages={
            "required": "Type the code that is on the screen.",
            "max_length": "The code has six letters and figures.",
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "big"}
        ),
    )
    email = PlainEmailField(
        label="Email",
        max_length=254,
        help_text="The address that your place is booked with",
        error_messages={"required": "Enter the email address that your place is booked with."},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = not is_known


class NeedForm(forms.Form):
    """What would help someone take part, and that we may keep it."""

    text = forms.CharField(
        label="What would help you?",
        max_length=1000,
        help_text="Such as a step-free way in, captions, a quiet seat, or what you eat",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Write what would help you. To take back what you wrote before, press “Withdraw”.",
            "max_length": "This is longer than 1,000 characters. Keep to what matters on the day.",
        },
    )
    consents = forms.BooleanField(
        label="I agree that the people who prepare this session read this. It is deleted soon after the session, or when I withdraw it.",
        error_messages={"required": "Tick the box, so that we may keep this until the session is over."},
    )
