"""Asking a scanner about a file. Where one is configured, a file without its answer is not let through."""

import logging
from typing import Any
from urllib.parse import urlsplit

import clamd  # type: ignore[import-untyped]  # ships no types
from django.conf import settings

from forms.models import Attachment

CLEAN, REFUSED, NO_ANSWER = "clean", "refused", "waiting"
SECONDS = 20
logger = logging.getLogger(__name__)


def is_configured() -> bool:
    return bool(settings.SCANNER)


def scan(file: Any) -> str:
    """What the scanner says of a file: clean, refused, or waiting when it does not answer."""
    try:
        file.seek(0)
        answer = _scanner().instream(file)
    except (TimeoutError, clamd.ClamdError, OSError) as failure:
        logger.warning("The scanner does not answer: %s", failure)
        return NO_ANSWER
    finally:
        file.seek(0)
    said, what = (answer or {}).get("stream", ("ERROR", ""))
    if said == "OK":
        return CLEAN
    if said == "FOUND":
        logger.warning("The scanner refuses a file: %s", what)
        return REFUSED
    logger.warning("The scanner could not look at a file: %s", what)
    return NO_ANSWER


def settle(attachment: Attachment) -> Attachment:
    """Ask about a file that waits; one that is refused loses its content."""
    if attachment.state != Attachment.State.WAITING:
        return attachment
    if not is_configured():
        attachment.state = Attachment.State.CLEAN
        attachment.save(update_fields=["state"])
        return attachment
    try:
        with attachment.file.open("rb") as file:
            said = scan(file)
    except FileNotFoundError:
        said = REFUSED
    if said == NO_ANSWER:
        return attachment
    attachment.state = Attachment.State(said)
    attachment.scanned = True
    attachment.save(update_fields=["state", "scanned"])
    if said == REFUSED:
        attachment.remove_content()
    return attachment


def _scanner() -> Any:
    """tcp://host:port or unix:///path/to/socket."""
    parts = urlsplit(settings.SCANNER)
    if parts.scheme == "unix":
        return clamd.ClamdUnixSocket(parts.path, timeout=SECONDS)
    return clamd.ClamdNetworkSocket(parts.hostname, parts.port or 3310, timeout=SECONDS)
