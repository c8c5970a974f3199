"""Words: everything people will read has been written in the source language."""

import re
from collections.abc import Iterator

from forms.lengths import without_room
from forms.problems import Problem
from workflows import texts as words
from workflows.checks.drawing import Drawing
from workflows.document import WorkflowDocument
from workflows.facts import field_of
from workflows.lengths import rooms
from workflows.speech import _
from workflows.steps import Choice, Decision
from workflows.texts import Texts

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def everything_is_named(drawing: Drawing) -> Iterator[Problem]:
    if drawing.texts is None:
        return
    lacking = set(words.missing(drawing.document, drawing.texts))
    if words.TITLE in lacking:
        yield Problem(_("The workflow has no title. Write one."))
    if words.title_key(drawing.document.start) in lacking:
        yield Problem(
            _("The start has no title. Write what registering a new case is called."), "start"
        )
    for part in _parts(drawing):
        if words.title_key(part) in lacking:
            yield drawing.said(
                _("The %(kind)s with the key “%(name)s” has no title. Write one."),
                part,
                kind=_kind(part),
            )
    for code in words.laws(drawing.document):
        if f"law.{code}" in lacking:
            yield Problem(
                _("The law “%(code)s” has no text. Write what it is called.") % {"code": code}
            )


def every_way_of_a_choice_is_named(drawing: Drawing) -> Iterator[Problem]:
    if drawing.texts is None:
        return
    for choice in drawing.forks:
        for number, branch in enumerate(choice.branches, 1):
            if (
                isinstance(choice, Choice)
                and not drawing.texts.get(words.branch_key(choice, branch), "").strip()
            ):
                yield drawing.said(
                    _("Way %(number)s of “%(name)s” has no label. Write when it is taken."),
                    choice,
                    number=number,
                )


def everything_has_room(drawing: Drawing) -> Iterator[Problem]:
    yield from problems_of_words(drawing.document, drawing.texts or {})


def problems_of_words(document: WorkflowDocument, texts: Texts) -> Iterator[Problem]:
    """Yield the texts that have no room where they stand. The only problems that a translation can have."""
    for sentence, where in without_room(texts, rooms(document)):
        yield Problem(sentence, where)


def placeholders_are_known(drawing: Drawing) -> Iterator[Problem]:
    for decision in drawing.decisions:
        for name in _unknown(drawing, decision, "text", words.PLACEHOLDERS):
            yield drawing.said(
                _(
                    "The decision text of “%(name)s” has a placeholder that means nothing: {%(placeholder)s}."
                ),
                decision,
                placeholder=name,
            )
        for name in _unknown(drawing, decision, "refusal", words.REFUSAL_PLACEHOLDERS):
            yield drawing.said(
                _(
                    "The refusal of “%(name)s” has a placeholder that means nothing in it: {%(placeholder)s}."
                ),
                decision,
                placeholder=name,
            )


def refusals_can_happen(drawing: Drawing) -> Iterator[Problem]:
    for decision in drawing.decisions:
        if _said(drawing, decision, "refusal").strip() and not decision.can_refuse:
            yield drawing.said(
                _(
                    "“%(name)s” has the text of a refusal, but never refuses. "
                    "Choose the question with the verdict, or remove the text."
                ),
                decision,
            )


def _unknown(
    drawing: Drawing, decision: Decision, name: str, known: frozenset[str]
) -> Iterator[str]:
    """Yield the placeholders of a text that are neither known nor an answer."""
    for placeholder in PLACEHOLDER.findall(_said(drawing, decision, name)):
        answer = placeholder.removeprefix("answer:")
        asked = answer != placeholder and field_of(decision, answer, drawing.forms) is not None
        if placeholder not in known and not asked:
            yield placeholder


def _said(drawing: Drawing, decision: Decision, name: str) -> str:
    return (drawing.texts or {}).get(words.decision_key(decision.key, name), "")


def _parts(drawing: Drawing) -> Iterator:
    document = drawing.document
    yield from document.phases
    yield from (
        block for block in drawing.blocks if block.kind not in ("end", "return", "parallel")
    )
    yield from (
        *document.events,
        *document.obligations,
        *document.roles,
        *document.gates,
        *document.outcomes,
    )


def _kind(part: object) -> str:
    """What an editor calls such a part, inside a sentence."""
    return {
        "Phase": _("phase"),
        "Task": _("step"),
        "Meeting": _("meeting"),
        "Decision": _("decision"),
        "Several": _("step that asks several"),
        "Wait": _("wait"),
        "Choice": _("choice"),
        "Event": _("event"),
        "Obligation": _("obligation"),
        "Role": _("role"),
        "Gate": _("gate"),
        "Outcome": _("outcome"),
    }[type(part).__name__]
