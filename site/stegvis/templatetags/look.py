"""The parts of our look as template tags. What each one takes is listed in templates/components/README.md.

Where a tag takes rows, each row is anything with the named attributes or keys: a dict, a dataclass, a model.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info

from stegvis import appearance, chrome, days, icons, treads
from stegvis.fields import errors_of, shown
from stegvis.period_words import period_shown

register = template.Library()

STAIR_AT_MOST = 7


# The frame


@register.simple_tag(takes_context=True)
def scheme_attribute(context: Context) -> str:
    """Write the chosen scheme into the html element; nothing when the device decides."""
    scheme = appearance.scheme_of(context.get("request"))
    return format_html(' data-scheme="{}"', scheme) if scheme else ""


@register.simple_tag(takes_context=True)
def keys_attribute(context: Context) -> str:
    """Tell app.js that the person switched the key N off."""
    return mark_safe(' data-keys="off"') if appearance.keys_off(context.get("request")) else ""


@register.inclusion_tag("components/topbar.html", takes_context=True)
def topbar(context: Context) -> dict[str, Any]:
    """Show the head of the workspace. The page may set `section` to my_day, cases, queue or answers."""
    request = context.get("request")
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    places = chrome.place_links(request, section=context.get("section") or "")
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "app_name": context.get("app_name", "Stegvis"),
        "home_url": places[0].url if places else chrome.url_of("cases:my_day") or "/",
        "links": places,
        "search_url": chrome.search_url(request),
        "searched": request.GET.get("q", "") if request else "",
        "person": getattr(user, "display_name", user) if signed_in else "",
        "account_links": chrome.account_links(user) if user and signed_in else [],
        "sign_out_url": chrome.url_of("account_logout"),
        "choose_url": chrome.url_of("appearance"),
        "schemes": appearance.SCHEMES.items(),
        "scheme": appearance.scheme_of(request),
        "keys_off": appearance.keys_off(request),
        "here": request.get_full_path() if request else "/",
    }


@register.inclusion_tag("components/languages.html", takes_context=True)
def languages(context: Context, links: Iterable[Any] = ()) -> dict[str, Any]:
    """Offer the languages. links: rows of code, name, url when the page has translations of its own."""
    request = context.get("request")
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "links": links,
        "choices": [
            (code, get_language_info(code)["name_local"].capitalize())
            for code, _ in settings.LANGUAGES
        ],
        "current": get_language(),
        "action": chrome.url_of("set_language"),
        "here": request.get_full_path() if request else "/",
    }


# Signs


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon, always beside a word. name: a key of stegvis.icons.ICONS."""
    return mark_safe(icons.drawing(name))  # noqa: S308 - from our own table, never from a person


@register.inclusion_tag("components/mark.html")
def mark() -> dict[str, Any]:
    """Draw the mark of Stegvis."""
    return {}


@register.simple_tag
@cache  # a few dozen stairs stand beside hundreds of rows
def mini(at: int, of: int, *, over: bool = False) -> SafeString:
    """Draw the little stair, always beside the name of the phase. at: counted from 1; over: the way is done."""
    stair = treads.stair(of, at=at, dot=not over)
    return render_to_string("components/mini.html", {"stair": stair})


@register.filter
def day(value: date | None) -> str:
    """Write a day in words: 7 december, with the year when it is not this one."""
    return days.in_words(value) if value else ""


@register.filter
def day_short(value: date | None) -> str:
    """Write a day for a list: mån 16 nov."""
    return days.short(value) if value else ""


@register.filter
def days_left(value: date | None) -> str:
    """Say how far away a day is: 18 days left, today, 2 days late."""
    return days.left(value) if value else ""


# The way


@register.inclusion_tag("components/steps.html")
def steps(
    rows: Iterable[Any], label: str, *, kind: str = "stair", told: bool = False
) -> dict[str, Any]:
    """Show the way: rows of name, state (done, here, ahead, plain), date, text, here, url. kind: stair or list."""
    rows = list(rows)
    return {
        "rows": rows,
        "label": label,
        "told": told,
        "stair": kind == "stair" and len(rows) <= STAIR_AT_MOST,
    }


@register.inclusion_tag("components/next.html")
def next_step(  # noqa: PLR0913 - one sentence each, all named
    title: str,
    *,
    url: str,
    action: str,
    label: str = "",
    text: str = "",
    key: bool = False,
    ident: str = "next",
) -> dict[str, Any]:
    """Show the one thing to do now. action: the words on the button; key: show the key N on it."""
    return {
        "title": title,
        "url": url,
        "action": action,
        "label": label,
        "text": text,
        "key": key,
        "ident": ident,
    }


