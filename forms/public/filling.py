"""Filling in: a page is shown, what was typed is kept first and judged then, and one goes on, back, or away."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forms.asking import checking, sentences
from forms.asking.pages import Page, Posted, kept_with
from forms.asking.posted import STAND_IN, UNSTORABLE
from forms.public import bots, uploads
from forms.public.doors import GONE, TOO_MANY, open_now
from forms.public.entry import EASY, OF_PAPER, Entry
from forms.public.showing import Shown, page_shown
from forms.public.stopping import stopped
from forms.sent import drafts, limits, strange
from forms.sent.links import refusal

PAGE, BACK, LATER, CHECK, LANGUAGE = "_page", "_back", "_later", "_to_check", "_language"
PLAIN = "_easy"
WRONG = 422
LONGEST_OWN = 200


def fill(entry: Entry) -> HttpResponse:
    """Show a page of the form, or take in what was typed on it."""
    if entry.link and entry.draft and entry.draft.sent_at:
        return redirect(entry.url("receipt"))
    open_now(entry)
    try:
        return _typed(entry) if entry.request.method == "POST" else _opened(entry)
    except drafts.SentAlready:
        return redirect(entry.url("receipt" if drafts.is_sent(entry.draft) else "fill"))


def draft(entry: Entry) -> HttpResponse:
    """Keep what is being typed, quietly. Answers in words for the line beside the title."""
    if entry.request.method != "POST":
        return redirect(entry.url())
    used = refusal(entry.link) if entry.link else ""
    sentence = used or entry.refusal() or _too_often(entry)
    posted = dict(entry.request.POST.lists())
    page = _page_of(entry, posted)
    refused = _refused(entry, posted, page)
    if sentence or refused:
        words = sentence or next(iter(refused.values()))
        return JsonResponse(
            {"saved": False, "words": words}, status=TOO_MANY if sentence else WRONG
        )
    try:
        keep(entry, kept_with(page, entry.stored, posted), posted)
    except drafts.SentAlready:
        return JsonResponse({"saved": False, "words": drafts.gone()}, status=GONE)
    return JsonResponse({"saved": True, "words": saved_words()})


def keep(entry: Entry, typed: Posted, posted: Posted) -> None:
    """Keep what was typed, with what the page itself asked."""
    kept = {name: list(values) for name, values in typed.items()}
    for name in OF_PAPER if entry.on_paper else ():
        if name in posted:
            kept[name] = [text[:LONGEST_OWN] for text in posted[name][:1]]
    clean = {
        UNSTORABLE.sub(STAND_IN, name): [UNSTORABLE.sub(STAND_IN, text) for text in values]
        for name, values in kept.items()
    }
    drafts.keep(entry.begin(), clean, language=entry.language, shown_at=bots.seen_at(posted))


def saved_words() -> str:
    now = timezone.localtime(timezone.now())
    return _("Saved %(time)s") % {"time": date_format(now, "TIME_FORMAT")}


def _opened(entry: Entry) -> HttpResponse:
    raw = entry.raw()
    checked = entry.judged(raw)
    found = entry.pages(checked)
    asked = entry.request.GET.get("page", "")
    page = next((each for each in found if each.key == asked), found[0])
    return _show(entry, Shown(page, found, checked))


def _typed(entry: Entry) -> HttpResponse:
    """Keep what was typed first, then judge it: nothing typed is ever lost."""
    posted = dict(entry.request.POST.lists())
    page = _page_of(entry, posted)
    typed = kept_with(page, entry.stored, posted)
    refused = _refused(entry, posted, page) or _too_many(entry)
    if refused:
        checked = entry.judged(checking.read(entry.document, typed))
        return _show(entry, Shown(page, entry.pages(checked), checked, refused), status=WRONG)
    keep(entry, typed, posted)
    wrong = _with_files(entry, typed, posted)
    raw = checking.read(entry.document, {**typed, **_pressed(posted)})
    if raw.rows_of:
        keep(entry, _as_typed(raw), posted)
    checked = entry.judged(raw)
    shown = Shown(page, entry.pages(checked), checked, wrong)
    if raw.rows_of or uploads.REMOVE in posted:
        return _show(entry, shown, status=WRONG if wrong else 200)
    return _go(entry, posted, shown)


def _go(entry: Entry, posted: Posted, shown: Shown) -> HttpResponse:
    """Go where the button says: away, back, to another language, or on when the page is right."""
    page, checked, wrong = shown.page, shown.checked, shown.errors
    if PLAIN in posted:
        return _in_plain_words(entry, posted[PLAIN][0], page)
    if LANGUAGE in posted:
        return _in_language(entry, posted[LANGUAGE][0], page)
    if LATER in posted and not wrong:
        return redirect(entry.url("later"))
    if BACK in posted:
        return redirect(entry.url(page=_before(shown.pages, page)))
    errors = {path: said for path, said in checked.errors.items() if not path or page.owns(path)}
    errors |= wrong
    if not page.key and shown.pages[0].stops:
        return stopped(entry, checked)
    if errors or (page.key and page.stops):
        return _show(entry, replace(shown, errors=errors), status=WRONG)
    if CHECK in posted and checked.ok:
        return redirect(entry.url("check"))
    after = _after(shown.pages, page)
    return redirect(entry.url(page=after) if after else entry.url("check"))


def _with_files(entry: Entry, typed: dict[str, list[str]], posted: Posted) -> dict[str, str]:
    """Keep the files that came along; {posted name: why one was not taken}."""
    if not uploads.came(entry, posted):
        return {}
    wrong = uploads.take(entry, typed)
    keep(entry, typed, posted)
    return wrong


def _page_of(entry: Entry, posted: Posted) -> Page:
    """The page that was posted, as it was when it was shown."""
    key = (posted.get(PAGE) or ("",))[0]
    found = entry.pages(entry.judged(entry.raw()))
    return next((page for page in found if page.key == key), found[0])


def _refused(entry: Entry, posted: Posted, page: Page) -> dict[str, str]:
    """What the form does not ask here is refused, and noted."""
    raw = checking.read(entry.document, posted)
    if raw.too_much:
        return {"": sentences.too_much()}
    names = [name for name in raw.values if not page.owns(name)]
    names += uploads.foreign(entry, page)
    wrong = (*raw.unknown, *raw.read_only, *names)
    if not wrong:
        return {}
    strange.note(raw, where=f"Form {entry.definition.slug}", by="somebody", foreign=names)
    if raw.read_only and not raw.unknown:
        return {"": sentences.read_only(raw.read_only[0][:80])}
    return {"": sentences.unknown_question(wrong[0][:80])}


def _too_many(entry: Entry) -> dict[str, str]:
    sentence = _too_often(entry)
    return {"": sentence} if sentence else {}


def _too_often(entry: Entry) -> str:
    """Say that too much comes from one place; what is typed stays on the page."""
    if entry.draft is None or entry.draft.sent_at:
        within = limits.counted(limits.BEGUN_PER_ADDRESS, limits.address_of(entry.request))
    else:
        within = limits.counted(limits.SAVED_PER_DRAFT, f"{entry.draft.pk}")
    return (
        ""
        if within
        else _("Much is being sent from here just now. Wait a minute, and send once more.")
    )


def _pressed(posted: Posted) -> dict[str, Any]:
    return {name: posted[name] for name in ("_add", "_remove") if name in posted}


def _as_typed(raw: checking.Raw) -> dict[str, list[str]]:
    """The rows as a button without script has just left them."""
    typed = {name: list(values) for name, values in raw.values.items()}
    return typed | {f"{group}-rows": [str(count)] for group, count in raw.rows.items()}


def _in_language(entry: Entry, wanted: str, page: Page) -> HttpResponse:
    """The same page in another language, with what was typed."""
    language = wanted if wanted in dict(settings.LANGUAGES) else entry.language
    with translation.override(language):
        response = redirect(entry.url(page=page.key))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def _in_plain_words(entry: Entry, wanted: str, page: Page) -> HttpResponse:
    """The same page in the easy-read wording, or back in the usual one."""
    response = redirect(entry.url(page=page.key))
    response.set_cookie(
        EASY,
        "yes" if wanted == "yes" else "no",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _before(found: list[Page], page: Page) -> str:
    keys = [each.key for each in found]
    at = keys.index(page.key) if page.key in keys else 1
    return keys[max(at - 1, 0)]


def _after(found: list[Page], page: Page) -> str:
    """The next page that applies; "" after the last one."""
    keys = [each.key for each in found]
    if page.key not in keys:
        return keys[0]
    at = keys.index(page.key) + 1
    return keys[at] if at < len(keys) else ""


def _show(entry: Entry, shown: Shown, *, status: int = 200) -> HttpResponse:
    return render(entry.request, "forms/public/page.html", page_shown(entry, shown), status=status)


def home(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001  a view
    """The short address of a form leads to it in the reader's language."""
    return redirect("public_form:fill", slug=slug)
