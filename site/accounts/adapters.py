"""How allauth behaves here: no sign-up, and second-factor secrets that a copied database hides."""

from base64 import urlsafe_b64encode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from accounts.signing_in_words import WRONG, WRONG_CODE


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators."""

    error_messages = DefaultAccountAdapter.error_messages | WRONG

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Whether one may be led there after signing in; what is no address at all is not safe."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps are stored encrypted under the site's secret key."""

    error_messages = DefaultMFAAdapter.error_messages | WRONG_CODE

    def encrypt(self, text: str) -> str:
        """What is stored."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was stored; older secret keys (SECRET_KEY_FALLBACKS) still open it."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str | bytes) -> bytes:
    digest = salted_hmac("accounts.adapters", "second factor", secret=key, algorithm="sha256")
    return urlsafe_b64encode(digest.digest())
