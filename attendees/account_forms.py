"""The forms of django-allauth in our words: what is missing is said for each field, and no label stands twice."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from django.forms import Field

LONG_ENOUGH = "At least 10 characters. Three or four unrelated words are easy to remember."

REQUIRED = {
    "email": "Enter your email address.",
    "login": "Enter your email address.",
    "password": "Enter your password.",
    "oldpassword": "Enter the password you have now.",
    "password1": "Choose a password.",
    "password2": "Type the new password once more.",
    "code": "Enter the code.",
}
LABELS = {
    "oldpassword": "Current password",
    "password2": "New password again",
}


class PlainWording:
    """Put before one of allauth's forms: rewords its fields once they are all there."""

    fields: dict[str, Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            _say_what_is_missing(name, field)
        if "password1" in self.fields:
            self.fields["password1"].help_text = LONG_ENOUGH


def _say_what_is_missing(name: str, field: Field) -> None:
    if name in REQUIRED:
        field.error_messages["required"] = REQUIRED[name]
    if name in ("email", "login"):
        field.error_messages["invalid"] = "Write the whole email address, such as name@example.org."


class NewPassword(PlainWording):
    """For the forms that replace a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = "New password"


class LoginForm(PlainWording, account.LoginForm):
    """Email and password."""


class SignupForm(PlainWording, account.SignupForm):
    """Name, email and password."""


class RequestLoginCodeForm(PlainWording, account.RequestLoginCodeForm):
    """The address a sign-in code goes to."""


class ConfirmLoginCodeForm(PlainWording, account.ConfirmLoginCodeForm):
    """The sign-in code."""


class ConfirmEmailCodeForm(PlainWording, account.ConfirmEmailVerificationCodeForm):
    """The code that proves an address."""


class AddEmailForm(PlainWording, account.AddEmailForm):
    """One more address for the account."""


class ResetPasswordForm(PlainWording, account.ResetPasswordForm):
    """The address a link to a new password goes to."""


class ResetPasswordKeyForm(NewPassword, account.ResetPasswordKeyForm):
    """A new password, reached through the link."""


class ChangePasswordForm(NewPassword, account.ChangePasswordForm):
    """A new password in place of the current one."""


class SetPasswordForm(NewPassword, account.SetPasswordForm):
    """A first password for an account that had none."""


class ReauthenticateForm(PlainWording, account.ReauthenticateForm):
    """The password once more."""


class AuthenticateForm(PlainWording, second_factor.AuthenticateForm):
    """The second step of signing in."""


class ReauthenticateCodeForm(PlainWording, second_factor.ReauthenticateForm):
    """The second factor once more."""


class ActivateTOTPForm(PlainWording, totp.ActivateTOTPForm):
    """The first code of an authenticator app."""
