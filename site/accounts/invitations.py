"""The letter with which somebody comes into a new account: a link to choose the first password."""

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import User


def invite(user: User) -> None:
    """Write to a person whose account waits for its first password, in the person's language.

    The link works once and for PASSWORD_RESET_TIMEOUT; afterwards "forgotten password" sends one.
    """
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    place = {"uidb36": user_pk_to_url_str(user), "key": key}
    words = {
        "username": user.username,
        "link": settings.BASE_URL + reverse("account_reset_password_from_key", kwargs=place),
        "site": settings.SITE_NAME,
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
    }
    with translation.override(user.language):
        subject = render_to_string("accounts/email/invitation_subject.txt", words).strip()
        message = render_to_string("accounts/email/invitation_message.txt", words)
    send_mail(subject, message, None, [user.email])
