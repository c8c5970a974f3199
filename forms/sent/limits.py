"""How often something may be done, counted for all processes together.

Wide enough for a town hall: two hundred people behind one address fill in the same form in the same hour.
"""

from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from forms.models import Tally


class Limit(NamedTuple):
    """At most so many within so many seconds."""

    name: str
    most: int
    seconds: int


BEGUN_PER_ADDRESS = Limit("begun", 1_000, 3600)
SENT_PER_ADDRESS = Limit("sent", 600, 3600)
SENT_PER_FORM = Limit("sent to a form", 6_000, 3600)
SAVED_PER_DRAFT = Limit("saved", 120, 60)  # a script saves every few seconds at most
UPLOADED_PER_ADDRESS = Limit("uploaded", 1_000, 3600)
WRONG_CODES_PER_ADDRESS = Limit("wrong codes", 60, 600)

_COUNT = """
INSERT INTO forms_tally AS known (key, count, until)
VALUES (%s, %s, now() + make_interval(secs => %s))
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN known.until < now() THEN excluded.count ELSE known.count + excluded.count END,
    until = CASE WHEN known.until < now() THEN excluded.until ELSE known.until END
RETURNING count
"""


def counted(limit: Limit, of: object) -> bool:
    """Count once more, and say whether that is still within the limit."""
    return _count(limit, of, 1) <= limit.most


def reached(limit: Limit, of: object) -> bool:
    """Say whether the limit is reached, without counting."""
    known = Tally.objects.filter(key=_key(limit, of), until__gt=timezone.now())
    return known.filter(count__gte=limit.most).exists()


def forget() -> int:
    """Delete counts that are over."""
    return Tally.objects.filter(until__lt=timezone.now()).delete()[0]


def address_of(request: HttpRequest) -> str:
    """The sender's address, as the last trusted proxy saw it."""
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    trusted = int(getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0))
    if trusted and len(forwarded) >= trusted and forwarded[-trusted].strip():
        return forwarded[-trusted].strip()
    return request.META.get("REMOTE_ADDR", "")


def _count(limit: Limit, of: object, more: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [_key(limit, of), more, limit.seconds])
        return int(cursor.fetchone()[0])


def _key(limit: Limit, of: object) -> str:
    return salted_hmac("forms.sent.limits", f"{limit.name}\n{of}", algorithm="sha256").hexdigest()
