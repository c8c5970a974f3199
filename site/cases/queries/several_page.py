"""The page of asking several parties: who was asked, who has answered, who is late, and all answers side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from viewflow.workflow.status import STATUS

from accounts.absences import hands_of
from accounts.models import User
from cases import daywords
from cases.access import sees_case
from cases.asked import ASKED, about_task
from cases.candidates import works_in
from cases.duties import MANAGER
from cases.models import CaseTask
from cases.parties import GROUND, PARTY, ROUND, WENT_ON, WHY, WRITTEN_FOR, name_of, round_of
from cases.queries.asked_facts import roles_for
from cases.queries.asking_traces import GROUND_WORDS
from cases.queries.case_head import CaseHead, head_of
from cases.queries.kept_files import file_url
from cases.queries.words import Words
from cases.versions import pinned_form, step_of
from cases.words import language
from forms.asking.narrowing import to_read
from forms.asking.reading import READ, shown
from forms.models import FormLink, FormVersion
from forms.naming import label
from workflows.steps import Several


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One who is asked, in words.

    state   waits, late, answered or stopped
    """

    pk: int
    name: str
    about: str
    state: str
    said: str
    reason: str = ""
    has_link: bool = False
    is_outside: bool = False
    has_owner: bool = False

    @property
    def is_open(self) -> bool:
        return self.state in ("waits", "late")


@dataclass(frozen=True, slots=True)
class Line:
    """One question with the answer of each party, in the order of the parties."""

    question: str
    answers: Sequence[tuple[str, SafeString]]


