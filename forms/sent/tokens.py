"""Secrets that people carry: a link's token, a code to go on with, a number to refer to. Kept as hashes only."""

import hashlib
import re
import secrets

from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac

# Letters and figures that nobody mistakes for one another, spoken or written by hand.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 12  # 59 bits; guesses are counted besides
REFERENCE_LENGTH = 8
TOKEN_BYTES = 32  # 256 bits
_seal = Signer(salt="forms.sent.tokens.code")
_NOT_IN_A_CODE = re.compile(r"[^A-Z0-9]")


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """What is kept of a token. So many bits need no salt."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def new_code() -> str:
    """A code to write down: XKPM-7Q2R-9TBD."""
    return in_fours(_random(CODE_LENGTH))


def code_hash(code: str) -> str:
    """What is kept of a code, however it was written: small letters, spaces and dashes do not matter."""
    return salted_hmac("forms.sent.drafts", plain(code), algorithm="sha256").hexdigest()


def plain(code: str) -> str:
    return _NOT_IN_A_CODE.sub("", code.upper())[: CODE_LENGTH * 2]


def sealed(code: str) -> str:
    """A code as the browser carries it: one that we gave it ourselves, so that nobody tries codes by cookie."""
    return _seal.sign(plain(code))


def unsealed(cookie: str) -> str:
    """The code that a browser carries; "" when it is not one of ours."""
    try:
        return _seal.unsign(cookie)
    except BadSignature:
        return ""


def in_fours(code: str) -> str:
    code = plain(code)
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def new_reference() -> str:
    """A number to refer to answers by; it opens nothing."""
    return in_fours(_random(REFERENCE_LENGTH))


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
