"""Answers that wait, locked up so that no query reads them: the key is the site's own and in no table. Pure but for it.

What is sealed has no time in it, and always the same length up to a good many answers.
"""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

PURPOSE = b"forms.answers.sealing:"
STEP = 32_768  # bytes: a sealed box is as long as one of these, or two, or three …
NO_TIME = 0  # seals carry a time; ours say that it is 1970


@dataclass(slots=True)
class Waiting:
    """What lies in the box of a round.

    spent   marks of the links that are used
    held    (group, answers) of those who answered
    """

    spent: set[str] = field(default_factory=set)
    held: list[tuple[int, dict[str, Any]]] = field(default_factory=list)


def seal(waiting: Waiting) -> str:
    """Lock up what waits. Twice the same does not look the same."""
    said = {"spent": sorted(waiting.spent), "held": waiting.held}
    plain = json.dumps(said, ensure_ascii=False).encode()
    padded = plain.ljust(-(-len(plain) // STEP) * STEP)
    return _keys().encrypt_at_time(padded, NO_TIME).decode()


def unseal(sealed: str) -> Waiting:
    """Open what was sealed; nothing was sealed in an empty box.

    errors   cryptography.fernet.InvalidToken when it was sealed with a key that is no longer known
    """
    if not sealed:
        return Waiting()
    said = json.loads(_keys().decrypt(sealed))
    return Waiting(set(said["spent"]), [(group, answers) for group, answers in said["held"]])


def _keys() -> MultiFernet:
    """The site's key, and those it had before."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_key(str(secret))) for secret in secrets])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(PURPOSE + secret.encode()).digest())
