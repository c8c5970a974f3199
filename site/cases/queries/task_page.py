"""The page of one task: what it asks, what is already known, and what is kept as a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases import daywords
from cases.access import sees_case
from cases.asked import SEEN, about_task, stamp
from cases.facts import Facts
from cases.models import CaseTask, TaskDraft
from cases.parties import PARTY, WRITTEN_FOR, name_of, whom_of
from cases.queries import answered, decisions, goals
from cases.queries.asked_facts import facts_for, roles_in
from cases.queries.case_head import CaseHead, head_of
from cases.queries.kept_files import file_facts
from cases.queries.outside import may_be_asked
from cases.queries.people import APPOINT, RolePick, asked_in, picks
from cases.queries.surveys import Survey, language_of, survey_of
from cases.queries.timeline import EntryRow, latest
from cases.queries.words import Words
from cases.versions import pinned_form, step_of
from cases.words import language
from forms.asking import checking
from forms.asking.narrowing import for_roles, is_shared_out
from forms.asking.reading import in_words
from forms.document import FormDocument
from forms.files.taking import asks_for_files
from forms.models import FormLink, FormVersion, Submission
from workflows.document import Obligation
from workflows.steps import Choice, Decision, Task


@dataclass(frozen=True, slots=True)
class Known:
    """What is good to know while one writes."""

    facts: Sequence[tuple[str, str]]
    plans: Sequence[goals.Plan] = ()
    latest: Sequence[EntryRow] = ()


@dataclass
class TaskPage:
    """One task, opened by one person."""

    task: CaseTask
    head: CaseHead
    step: Task | Obligation | None
    version: FormVersion | None
    facts: Facts
    today: date
    by: User
    sees_case: bool  # else the task alone was handed over, and nothing else of the case is shown

    @property
    def words(self) -> Words:
        return self.head.words

    @property
    def title(self) -> str:
        return self.words.task(self.task)

    @property
    def lead(self) -> str:
        task = self.task
        days = daywords.days_of_task(task.due_on, task.not_before, task.legal_on, today=self.today)
        said = self.words.lead(task.key)
        if self.written_for:
            said = _("You write down what %(name)s answered.") % {"name": self.written_for}
        return " ".join(part for part in (said, days) if part)

    @property
    def instead_of(self) -> str:
        """In whose place the reader does the task; empty when it is their own."""
        owner = self.task.owner
        return owner.display_name if owner and owner != self.by else ""

    @property
    def tips(self) -> list[str]:
        return self.words.tips(self.task.key)

    @property
    def document(self) -> FormDocument:
        if self.version is None:
            return FormDocument()
        return for_roles(self.version.document(), self.roles)

    @cached_property
    def own_roles(self) -> frozenset[str]:
        return roles_in(self.task.case, self.by)

    @property
    def roles(self) -> frozenset[str] | None:
        """Whose form it is, when parts of it are for some roles only."""
        if self.version is None or not is_shared_out(self.version.document()):
            return None
        return self.own_roles

    @property
    def sends_files(self) -> bool:
        """Whether the form asks for files."""
        return asks_for_files(self.document)

    @cached_property
    def came(self) -> list[Submission]:
        """What somebody outside has answered for this task."""
        return answered.came_for(self.task)

    @property
    def stamp(self) -> str:
        """Which of those answers this page shows."""
        return stamp(self.task)

    def arrived(self) -> list[answered.Arrived]:
        """The answers that came, for reading."""
        return answered.to_read(self.came, self.roles)

    def open_links(self) -> list[FormLink]:
        return answered.open_links(self.task)

    @property
    def may_ask(self) -> bool:
        """Whether somebody outside may be asked by a link."""
        if self.task.kind == PARTY:
            return False
        return self.version is not None and may_be_asked(self.version)

    @cached_property
    def survey(self) -> Survey | None:
        """The anonymous survey that the step asks beside the case."""
        return survey_of(self.step, language()) if self.sees_case else None

    @property
    def survey_languages(self) -> Sequence[tuple[str, str]]:
        return [(code, str(name)) for code, name in settings.LANGUAGES]

    @property
    def survey_language(self) -> str:
        """The participant's."""
        return language_of(self.task.case)

    @property
    def may_put_back(self) -> bool:
        """Whether the task has a queue to go back to."""
        by_name = self.task.kind == PARTY and whom_of(self.task).startswith("user:")
        return bool(self.task.role) and not by_name

    @property
    def is_party(self) -> bool:
        """Whether the reader is one of several who are asked."""
        return self.task.kind == PARTY

    @property
    def written_for(self) -> str:
        """For whom the reader writes an answer down; empty when it is their own."""
        return name_of(self.task) if self.task.data.get(WRITTEN_FOR) else ""

    def with_answers(self, typed: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """What was typed, with the answers that came where nothing was typed."""
        if not self.came:
            return {name: list(values) for name, values in typed.items()}
        first = checking.prefilled(self.document, self.form_facts()).values
        return answered.filled_in(self.document, typed, self.came, first) | {SEEN: [self.stamp]}

    def not_asked_here(self) -> dict[str, Any]:
        """Answers that came to questions which whoever opened the task does not answer."""
        if self.version is None or not self.came:
            return {}
        return answered.not_asked_here(self.document, self.version.document(), self.came)

    @property
    def may_skip(self) -> bool:
        return isinstance(self.step, Task) and self.step.may_skip

    def branches(self) -> list[tuple[str, str]]:
        """The ways a worker chooses between, when the task is a judgement."""
        if self.task.kind != "judgement":
            return []
        choice = self._choice()
        return (
            [(way.key, self.words.branch(choice.key, way.key)) for way in choice.branches]
            if choice
            else []
        )

    def _choice(self) -> Choice | None:
        blocks = self.words.document.blocks()
        return next(
            (each for each in blocks if isinstance(each, Choice) and each.key == self.task.key),
            None,
        )

    def appointments(self, posted: Mapping[str, Sequence[str]] | None = None) -> list[RolePick]:
        """The roles that this step names somebody for, with what was posted about them."""
        roles = self.step.appoints if isinstance(self.step, Task) else ()
        sent = posted or {}
        return picks(self.words, self.facts, roles, chosen=appointed_in(sent), asked=asked_in(sent))

    def form_facts(self, raw: checking.Raw | None = None) -> dict[str, Any]:
        """What this form may know of the case, and of the files that were typed."""
        known = facts_for(
            self.document,
            self.facts,
            version=self.head.process.version_id,
            roles=lambda: self.own_roles,
        )
        known |= self._words_not_asked_here()
        return {**known, **file_facts(self.document, raw, self.by, about=about_task(self.task))}

    def _words_not_asked_here(self) -> dict[str, str]:
        """Those answers in words: the form shows them, and does not ask."""
        theirs = self.not_asked_here()
        if not theirs or self.version is None:
            return {}
        texts = self.version.texts(language())
        asked = {each.key: each for each in self.version.document().fields()}
        return {key: in_words(asked[key], key, texts, said) for key, said in theirs.items()}

    def first_values(self) -> dict[str, list[str]]:
        """First answers that only a decision knows: its period."""
        if not isinstance(self.step, Decision):
            return {}
        days = decisions.first_values(self.step, self.facts.granted, today=self.today)
        return {name: [day.isoformat()] for name, day in days.items()}

    def _who_takes_part(self) -> list[tuple[str, str]]:
        """Who comes to a meeting: people, or the role where nobody holds it yet."""
        roles = getattr(self.step, "attendees", ())
        if not roles:
            return []
        team = self.task.case.team.filter(role__in=roles, until=None).select_related("user")
        holders: dict[str, list[str]] = {}
        for member in team.order_by("since", "pk"):
            holders.setdefault(member.role, []).append(member.user.display_name)
        coming = [name for role in roles for name in holders.get(role, [self.words.role(role)])]
        return [(_("Takes part"), ", ".join(dict.fromkeys(coming)))]

    def known(self) -> Known:
        """What is known of the person; with the goals and what happened last for those who see the case."""
        if self.task.kind == PARTY and not self.sees_case:
            return Known(facts=())  # the question says what is to be known
        if not self.sees_case:
            return Known(facts=self.head.facts)
        return Known(
            facts=[*self.head.facts, *self._who_takes_part()],
            plans=goals.plans(self.task.case, today=self.today),
            latest=latest(self.head, self.by, at_most=3),
        )


def task_page(task: CaseTask, by: User) -> TaskPage:
    """Gather what the page of a task needs."""
    head = head_of(task.case)
    step = (
        step_of(task.process.version_id, task.key)
        if task.key and task.kind != "judgement"
        else None
    )
    slug = getattr(step, "form", "")
    return TaskPage(
        task=task,
        head=head,
        step=step if isinstance(step, Task | Obligation) else None,
        version=pinned_form(head.process.version, slug) if slug else None,
        facts=Facts(task.case),
        today=timezone.localdate(),
        by=by,
        sees_case=sees_case(by, task.case_id),
    )


def draft_of(task: CaseTask, user: User) -> TaskDraft | None:
    """Fetch what somebody typed in a task and has not handed in."""
    return task.drafts.filter(by=user).first()


def read_draft(page: TaskPage, draft: TaskDraft) -> checking.Raw:
    """Read a draft as if it were posted now."""
    return checking.read(page.document, draft.raw)


def appointed_in(posted: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Read {role: chosen primary keys} from what was posted."""
    return {
        name.removeprefix(APPOINT): [value for value in values if value]
        for name, values in posted.items()
        if name.startswith(APPOINT)
    }


def stored_form(raw: checking.Raw, posted: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Turn what was typed into a draft: answers, rows, and the page's own choices."""
    kept = {name: list(values) for name, values in raw.values.items()}
    kept |= {f"{group}-rows": [str(count)] for group, count in raw.rows.items()}
    own = {
        name: list(values)
        for name, values in posted.items()
        if name.startswith((APPOINT, "_branch", SEEN))
    }
    return kept | {name: [value[:40] for value in values] for name, values in own.items()}
