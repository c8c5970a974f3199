"""The forms of signing in, with our own sentences for what is missing or wrong. What they do is allauth's."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as app
from django.forms import BaseForm

from accounts.signing_in_words import WANTED


class OurSentences(BaseForm):
    """Says of an empty field what to write in it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in WANTED:
                field.error_messages["required"] = WANTED[name]


class SignInForm(OurSentences, account.LoginForm):
    """Signing in."""


class ForgottenPasswordForm(OurSentences, account.ResetPasswordForm):
    """Asking for a link to choose a new password."""


class NewPasswordForm(OurSentences, account.ResetPasswordKeyForm):
    """Choosing a new password by a link."""


class ChangePasswordForm(OurSentences, account.ChangePasswordForm):
    """Changing the password one has."""


class PasswordAgainForm(OurSentences, account.ReauthenticateForm):
    """The password once more, before something that matters."""


class CodeForm(OurSentences, second_factor.AuthenticateForm):
    """The code of the second step."""


class CodeAgainForm(OurSentences, second_factor.ReauthenticateForm):
    """A code once more, before something that matters."""


class SetUpAppForm(OurSentences, app.ActivateTOTPForm):
    """The first code of a new authenticator app."""
