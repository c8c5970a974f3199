"""The text of a decision with names, days and answers filled in, before it is taken and ever after."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from cases import daywords
from cases.models import Case, Decision
from cases.queries.case_head import CaseHead
from cases.queries.decisions import months_between
from cases.words import language
from forms.document import CHOOSING, FormDocument
from forms.models import FormVersion
from forms.texts import choice_text
from workflows.steps import Decision as DecisionStep

PLACEHOLDER = re.compile(r"\{([a-z_]+(?::[a-z0-9_]+)?)\}")


def filled(text: str, known: Mapping[str, str]) -> str:
    """Fill the closed list of placeholders; one that is not known yet is shown as three dots.

    A line that only passes on answers is left out when none of them was given: no empty headings.

    text   such as "{participant} is granted the service {starts_on} – {ends_on}."
    """
    lines = (line for line in text.split("\n") if not _says_nothing(line, known))
    return PLACEHOLDER.sub(lambda found: known.get(found[1]) or "…", "\n".join(lines))


def _says_nothing(line: str, known: Mapping[str, str]) -> bool:
    """Tell whether a line passes on answers that were not given."""
    names = PLACEHOLDER.findall(line)
    return bool(names) and not any(
        known.get(name) or not name.startswith("answer:") for name in names
    )


def taken_text(
    head: CaseHead, decision: Decision, version: FormVersion, answers: Mapping[str, Any]
) -> str:
    """The text of a decision that was taken."""
    known = _known(
        head.case, decision.starts_on, decision.ends_on, decision.decided_by.display_name
    )
    refused = decision.effect == "grant" and not decision.granted
    return filled(_text(head, decision.step, refused=refused), known | _answers(version, answers))


def drafted_text(
    head: CaseHead,
    step: DecisionStep,
    version: FormVersion | None,
    answers: Mapping[str, Any],
    *,
    by: str,
) -> str:
    """The text as it will be when these answers are decided on."""
    known = _known(head.case, _day(answers.get(step.starts)), _day(answers.get(step.ends)), by)
    said = _answers(version, answers) if version else {}
    return filled(_text(head, step.key, refused=step.refuses(answers)), known | said)


def _text(head: CaseHead, step: str, *, refused: bool) -> str:
    """The text as it was written: a refusal may have one of its own, else the same text serves both."""
    refusal = head.words.of("decision", step, "refusal") if refused else ""
    return refusal or head.words.of("decision", step, "text")


def _known(case: Case, start: date | None, end: date | None, by: str) -> dict[str, str]:
    days = {"starts_on": start, "ends_on": end}
    said = {name: daywords.in_words(day, today=date.min) for name, day in days.items() if day}
    if start and end and end < start + timedelta(days=36_600):
        said["months"] = str(months_between(start, end))
    organisation = case.unit.organisation.name
    return {"participant": case.name, "decided_by": by, "organisation": organisation, **said}


def _answers(version: FormVersion, answers: Mapping[str, Any]) -> dict[str, str]:
    """{"answer:<field>": words} for every answer one line can hold."""
    texts, document = version.texts(language()), version.document()
    return {
        f"answer:{key}": _in_words(document, texts, key, answer)
        for key, answer in answers.items()
        if not isinstance(answer, Mapping)
    }


def _in_words(document: FormDocument, texts: Mapping[str, str], key: str, answer: Any) -> str:
    try:
        kind = document.field(key).kind
    except KeyError:
        return ""
    if kind in CHOOSING:
        codes = answer if isinstance(answer, list) else [answer]
        return ", ".join(texts.get(choice_text(key, code)) or str(code) for code in codes)
    day = _day(answer) if kind == "date" else None
    if day:
        return daywords.in_words(day, today=date.min)
    return "" if isinstance(answer, list | bool) else str(answer)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
