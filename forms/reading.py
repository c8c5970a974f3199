"""Answers for reading: check-your-answers, and every later look at them. Old, retired answers stay readable."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from forms.document import Field, FormDocument
from forms.kinds.kind import plain_number
from forms.logic import holds
from forms.rules import Rule
from forms.texts import Texts, choice_label, field_text, section_title
from forms.texts import label as label_of

Answers = Mapping[str, Any]


def read_answers(document: FormDocument, texts: Texts, answers: Answers) -> SafeString:
    """Show answers under their sections; a question that did not apply is left out."""
    parts = []
    for section in document.sections:
        rows = list(_rows(section.fields, texts, answers))
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
    fields: tuple[Field, ...], texts: Texts, answers: Answers
) -> Iterator[tuple[str, SafeString, str]]:
    for question in fields:
        answer = answers.get(question.key)
        if not question.asks or (answer is None and not _applied(question.visible_if, answers)):
            continue
        voice = (
            " answers__value--own" if question.voice == "participant" and answer is not None else ""
        )
        yield label_of(texts, question.key), shown(question, question.key, texts, answer), voice


def shown(question: Field, path: str, texts: Texts, answer: Any) -> SafeString:
    """Say one answer in words."""
    if answer is None or answer in ("", []):
        return format_html('<span class="answers__none">{}</span>', _("No answer"))
    if question.kind == "group":
        return _group(question, texts, answer)
    if question.kind == "choices" and isinstance(answer, list):
        said = ((choice_label(texts, path, question, code),) for code in answer)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", said))
    if question.kind == "long_text":
        return mark_safe(linebreaks(str(answer), autoescape=True))  # noqa: S308  escaped just there
    return format_html("{}", in_words(question, path, texts, answer))


def in_words(question: Field, path: str, texts: Texts, answer: Any) -> str:
    """Say one plain answer as text, for people and letters alike."""
    match question.kind:
        case "yes_no":
            return _("Yes") if answer else _("No")
        case "date":
            return _day(answer)
        case "number":
            return plain_number(answer) if isinstance(answer, int | float) else str(answer)
        case "choices":
            return ", ".join(choice_label(texts, path, question, code) for code in answer)
        case "scale":
            return _on_scale(question, answer)
    return choice_label(texts, path, question, str(answer))


def _group(group: Field, texts: Texts, rows: list[Answers]) -> SafeString:
    called = texts.get(field_text(group.key, "row"), "") or _("row")
    parts = []
    for number, row in enumerate(rows, start=1):
        items = []
        for item in group.items:
            path = f"{group.key}.{item.key}"
            if item.asks and (item.key in row or item.visible_if is None):
                items.append(
                    (label_of(texts, path), shown(item, path, texts, row.get(item.key)), "")
                )
        parts.append((called[:1].upper() + called[1:], number, _list(items)))
    return format_html_join(
        "", '<div class="answers__group"><p class="answers__number">{} {}</p>{}</div>', parts
    )


def _on_scale(question: Field, answer: Any) -> str:
    most = 10 if question.most is None else plain_number(question.most)
    return _("%(answer)s of %(most)s") % {"answer": answer, "most": most}


def _day(answer: Any) -> str:
    try:
        return date_format(date.fromisoformat(answer), "DATE_FORMAT")
    except (TypeError, ValueError):
        return str(answer)


def _applied(rule: Rule | None, answers: Answers) -> bool:
    return rule is None or holds(rule, answers)
