"""What a request must be like before anybody reads it: cookies that can be stored, bodies that can be read."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
WRITTEN_IN = ("", "utf-8", "utf8")


class ReadableRequests:
    """A cookie that no browser of ours was given counts for nothing; a body in unreadable letters is refused.

    Must stand before everything that reads cookies or forms. The refusal is answered by
    `stegvis.views.not_understood`, as every request that cannot be understood.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Take out what is odd, read the form once, go on."""
        for name in [name for name, value in request.COOKIES.items() if not _is_plain(value)]:
            del request.COOKIES[name]
        if request.method == "POST" and request.content_type in FORMS:
            _read_form(request)
        return self.get_response(request)


def _is_plain(value: str) -> bool:
    """Letters of ASCII that are seen: neither NUL, which no database holds, nor half a letter."""
    return value.isascii() and value.isprintable()


def _read_form(request: HttpRequest) -> None:
    """Read the form here, where what goes wrong has an answer.

    errors  BadRequest, and Django's own refusals of what is too long or misshapen
    """
    try:
        _know_letters((request.content_params or {}).get("charset", ""))
        request.POST  # noqa: B018  reading is what may fail
    except (LookupError, UnicodeError, ValueError, BadRequest) as error:
        request._mark_post_parse_error()  # type: ignore[attr-defined]  # noqa: SLF001  Django's own; read again for the answer
        raise BadRequest("A form in letters that nobody knows") from error


def _know_letters(charset: str) -> None:
    if charset.lower() not in WRITTEN_IN:
        raise LookupError(charset)
