"""Trying a form while it is built: answers are kept as try-outs, answered anew and compared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from forms.asking.posted import Raw
from forms.asking.skeleton import facts_read
from forms.document import FormDocument
from forms.known_facts import nested
from forms.models import FormDefinition, TryOut
from forms.naming import Texts
from forms.texts import paths, with_fallback
from forms.trying.made_up import made_up_files
from forms.trying.tryout import Outcome, differences, try_out, typed_of


@dataclass(frozen=True, slots=True)
class Draft:
    """What is edited now, in the language somebody tries it in."""

    definition: FormDefinition
    document: FormDocument
    texts: Texts
    language: str


@dataclass(frozen=True, slots=True)
class Run:
    """One try-out, answered anew.

    changed     what comes out otherwise than when it was saved
    since       what comes out otherwise than in the newest published version
    """

    saved: TryOut
    outcome: Outcome
    changed: tuple[str, ...]
    since: tuple[str, ...]


def draft(definition: FormDefinition, language: str) -> Draft:
    """Read the newest draft, with the words of a translation where there is one."""
    source = definition.source()
    document, texts = source.get_latest_revision_as_object().compiled()
    own = source.locale.language_code
    other = source.get_translations().filter(locale__language_code=language).first()
    if language == own or other is None:
        return Draft(source, document, texts, own)
    said = other.get_latest_revision_as_object().compiled()[1]
    return Draft(source, document, with_fallback(said, texts), language)


def facts_asked(document: FormDocument) -> list[str]:
    """Which facts of a case the form reads, each once: conditions, first answers, what it shows."""
    prefilled = (question.prefill for _path, question in paths(document) if question.prefill)
    counted = (
        reference
        for _path, question in paths(document)
        if question.recipe
        for reference in question.recipe.of
    )
    asked = {question.key for question in document.fields()}
    others = (name for name in (*prefilled, *counted) if "." in name)
    strange = (name for name in others if name.partition(".")[0] not in {*asked, "row"})
    return list(dict.fromkeys([*facts_read(document), *strange]))


def known(document: FormDocument, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as the form reads them, and the files that it pretends to have."""
    return {**nested(facts), **made_up_files(document)}


def save_try_out(  # noqa: PLR0913  what was typed, and when and where
    definition: FormDefinition,
    *,
    name: str,
    raw: Raw,
    facts: Mapping[str, Any],
    today: date,
    outcome: Outcome,
    by: Any,
) -> TryOut:
    """Keep a way of answering with what comes out of it; the same name is written over."""
    saved, _new = TryOut.objects.update_or_create(
        definition=definition.source(),
        name=name[:120],
        defaults={
            "typed": typed_of(raw),
            "facts": dict(facts),
            "today": today,
            "expected": outcome.to_json(),
            "saved_by": by if by and by.pk else None,
        },
    )
    return saved


def run_all(now: Draft) -> Iterator[Run]:
    """Answer the draft, and the newest version, in every way that was saved."""
    version = now.definition.latest_version()
    published = version.document() if version else None
    for saved in now.definition.try_outs.all():
        found = _outcome(now.document, saved)
        before = _outcome(published, saved) if published else found
        yield Run(
            saved,
            found,
            tuple(differences(saved.outcome(), found, now.document, now.texts)),
            tuple(differences(before, found, now.document, now.texts)),
        )


def _outcome(document: FormDocument, saved: TryOut) -> Outcome:
    facts = known(document, saved.facts)
    return try_out(document, saved.typed, facts=facts, today=saved.today)