@dataclass
class SeveralPage:
    """The step of one case, opened by one person."""

    task: CaseTask
    head: CaseHead
    step: Several
    parties: Sequence[CaseTask]
    by: User
    today: date

    @property
    def words(self) -> Words:
        return self.head.words

    @property
    def title(self) -> str:
        return self.words.task(self.task)

    @property
    def lead(self) -> str:
        due = daywords.due(self.task.due_on, today=self.today) if self.task.due_on else ""
        said = self.words.lead(self.task.key)
        return " ".join(
            each for each in (said, f"{daywords.capitalised(due)}." * bool(due)) if each
        )

    @property
    def is_open(self) -> bool:
        """Whether answers are still waited for before the path goes on."""
        return self.task.status in (STATUS.NEW, STATUS.ASSIGNED) and self.task.case.is_open

    @property
    def may_act(self) -> bool:
        """Whether the reader asks: has the task, or manages the unit; afterwards, whoever holds the role."""
        case = self.task.case
        if works_in(self.by, case.unit_id, [MANAGER]):
            return case.is_open
        if self.is_open:
            return self.task.owner_id in hands_of(self.by)
        held = case.team.filter(user__in=hands_of(self.by), until=None, role=self.step.role)
        return case.is_open and held.exists()

    @property
    def sees_case(self) -> bool:
        return sees_case(self.by, self.task.case_id)

    def rows(self) -> list[PartyRow]:
        """Everybody who was asked in this round, in the order they were asked."""
        return [self._row(each) for each in self.parties]

    def standing(self) -> str:
        """How far it has come, in a sentence."""
        answered, asked = len(self._answered()), len(self._counted())
        if not asked:
            return _("Nobody is asked yet.")
        said = ngettext(
            "%(answered)s of %(asked)s has answered.",
            "%(answered)s of %(asked)s have answered.",
            answered,
        ) % {"answered": answered, "asked": asked}
        return f"{said} {self._enough()}" if self.is_open else said

    def stuck(self) -> bool:
        """Whether nobody who is asked can make the answers enough."""
        wanted = self.step.enough or 1
        return self.is_open and len(self._counted()) < wanted

    def went_on(self) -> str:
        """Why the path went on; empty while answers are waited for."""
        why = self.task.data.get(WENT_ON, "")
        if self.is_open or not why:
            return ""
        day = timezone.localdate(self.task.finished) if self.task.finished else self.today
        said = {"day": daywords.in_words(day, today=self.today)}
        if why == "deadline":
            return _("The day to answer by passed, and the case went on %(day)s.") % said
        if why == "reason":
            words = _("The case went on without the missing answers %(day)s.") % said
            return f"{words} {self.task.data.get(WHY, '')}"
        return _("Enough had answered %(day)s, and the case went on.") % said

    def version(self) -> FormVersion:
        return pinned_form(self.head.process.version, self.step.form)

    def names(self) -> list[str]:
        """Whose answers stand side by side."""
        return [self._name(each) for each in self._answered()]

    def lines(self) -> list[Line]:
        """All answers side by side: a question a line, without what the reader does not see."""
        version = self.version()
        document = to_read(
            version.document(), roles_for(version.document(), self.task.case, self.by)
        )
        texts = version.texts(language())
        given = [(self._name(each), _answers(each)) for each in self._answered()]
        return [
            Line(
                label(texts, asked.key),
                [
                    (name, shown(asked, asked.key, texts, said.get(asked.key), file_url=file_url))
                    for name, said in given
                ],
            )
            for asked in document.fields()
            if asked.kind in READ
        ]

    @cached_property
    def _linked(self) -> set[str]:
        """About which of them a link still works."""
        about = [about_task(each) for each in self.parties if each.data.get(ASKED)]
        links = FormLink.objects.filter(about__in=about).open() if about else ()
        return {each.about for each in links}

    def _enough(self) -> str:
        if self.step.enough is None:
            return _("The case goes on when everybody who is asked has answered.")
        return ngettext(
            "The case goes on when %(count)s answer has come.",
            "The case goes on when %(count)s answers have come.",
            self.step.enough,
        ) % {"count": self.step.enough}

    def _counted(self) -> list[CaseTask]:
        return [each for each in self.parties if each.status != STATUS.CANCELED]

    def _answered(self) -> list[CaseTask]:
        return [each for each in self.parties if each.status == STATUS.DONE]

    def _name(self, party: CaseTask) -> str:
        if party.status == STATUS.NEW and party.role:
            return party.unit.name
        return name_of(party) or self.words.role(party.role)

    def _row(self, party: CaseTask) -> PartyRow:
        state, said = self._state(party)
        return PartyRow(
            pk=party.pk,
            name=self._name(party),
            about=self.words.role(party.role) if party.role else _("Outside, by a personal link"),
            state=state,
            said=said,
            reason=party.skipped_reason,
            has_link=about_task(party) in self._linked,
            is_outside=not party.role and party.owner_id is None,
            has_owner=party.owner_id is not None,
        )

    def _state(self, party: CaseTask) -> tuple[str, str]:
        if party.status == STATUS.DONE:
            return "answered", self._how_answered(party)
        if party.status == STATUS.CANCELED:
            ground = party.data.get(GROUND, "")
            why = _(GROUND_WORDS[ground]) if ground in GROUND_WORDS else _("Asked no longer")
            return "stopped", why
        if party.due_on and party.due_on < self.today:
            return "late", daywords.due(party.due_on, today=self.today)
        if party.owner_id is None and party.role:
            return "waits", _("Lies in the queue, nobody has taken it yet")
        if party.data.get(WRITTEN_FOR):
            name = party.owner.display_name if party.owner else ""
            return "waits", _("%(name)s writes the answer down") % {"name": name}
        day = timezone.localdate(party.created)
        return "waits", _("Asked %(day)s") % {"day": daywords.in_words(day, today=self.today)}

    def _how_answered(self, party: CaseTask) -> str:
        moment = party.finished or timezone.now()
        day = daywords.in_words(timezone.localdate(moment), today=self.today)
        if party.data.get(WRITTEN_FOR) and party.done_by:
            said = {"day": day, "name": party.done_by.display_name}
            return _("Has answered, written down by %(name)s %(day)s") % said
        if self.task.finished and moment > self.task.finished:
            return _("Has answered %(day)s, after the case went on") % {"day": day}
        return _("Has answered %(day)s") % {"day": day}


def several_page(task: CaseTask, by: User) -> SeveralPage:
    """Gather what the page of asking needs.

    task   of the one who asks
    """
    head = head_of(task.case)
    step = step_of(head.process.version_id, task.key)
    assert isinstance(step, Several)
    return SeveralPage(task, head, step, parties_of(task), by, timezone.localdate())


def parties_of(task: CaseTask) -> list[CaseTask]:
    """Everybody who was asked in the round of a task."""
    mine = CaseTask.objects.filter(case=task.case_id, key=task.key, kind=PARTY)
    found = mine.filter(**{f"data__{ROUND}": round_of(task) or 0})
    return list(found.select_related("owner", "done_by", "submission", "unit").order_by("pk"))


def _answers(party: CaseTask) -> dict:
    return party.submission.answers if party.submission else {}
