"""Answers for reading: check-your-answers, and every later look at them. Old, retired answers stay readable."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from forms.conditions.logic import holds
from forms.conditions.rules import Rule
from forms.document import KINDS, SILENT, Field, FormDocument
from forms.kinds import kind_of
from forms.kinds.days import day_in_words
from forms.kinds.kind import Said
from forms.kinds.places import HEIGHT, WIDTH, drawn_path
from forms.naming import Texts, choice_text, field_text, statement_text
from forms.naming import label as label_of
from forms.texts import section_title

Answers = Mapping[str, Any]
FileUrl = Callable[[str], str]
READ: frozenset[str] = frozenset(KINDS) - SILENT | {
    "calculated"
}  # kinds that have an answer to read


def read_answers(
    document: FormDocument, texts: Texts, answers: Answers, *, file_url: FileUrl | None = None
) -> SafeString:
    """Show answers under their sections; a question that did not apply is left out.

    file_url   where a file is fetched, by its id; without it files are only named
    """
    parts = []
    for section in document.sections:
        rows = list(_rows(section.fields, texts, answers, file_url))
        if rows and _applied(section.visible_if, answers):
            parts.append((section_title(texts, section), _list(rows)))
    return format_html_join(
        "", '<section class="answers"><h2 class="answers__title">{}</h2>{}</section>', parts
    )


def _list(rows: list[tuple[str, SafeString, str]]) -> SafeString:
    body = format_html_join(
        "",
        '<div class="answers__row"><dt class="answers__name">{}</dt><dd class="answers__value{}">{}</dd></div>',
        ((name, voice, shown) for name, shown, voice in rows),
    )
    return format_html('<dl class="answers__list">{}</dl>', body)


def _rows(
    fields: tuple[Field, ...], texts: Texts, answers: Answers, file_url: FileUrl | None
) -> Iterator[tuple[str, SafeString, str]]:
    for question in fields:
        answer = answers.get(question.key)
        if question.kind not in READ or (
            answer is None and not _applied(question.visible_if, answers)
        ):
            continue
        voice = (
            " answers__value--own" if question.voice == "participant" and answer is not None else ""
        )
        said = shown(question, question.key, texts, answer, file_url=file_url)
        yield label_of(texts, question.key), said, voice


def shown(
    question: Field, path: str, texts: Texts, answer: Any, *, file_url: FileUrl | None = None
) -> SafeString:
    """Say one answer in words."""
    if answer is None or answer in ("", []):
        return format_html('<span class="answers__none">{}</span>', _("No answer"))
    if question.kind == "group":
        return _group(question, path, texts, answer, file_url)
    if question.kind in {"choices", "ranking"} and isinstance(answer, list):
        return _listed(question, path, texts, answer)
    if question.kind == "matrix" and isinstance(answer, Mapping):
        return _lines(question, path, texts, answer)
    if question.kind == "signature" and isinstance(answer, Mapping):
        return _signed(answer)
    if question.kind == "file" and file_url is not None and isinstance(answer, list):
        return _files(answer, file_url)
    if question.kind == "long_text":
        return mark_safe(linebreaks(str(answer), autoescape=True))  # noqa: S308  escaped just there
    return format_html("{}", in_words(question, path, texts, answer))


def in_words(question: Field, path: str, texts: Texts, answer: Any) -> str:
    """Say one answer as text, for people and letters alike. What no longer fits its kind stands as it is."""
    try:
        return kind_of(question).in_words(Said(question, path, texts, answer))
    except (AttributeError, KeyError, TypeError):
        return str(answer)


def day_or_text(known: Any) -> str:
    """Say something that the case knows: a day as people say it, several things with commas."""
    if known is None:
        return ""
    if isinstance(known, list):
        return ", ".join(map(day_or_text, known))
    return day_in_words(known)


def _listed(question: Field, path: str, texts: Texts, codes: list[str]) -> SafeString:
    """Several things under each other, in their order."""
    ranked = question.kind == "ranking"
    name = statement_text if ranked else choice_text
    items = format_html_join(
        "", "<li>{}</li>", ((texts.get(name(path, code)) or code,) for code in codes)
    )
    return format_html("<ol>{}</ol>" if ranked else "<ul>{}</ul>", items)


def _lines(question: Field, path: str, texts: Texts, answer: Answers) -> SafeString:
    """The lines of a matrix, each with its answer."""
    kind = kind_of(question)
    rows = [
        (
            kind.part_label(question, part, path, texts),
            shown(part, path, texts, answer.get(part.key)),
            "",
        )
        for part in kind.inside(question)
    ]
    return _list(rows)


def _signed(answer: Answers) -> SafeString:
    """A name, and the drawing beside it."""
    strokes = answer.get("strokes")
    if not strokes:
        return format_html("{}", answer.get("name", ""))
    return format_html(
        '{}<svg class="signature__drawn" viewBox="0 0 {} {}" aria-hidden="true"><path d="{}"/></svg>',
        answer.get("name", ""),
        WIDTH,
        HEIGHT,
        drawn_path(strokes),
    )


def _files(files: list[Answers], file_url: FileUrl) -> SafeString:
    """Files as links; each is saved, never shown in the page."""
    links = ((file_url(str(each["id"])), str(each["name"])) for each in files)
    items = format_html_join("", '<li><a href="{}" download>{}</a></li>', links)
    return format_html("<ul>{}</ul>", items)


def _group(
    group: Field, path: str, texts: Texts, rows: list[Answers], file_url: FileUrl | None
) -> SafeString:
    called = texts.get(field_text(path, "row"), "") or _("row")
    parts = []
    for number, row in enumerate(rows, start=1):
        items = []
        for item in group.items:
            inner = f"{path}.{item.key}"
            if item.kind in READ and (item.key in row or item.visible_if is None):
                said = shown(item, inner, texts, row.get(item.key), file_url=file_url)
                items.append((label_of(texts, inner), said, ""))
        parts.append((called[:1].upper() + called[1:], number, _list(items)))
    return format_html_join(
        "", '<div class="answers__group"><p class="answers__number">{} {}</p>{}</div>', parts
    )


def _applied(rule: Rule | None, answers: Answers) -> bool:
    return rule is None or holds(rule, answers)
