"""Programmes with a small workflow, participants, cases and their people."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from wagtail.models import Locale

from accounts.models import Unit, User
from cases.actions.cases import start_case
from cases.models import Case, CaseTask, Participant, Programme
from forms.document import Field, FormDocument, Section
from forms.models import FormDefinition, FormText, FormVersion
from forms.versions.publishing import fingerprint
from tests.factories.accounts import make_unit, make_user
from workflows import document as doc
from workflows import steps
from workflows.models import WorkflowDefinition, WorkflowText, WorkflowVersion

_numbers = count(1)


def make_locale() -> Locale:
    """Swedish, the source language of everything that is authored."""
    return Locale.objects.get_or_create(language_code="sv")[0]


def make_form_version(slug: str, *fields: Field | str) -> FormVersion:
    """A published form; a bare name is a text question."""
    asked = [Field(each, "text") if isinstance(each, str) else each for each in fields]
    document = FormDocument((Section("only", tuple(asked)),))
    definition = FormDefinition.objects.filter(slug=slug).first() or FormDefinition.objects.create(
        slug=slug, title=slug, locale=make_locale()
    )
    stored = document.to_json()
    version = FormVersion.objects.create(
        definition=definition,
        number=definition.versions.count() + 1,
        structure=stored,
        sha256=fingerprint(stored),
    )
    texts = {"form.title": slug, "section.only.title": slug}
    texts |= {f"field.{each.key}.label": each.key for each in asked}
    FormText.objects.create(
        version=version,
        language="sv",
        revision=1,
        texts=texts,
        sha256=fingerprint(texts),
        is_source=True,
    )
    return version


def make_version(
    document: doc.WorkflowDocument,
    *,
    forms: Mapping[str, FormVersion] | None = None,
    texts: Mapping[str, str] | None = None,
    definition: WorkflowDefinition | None = None,
) -> WorkflowVersion:
    """A frozen workflow version. Forms that are not given are made with a few text questions."""
    pinned = dict(forms or {})
    pinned |= {slug: make_form_version(slug, "remark") for slug in document.forms() - set(pinned)}
    slug = f"workflow-{next(_numbers)}"
    definition = definition or WorkflowDefinition.objects.create(
        slug=slug, title=slug, locale=make_locale()
    )
    stored = document.to_json()
    version = WorkflowVersion.objects.create(
        definition=definition,
        number=definition.versions.count() + 1,
        structure=stored,
        sha256=fingerprint(stored),
        forms={slug: form.pk for slug, form in pinned.items()},
    )
    words = dict(texts or {})
    WorkflowText.objects.create(
        version=version,
        language="sv",
        revision=1,
        texts=words,
        sha256=fingerprint(words),
        is_source=True,
    )
    return version


def make_programme(
    document: doc.WorkflowDocument | None = None,
    *,
    unit: Unit | None = None,
    slug: str = "",
    **version: Any,
) -> Programme:
    """A programme that runs a small workflow: two tasks and an end, unless a document is given."""
    frozen = make_version(document or small(), **version)
    slug = slug or f"programme-{next(_numbers)}"
    return Programme.objects.create(
        slug=slug,
        titles={"sv": slug},
        unit=unit or make_unit(),
        workflow=frozen.definition,
    )


def make_participant(unit: Unit, **fields: Any) -> Participant:
    """Somebody who is helped."""
    fields.setdefault("given_name", "Marja")
    fields.setdefault("family_name", "Lind")
    return Participant.objects.create(organisation=unit.organisation, **fields)


def make_case(
    programme: Programme | None = None,
    *,
    by: User | None = None,
    participant: Participant | None = None,
    answers: Mapping[str, Any] | None = None,
    **start: Any,
) -> Case:
    """A case that has just been registered."""
    programme = programme or make_programme()
    return start_case(
        programme,
        participant=participant or make_participant(programme.unit),
        by=by or make_worker(programme),
        answers=answers or {},
        **start,
    )


def make_worker(programme: Programme, username: str = "", **fields: Any) -> User:
    """Somebody who works in the programme's unit: a counsellor unless told otherwise."""
    username = username or f"worker{next(_numbers)}"
    fields.setdefault("roles", ("counsellor",))
    return make_user(username, unit=programme.unit, **fields)


def open_task(case: Case, key: str) -> CaseTask:
    """The task of a step that waits to be done."""
    return CaseTask.objects.waiting().get(case=case, key=key)


def open_keys(case: Case) -> list[str]:
    """The steps of a case that wait for somebody."""
    return sorted(CaseTask.objects.waiting().filter(case=case).values_list("key", flat=True))


# Small documents --------------------------------------------------------------------------------

WORKER = doc.Role("worker", who=("counsellor",))
LEADER = doc.Role("leader", who=("manager", "counsellor"))
DONE = doc.Outcome("finished")
STOPPED = doc.Outcome("stopped", "interrupted")
NEVER = doc.Outcome("never", "not_started")


def task(key: str, **settings: Any) -> steps.Task:
    """A task for the worker, without a form."""
    return steps.Task(key, **{"role": "worker", **settings})


def flow(*blocks: steps.AnyBlock, **parts: Any) -> doc.WorkflowDocument:
    """One phase with these blocks, the worker's role, and an end when none is drawn."""
    drawn = blocks if any(isinstance(each, steps.End) for each in blocks) else (*blocks, end())
    given = {
        "start": doc.Start(roles=("counsellor",)),
        "phases": (doc.Phase("only", tuple(drawn)),),
        "roles": (WORKER, LEADER),
        "outcomes": (DONE, STOPPED, NEVER),
    }
    return doc.WorkflowDocument(**{**given, **parts})


def end(key: str = "end", outcome: str = "finished") -> steps.End:
    """An end of the case."""
    return steps.End(key, outcome)


def small() -> doc.WorkflowDocument:
    """Two tasks after each other, then the end."""
    return flow(task("first"), task("second"))
