"""Ways in: what stands in an address becomes an entry, or a page that says why not."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from forms import access
from forms.models import FormDefinition, FormDraft, FormVersion
from forms.models.audience import EVERYBODY, NOBODY
from forms.models.submission import LINK, PAPER, PUBLIC
from forms.public.entry import Entry, cookie_of
from forms.sent import drafts, links, windows
from forms.sent.tokens import unsealed
from forms.texts import lines

View = Callable[..., HttpResponseBase]
Door = Callable[..., Entry]
GONE, FORBIDDEN, TOO_MANY = 410, 403, 429
# Who types in for others and gives out links: those who work with people, and those who enter surveys.
HELPING = frozenset({"queue.see", "surveys.enter"})


class Closed(Exception):
    """Nobody comes in here now; the text says why, and the page says it to the person."""

    def __init__(
        self, sentence: str, *, status: int, words: str = "", title: str = "", again: str = ""
    ) -> None:
        super().__init__(sentence)
        self.status, self.words, self.title, self.again = status, words, title, again


def through(door: Door, view: View) -> View:
    """Let a person through a door to a view; nothing of it stays in a shared cache."""

    @never_cache
    @wraps(view)
    def entered(request: HttpRequest, **where: Any) -> HttpResponseBase:
        own = {name: where.pop(name) for name in ("pk", "ending") if name in where}
        try:
            entry = door(request, **where)
            return entry.finish(view(entry, **own))
        except Closed as closed:
            return closed_page(request, closed)

    return login_required(entered) if door is from_paper else entered


def closed_page(request: HttpRequest, closed: Closed) -> HttpResponse:
    shown = {"sentence": str(closed), "lines": lines(closed.words), "title": closed.title}
    shown["again"] = closed.again
    return render(request, "forms/public/closed.html", shown, status=closed.status)


def by_address(request: HttpRequest, slug: str) -> Entry:
    """A form that its author opened to everybody. Who has begun with a code goes on with it, signed in or not."""
    definition = definition_of(slug, even_closed=True)
    if definition.open_to != EVERYBODY or definition.anonymous:
        raise Http404
    code = unsealed(request.COOKIES.get(cookie_of(definition), ""))
    draft = drafts.of_code(code, definition) if code else None
    owner = request.user if draft is None and request.user.is_authenticated else None
    if owner:
        draft = drafts.of_person(owner, definition, PUBLIC)
    version = draft.version if draft and _goes_on(request, draft) else _newest(definition)
    entry = Entry(
        request, definition, version, "public_form", {"slug": slug}, PUBLIC, get_language() or "sv"
    )
    entry.owner, entry.draft, entry.code = owner, draft, code if draft and not owner else ""
    return entry


def by_link(request: HttpRequest, token: str) -> Entry:
    """A form for whoever holds a personal link."""
    link = links.find(
        token
    )  # of 256 bits: nobody guesses, nobody is locked out by guessing neighbours
    if link is None:
        raise Closed(
            _("This link opens nothing. A letter may be missing: look at it once more."),
            status=GONE,
        )
    draft = drafts.of_link(link)
    sentence = links.refusal(link)
    if sentence and not (draft and draft.sent_at):
        raise Closed(sentence, status=GONE)
    # Where answers bear no name, a link that knows whom it was made for takes none.
    if link.definition.open_to == NOBODY or link.definition.anonymous:
        raise Closed(_closed_words(link.definition), status=FORBIDDEN)
    version = draft.version if draft else link.version or _newest(link.definition)
    language = get_language() or "sv"
    entry = Entry(
        request, link.definition, version, "personal_form", {"token": token}, LINK, language
    )
    entry.link, entry.draft = link, draft
    return entry


def from_paper(request: HttpRequest, slug: str) -> Entry:
    """A form that somebody on the staff types in from paper."""
    definition = definition_of(slug)
    if definition.open_to == NOBODY or definition.anonymous or not helps_people(request.user):
        raise Http404
    draft = drafts.of_person(request.user, definition, PAPER)
    version = draft.version if draft and _goes_on(request, draft) else _newest(definition)
    language = get_language() or "sv"
    entry = Entry(request, definition, version, "paper_form", {"slug": slug}, PAPER, language)
    entry.owner, entry.draft = request.user, draft
    return entry


def helps_people(user: Any) -> bool:
    """Whether somebody on the staff may type in from paper and give out personal links."""
    return bool(HELPING.intersection(access.seams.permissions_of(user)))


def open_now(entry: Entry) -> None:
    """Let nobody begin, or go on, when the form takes no answers.

    errors   Closed, with the author's own words
    """
    sentence = entry.refusal()
    if sentence:
        words = entry.texts.get("form.closed", "")
        # What was begun on an older version may be too old while the form itself is open.
        newer = entry.draft is not None and not windows.open_to(entry.definition)
        again = entry.url("again") if newer else ""
        raise Closed(sentence, status=FORBIDDEN, words=words, title=entry.title, again=again)


def _goes_on(request: HttpRequest, draft: FormDraft) -> bool:
    """Whether a page is about the draft's own version: it is not sent yet, or its receipt is asked for."""
    return draft.sent_at is None or "/receipt/" in request.path


def definition_of(slug: str, *, even_closed: bool = False) -> FormDefinition:
    """The source of a form by its short name, whatever language it was written in first.

    even_closed   also one that is published no more: whoever was filling it in is told so
    """
    rows = FormDefinition.objects.filter(slug=slug)
    there = ~Q(first_published_at=None) | Q(live=True) if even_closed else Q(live=True)
    found = rows.filter(there).order_by("pk").first()
    if found is None:
        raise Http404
    return found.source()


def _newest(definition: FormDefinition) -> FormVersion:
    version = definition.latest_version()
    if version is None:
        raise Http404
    return version


def _closed_words(definition: FormDefinition) -> str:
    return str(definition.closed_words) or links.refusal_of_form()