@register.inclusion_tag("components/period.html")
def period_ruler(  # noqa: PLR0913 - one sentence each, all named
    title: str, *, start: date, end: date, last: date | None = None, marks: Iterable[Any] = (),
    today: date | None = None, url: str = "", action: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Show a decision as a ruler. marks: rows of on, above; last: how far the service may go."""
    rows = [(_get(row, "on"), _get(row, "above") or "") for row in marks]
    shown_period = period_shown(start=start, end=end, last=last, marks=rows, today=today)
    return {"title": title, "url": url, "action": action, "period": shown_period}


# Lists


@register.inclusion_tag("components/tasks.html")
def tasks(rows: Iterable[Any]) -> dict[str, Any]:
    """List tasks: rows of title, url, when, hint, late, who, phase, at, of, programme, note."""
    return {"rows": rows}


@register.inclusion_tag("components/notes.html")
def notes(rows: Iterable[Any], *, empty: str = "") -> dict[str, Any]:
    """List dated lines in the margin: rows of title, url, line, text. empty: said when there is none."""
    return {"rows": list(rows), "empty": empty}


@register.inclusion_tag("components/timeline.html")
def timeline(rows: Iterable[Any]) -> dict[str, Any]:
    """List what has happened: rows of date, kind, icon, title, text, meta, open, url, action."""
    return {"rows": rows}


@register.inclusion_tag("components/goal.html")
def goal_tree(goal: Any) -> dict[str, Any]:
    """Show a goal: own, by, subs of title, url, changes of text, state (done, here, ahead), url."""
    return {"goal": goal, "subs": [_with_progress(sub) for sub in _get(goal, "subs") or ()]}


@register.inclusion_tag("components/facts.html")
def facts(rows: Iterable[Any]) -> dict[str, Any]:
    """Show names and values on one line: rows of (name, value); empty values are left out."""
    return {"rows": [(name, value) for name, value in rows if value]}


@register.inclusion_tag("components/crumbs.html")
def crumbs(*pairs: Any) -> dict[str, Any]:
    """Say where we are: url, label, url, label, ..., and last the label of this page."""
    *links, here = pairs
    return {"links": list(zip(links[::2], links[1::2], strict=True)), "here": here}


@register.inclusion_tag("components/filter.html")
def filter_bar(rows: Iterable[Any], *, label: str) -> dict[str, Any]:
    """Choose what a list shows: rows of label, url, current, count."""
    return {"rows": rows, "label": label}


@register.inclusion_tag("components/jump.html")
def jump(rows: Iterable[Any], *, label: str) -> dict[str, Any]:
    """Link the parts of one thing: rows of label, url, current, count."""
    return {"rows": rows, "label": label}


@register.inclusion_tag("components/show_more.html")
def show_more(url: str, text: str) -> dict[str, Any]:
    """Link the rest of a list: "Show older, 14 notes". Nothing without an address."""
    return {"url": url, "text": text}


@register.inclusion_tag("components/finish.html")
def finish(
    rows: Iterable[Any], *, title: str, then: str = "", ident: str = "finish"
) -> dict[str, Any]:
    """Say what happens when the person finishes: rows of icon, text. The buttons follow in the page."""
    return {"rows": rows, "title": title, "then": then, "ident": ident}


# Words to the person


@register.inclusion_tag("components/empty.html")
def empty(title: str, *, text: str = "", url: str = "", action: str = "") -> dict[str, Any]:
    """Say that there is nothing here, and what one can do."""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("components/notice.html")
def notice(
    text: Any, *, title: str = "", kind: str = "", url: str = "", label: str = ""
) -> dict[str, Any]:
    """Say what just happened. kind: error, warning or alert when something went wrong."""
    return {
        "text": text,
        "title": title,
        "alert": kind in {"error", "warning", "alert"},
        "url": url,
        "label": label,
    }


@register.inclusion_tag("components/saved.html")
def saved(text: str = "", *, done: bool = True, ident: str = "saved") -> dict[str, Any]:
    """Show the quiet line that says the draft is safe."""
    return {"text": text, "done": done, "ident": ident}


@register.inclusion_tag("components/errors.html")
def errors(*forms: Any) -> dict[str, Any]:
    """List what must be corrected in Django forms, formsets, or rows of (id of the field, sentence)."""
    return {"rows": errors_of(forms)}


@register.inclusion_tag("components/field.html")
def field(bound: Any, *, label: str = "", hint: str = "", short: bool = False) -> dict[str, Any]:
    """Show one field of a Django form: label, hint, error, control."""
    return shown(bound, label=label, hint=hint, short=short)


@register.inclusion_tag("components/tips.html")
def tips(
    lines: Iterable[str], *, about: str = "", title: str = "", quote: str = ""
) -> dict[str, Any]:
    """Give advice in the margin of a question. about: the heading it belongs to."""
    return {"lines": list(lines), "about": about, "title": title, "quote": quote}


def _get(row: Any, name: str) -> Any:
    return row.get(name) if isinstance(row, Mapping) else getattr(row, name, None)


def _with_progress(sub: Any) -> dict[str, Any]:
    changes = list(_get(sub, "changes") or ())
    taken = sum(_get(change, "state") == "done" for change in changes)
    under_way = any(_get(change, "state") == "here" for change in changes)
    return {
        "title": _get(sub, "title"),
        "url": _get(sub, "url"),
        "changes": changes,
        "taken": taken,
        "of": len(changes),
        "at": taken + under_way,
        "over": not under_way,
    }
