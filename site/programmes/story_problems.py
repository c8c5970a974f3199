"""Stories that name steps, people, roles or answers which do not exist."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from accounts.role_table import ROLE_BY_KEY
from forms.document import CHOOSING, Field
from programmes import sentences
from programmes.bundle import Bundle
from programmes.reading import Page, Place, Problem
from programmes.shapes.story import ANOTHER, StepShape
from programmes.workflow_settings import file_slug
from workflows.document import WorkflowDocument
from workflows.effects import Approval, Effect, Enrolment, ExtraTask, Transfer
from workflows.facts import askers
from workflows.steps import Choice, Several

EXTRA = "extra"


def story_problems(bundle: Bundle, key: str) -> Iterator[Problem]:
    """Yield one problem for every name in a story that nothing answers to."""
    page = bundle.pages[f"stories/{key}.yaml"]
    story = bundle.stories[key]
    for person, shape in story.people.items():
        for role in shape.roles:
            if role not in ROLE_BY_KEY:
                offered = ", ".join(ROLE_BY_KEY)
                yield page.problem(
                    ("people", person, "roles"), sentences.unknown_part(role, offered)
                )
    names = _Names(bundle.workflow_document[0], frozenset(story.people))
    for at, step in enumerate(story.steps):
        for name, value, known in names.of(step):
            if value not in known:
                place = _place(page, at, name, value)
                yield page.problem(place, sentences.unknown_part(value, ", ".join(sorted(known))))
    answers = _Answers(bundle)
    for at, step in enumerate(story.steps):
        for place, sentence in answers.wrong(step):
            yield page.problem(("steps", at, "answers", *place), sentence)


class _Names:
    """What the steps of a story may name."""

    def __init__(self, document: WorkflowDocument, people: frozenset[str]) -> None:
        judged = {
            block.key
            for block in document.blocks()
            if isinstance(block, Choice) and block.judged_by
        }
        own = {obligation.key for obligation in document.obligations if not obligation.step}
        self.obligations = {obligation.key for obligation in document.obligations}
        given = {each.key for each in document.events if isinstance(each.effect, ExtraTask)}
        self.tasks = {task.key for task in document.tasks()} | judged | own | given | {EXTRA}
        self.several = {each.key for each in document.tasks() if isinstance(each, Several)}
        self.events = {event.key for event in document.events}
        self.roles = {role.key for role in document.roles}
        self.people = people | self.roles | ROLE_BY_KEY.keys()
        self.people |= {f"{ANOTHER}{role}" for role in self.roles}
        self.agreed = _events(document, Transfer, Approval)
        self.handed_on = _events(document, Transfer)
        self.enrolling = _events(document, Enrolment)
        self.phases = {phase.key for phase in document.phases}
        self.outcomes = {outcome.key for outcome in document.outcomes}
        self.endings = {reason for outcome in document.outcomes for reason in outcome.reasons}

    def of(self, step: StepShape) -> Iterator[tuple[str, str, set[str]]]:
        """Yield (name in the file, what it says, what it may say)."""
        yield from self.done_by(step)
        expect = step.expect
        if expect is None:
            return
        for name in ("open", "not_open", "late", "due"):
            yield from ((name, key, self.tasks) for key in getattr(expect, name))
        yield from (("obligations", key, self.obligations) for key in expect.obligations)
        yield from (("told", key, set(self.people)) for key in expect.told)
        if expect.phase:
            yield "phase", expect.phase, self.phases
        if expect.outcome:
            yield "outcome", expect.outcome, self.outcomes
        if expect.ending:
            yield "ending", expect.ending, self.endings

    def done_by(self, step: StepShape) -> Iterator[tuple[str, str, set[str]]]:
        if step.role:
            yield "role", step.role, set(self.people)
        for name in ("task", "skip"):
            if key := getattr(step, name):
                yield name, key, self.tasks
        if step.event:
            yield "event", step.event, self.events
        if step.ending:
            yield "ending", step.ending, self.endings
        if step.explain:
            yield "explain", step.explain, self.obligations
        yield from self.asking(step)
        yield from self.agreeing(step)
        for role, person in step.appoint.items():
            yield "appoint", role, self.roles
            yield "appoint", person, set(self.people)

    def asking(self, step: StepShape) -> Iterator[tuple[str, str, set[str]]]:
        if step.without:
            yield "without", step.without, self.several
        if step.ask:
            yield "ask", step.ask.step, self.several
            yield "ask", step.ask.of, self.roles
            yield from (("ask", person, set(self.people)) for person in step.ask.people)
        if step.stop:
            yield "stop", step.stop.step, self.several
            yield "stop", step.stop.person, set(self.people)
        if step.early:
            yield "early", step.early.step, self.several

    def agreeing(self, step: StepShape) -> Iterator[tuple[str, str, set[str]]]:
        for name in ("agree", "disagree"):
            if key := getattr(step, name):
                yield name, key, self.agreed
        if step.hand_on:
            yield "event", step.event or "", self.handed_on
            yield "hand_on", step.hand_on.to, set(self.people)
            if step.hand_on.role:
                yield "hand_on", step.hand_on.role, self.roles
        if step.enrol:
            yield "enrol", step.enrol.event, self.enrolling
        for name in ("link", "outside"):
            if said := getattr(step, name):
                yield name, said.step, self.several if said.name else self.tasks


def _events(document: WorkflowDocument, *effects: type[Effect]) -> set[str]:
    return {event.key for event in document.events if isinstance(event.effect, effects)}


def _place(page: Page, at: int, name: str, value: str) -> tuple[str | int, ...]:
    step = page.value["steps"][at]
    inside = "expect" if name not in step and name in step.get("expect", {}) else ""
    place = ("steps", at, inside, name) if inside else ("steps", at, name)
    held = step["expect"][name] if inside else step.get(name)
    if isinstance(held, list) and value in held:
        return (*place, held.index(value))
    return (*place, value) if isinstance(held, dict) and value in held else place


class _Answers:
    """What may be answered: the ways of each judgement, the questions of each step that asks a form."""

    def __init__(self, bundle: Bundle) -> None:
        document = bundle.workflow_document[0]
        self.ways = {
            block.key: [branch.key for branch in block.branches]
            for block in document.blocks()
            if isinstance(block, Choice) and block.judged_by
        }
        forms = {slug: form for slug, (form, _texts) in bundle.form_documents.items()}
        self.questions = {
            key: forms[slug].sections
            for key, asker in askers(document)
            if (slug := file_slug(bundle.slug, asker.form)) in forms
        }

    def wrong(self, step: StepShape) -> Iterator[tuple[Place, str]]:
        """Yield what a step answers that cannot be answered there; a refused answer may be wrong on purpose."""
        if step.expect and step.expect.refused:
            return
        asked = step.early or step.outside
        key = "start" if step.start else step.task or step.event or (asked.step if asked else "")
        if key in self.ways:
            way = step.answers.get("branch")
            if way is not None and way not in self.ways[key]:
                yield ("branch",), _offered(way, self.ways[key])
        elif key in self.questions:
            fields = (field for section in self.questions[key] for field in section.fields)
            yield from _wrong({field.key: field for field in fields}, step.answers)


def _wrong(fields: Mapping[str, Field], answers: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    for name, answer in answers.items():
        field = fields.get(name)
        if field is None:
            yield (name,), sentences.not_asked(name)
        elif field.kind == "group" and isinstance(answer, list):
            items = {item.key: item for item in field.items}
            for at, row in enumerate(answer):
                if isinstance(row, dict):
                    yield from (((name, at, *place), said) for place, said in _wrong(items, row))
        elif field.kind in CHOOSING and field.choices:
            codes = [choice.code for choice in field.choices if not choice.retired]
            yield from (
                ((name, at), _offered(code, codes))
                for at, code in _each(answer)
                if code not in codes
            )


def _each(answer: Any) -> Iterable[tuple[str | int, Any]]:
    """Yield each code of an answer with its place in it: several, or one for each line."""
    if isinstance(answer, Mapping):
        return answer.items()
    return enumerate(answer) if isinstance(answer, list) else (("", answer),)


def _offered(value: object, known: Iterable[str]) -> str:
    return sentences.one_of(str(value), ", ".join(sorted(known)))
