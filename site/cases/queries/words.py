"""The words of workflow versions, fetched for a whole page at once: titles of steps, phases, roles and the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.models import CaseMove, CaseProcess, CaseTask
from cases.parties import PARTY
from cases.versions import version_of
from workflows.document import WorkflowDocument
from workflows.models import WorkflowText, WorkflowVersion
from workflows.texts import reason_key


@dataclass(frozen=True, slots=True)
class Words:
    """One version in the reader's language. A key without words is shown as the key: better odd than blank."""

    document: WorkflowDocument
    texts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def empty(cls) -> "Words":
        """No words at all: keys are shown as they are."""
        return cls(WorkflowDocument())

    def of(self, kind: str, key: str, part: str = "title") -> str:
        """Read one text, such as the title of a phase; "" when nobody wrote it."""
        return self.texts.get(f"{kind}.{key}.{part}", "")

    def step(self, key: str) -> str:
        """Name a step; an event or an obligation with a form of its own is one, too."""
        for kind in ("step", "event", "obligation"):
            if title := self.of(kind, key):
                return title
        return key

    def asked(self, key: str) -> str:
        """Name a step for those who are asked in it."""
        return self.of("step", key, "request") or self.step(key)

    def task(self, task: CaseTask) -> str:
        """Name a task: extra tasks carry a title of their own."""
        if task.kind == PARTY:
            return self.asked(task.key)
        return task.title or self.step(task.key) or _("Task")

    def lead(self, key: str) -> str:
        """Read the sentence that stands under the title of a step."""
        return self.of("step", key, "lead")

    def tips(self, key: str) -> list[str]:
        """Read the advice for a step, one line each."""
        for kind in ("step", "event", "obligation"):
            if guidance := self.of(kind, key, "guidance"):
                return [line.strip() for line in guidance.splitlines() if line.strip()]
        return []

    def phase(self, key: str) -> str:
        return self.of("phase", key) or key

    def role(self, key: str) -> str:
        return self.of("role", key) or key

    def event(self, key: str) -> str:
        return self.of("event", key) or key

    def obligation(self, key: str) -> str:
        return self.of("obligation", key) or key

    def outcome(self, key: str) -> str:
        return self.of("outcome", key) or key

    def ending(self, outcome: str, reason: str) -> str:
        """Say why a case ended; "" when it is not known."""
        return self.texts.get(reason_key(outcome, reason)) or reason if reason else ""

    def ended(self, outcome: str, reason: str) -> str:
        """Name an outcome, with the reason when it is known."""
        why = self.ending(outcome, reason)
        return f"{self.outcome(outcome)} ({why})" if why else self.outcome(outcome)

    def law(self, code: str) -> str:
        return self.texts.get(f"law.{code}") or code

    def branch(self, choice: str, branch: str) -> str:
        return self.texts.get(f"branch.{choice}.{branch}") or branch

    def place(self, phase: str) -> tuple[int, int]:
        """Say where a phase stands, counted from 1, and how many there are; 0 for no phase."""
        keys = [each.key for each in self.document.phases]
        return (keys.index(phase) + 1 if phase in keys else 0, len(keys))


def version_of_case(case: str) -> Subquery:
    """The newest version a case runs on, for a query. case: the column that names the case."""
    runs = CaseProcess.objects.filter(case=OuterRef(case)).order_by("-pk")
    return Subquery(runs.values("version")[:1])


def words_of(versions: Iterable[int | None], language: str | None = None) -> dict[int, Words]:
    """Fetch the words of several versions in one query.

    versions  primary keys of workflow versions
    """
    wanted = {pk for pk in versions if pk}
    if not wanted:
        return {}
    texts = _texts(wanted, language or get_language() or settings.LANGUAGE_CODE)
    return {pk: Words(version_of(pk).document(), texts.get(pk, {})) for pk in wanted}


def words_of_version(version: WorkflowVersion) -> Words:
    """Fetch the words of one version that is already at hand."""
    language = get_language() or settings.LANGUAGE_CODE
    return Words(version.document(), _texts({version.pk}, language).get(version.pk, {}))


def _texts(versions: set[int], language: str) -> dict[int, dict[str, str]]:
    """Join the newest words of each version: the reader's language over the source language.

    Cases that were moved there have steps behind them that only their earlier version names.
    """
    flows = {version_of(pk).definition_id for pk in versions}
    left = CaseMove.objects.filter(to_version__definition__in=flows).values("from_version")
    newest = (
        WorkflowText.objects.filter(
            Q(version__in=versions) | Q(version__in=left),
            language__in={language, settings.LANGUAGE_CODE},
        )
        .order_by("version_id", "language", "-revision")
        .distinct("version_id", "language")
    )
    joined: dict[int, dict[str, str]] = {}
    for text in sorted(newest, key=lambda each: each.language == language):
        joined.setdefault(text.version_id, {}).update(_written(text.texts))
    earlier = [(version_of(pk), joined[pk]) for pk in sorted(joined.keys() - versions)]
    for pk in versions if earlier else ():
        _name_what_is_gone(joined.setdefault(pk, {}), version_of(pk), earlier)
    return joined


def _name_what_is_gone(
    texts: dict[str, str],
    version: WorkflowVersion,
    earlier: Iterable[tuple[WorkflowVersion, Mapping[str, str]]],
) -> None:
    for before, words in earlier:
        if before.definition_id == version.definition_id:
            for key, text in words.items():
                if key.endswith(".title") or key.startswith("branch."):
                    texts.setdefault(key, text)


def _written(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: words for key, words in texts.items() if words}
