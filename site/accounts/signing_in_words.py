"""Our own sentences for what is missing or wrong when somebody signs in."""

from django.utils.translation import gettext_lazy as _

WANTED = {
    "login": _("Write your username or your e-mail address."),
    "password": _("Write your password."),
    "oldpassword": _("Write the password you have now."),
    "password1": _("Write a new password."),
    "password2": _("Write the new password once more."),
    "email": _("Write your e-mail address."),
    "code": _("Write the code."),
}

# In place of allauth's sentences of the same keys.
WRONG = {
    "account_inactive": _("This account is closed. Ask the administrator of your organisation."),
    "email_password_mismatch": _(
        "The e-mail address or the password is not right. Try again, or choose a new password."
    ),
    "username_password_mismatch": _(
        "The username or the password is not right. Try again, or choose a new password."
    ),
    "invalid_login": _(
        "The username or the password is not right. Try again, or choose a new password."
    ),
    "enter_current_password": _("This is not the password you have now. Try again."),
    "incorrect_password": _("This is not your password. Try again."),
    "incorrect_code": _("The code is not right. Write the one the app shows now."),
    "invalid_password_reset": _("The link no longer works. Ask for a new one."),
    "too_many_login_attempts": _(
        "Too many wrong passwords. Wait half an hour, or choose a new password."
    ),
    "same_as_current": _("Choose a password that is not the one you have now."),
    "rate_limited": _("Too many tries in a short time. Wait a few minutes, then try again."),
}

WRONG_CODE = {
    "incorrect_code": WRONG["incorrect_code"],
    "cannot_delete_authenticator": _("The authenticator app cannot be removed now."),
    "cannot_generate_recovery_codes": _("Set up the authenticator app first, then make the codes."),
}
