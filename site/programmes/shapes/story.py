"""stories/<key>.yaml: who does what on which day, and what is expected then. Pure."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from forms.written import sentences as form_sentences
from programmes import sentences
from programmes.shapes.parts import Key, Line, PeriodShape, RuleShape, Shape, Words, said
from programmes.shapes.workflow import PlatformRole

ACTIONS = (
    *("start", "task", "event", "contact", "note", "goal", "extra", "skip", "explain", "look"),
    *("ask", "stop", "without", "early"),
    *("agree", "disagree", "enrol", "link", "outside"),
)
ANOTHER = "another_"  # before a role of the workflow: somebody else who may hold it
NOBODYS = ("outside",)  # done by somebody without an account
State = Literal["coming", "open", "overdue", "met", "met_late", "missed", "dropped"]


class ParticipantShape(Shape):
    """Whom the story is about. Invented, like everybody in a story."""

    given_name: Line
    family_name: Line
    age: int = Field(ge=0, le=120)
    language: Key = "sv"
    municipality: Line | Literal[""] = ""
    phone: Line | Literal[""] = ""
    contact_wish: Line | Literal[""] = ""


class PersonShape(Shape):
    """Somebody of the staff or of a partner, under the name that the steps use."""

    name: Line
    roles: list[PlatformRole] = Field(min_length=1)
    qualification: Key | Literal[""] = ""
    organisation: Line | Literal[""] = ""


class ContactShape(Shape):
    """A contact for the journal."""

    kind: Literal["meeting", "phone", "remote", "message", "home_visit", "accompanied", "network"]
    attendance: Literal["attended", "cancelled", "replaced_by_phone", "no_show"] = "attended"
    title: Line
    text: Annotated[str, StringConstraints(max_length=10_000)] = ""


class NoteShape(Shape):
    """A note for the journal."""

    title: Line
    text: Annotated[str, StringConstraints(max_length=10_000)] = ""


class GoalChangeShape(Shape):
    """A goal, found by a part of its words, that has come further."""

    words: Line
    state: Literal["ahead", "ongoing", "reached", "left"]


class ExtraShape(Shape):
    """A task that nobody drew."""

    title: Line
    role: Key
    due: PeriodShape


class AskShape(Shape):
    """Whom the one who asks several asks beside the others."""

    step: Key
    of: Key  # a role of the workflow that may be asked
    people: list[Key] = Field(min_length=1)


class StopShape(Shape):
    """One of several who is asked no longer."""

    step: Key
    person: Key
    ground: Literal["consent_withdrawn", "not_needed", "wrong_party", "other"]


class EarlyShape(Shape):
    """An answer that came before its step; the answers of the step of the story are what it says."""

    step: Key
    name: Line


class HandOnShape(Shape):
    """To whom a role of the case is offered: a person, or the unit where that person works."""

    role: Key | Literal[""] = ""
    to: Key
    unit: bool = False


class EnrolShape(Shape):
    """A case beside this one, in another programme or, when none is named, in the same."""

    event: Key
    programme: Key | Literal[""] = ""


class OutsideShape(Shape):
    """Somebody outside who is asked by a personal link: by name where several are asked."""

    step: Key
    name: Line | Literal[""] = ""


class ExpectShape(Shape):
    """What must be so after the step.

    refused      the action is refused: its name, the key of the gate that holds back, or a part of what is said
    obligations  {key: state of its newest occurrence that is not coming, or of its first}
    ending       why the case ended
    holds        a condition over the facts of the case
    due          {task: the day it is due}, written as in answers
    beside       the same about the case that was begun beside this one
    """

    refused: Line | Literal[""] = ""
    phase: Key | Literal[""] = ""
    open: list[Key] = []
    not_open: list[Key] = []
    late: list[Key] = []
    outcome: Key | Literal[""] = ""
    ending: Key | Literal[""] = ""
    closed: bool | None = None
    obligations: dict[Key, State] = {}
    told: list[Key] = []
    holds: RuleShape | None = None
    due: dict[Key, Any] = {}
    beside: "ExpectShape | None" = None


class StepShape(Shape):
    """What somebody does on a day, or only what has happened by then.

    day       counted from the first day of the story
    role      a name under `people`, or a role of the workflow or platform for whom somebody is invented
    reason    why, for a skip, an explanation, a pause, an offer, a joint approval and whoever declines
    hand_on   to whom the event offers a role
    until     how long a pause is planned to last
    ending    why the case ends, where the step ends it: one of the outcome's reasons; empty: the first one
    mark      a name for this day, that later dates can be counted from
    """

    day: int = Field(ge=0, le=5000)
    id: Line | Literal[""] = ""
    title: Words | None = None
    role: Key | Literal[""] = ""
    start: Literal["case"] | None = None
    task: Key | None = None
    event: Key | None = None
    contact: ContactShape | None = None
    note: NoteShape | None = None
    goal: GoalChangeShape | None = None
    extra: ExtraShape | None = None
    skip: Key | None = None
    explain: Key | None = None
    ask: AskShape | None = None
    stop: StopShape | None = None
    without: Key | None = None
    early: EarlyShape | None = None
    agree: Key | None = None
    disagree: Key | None = None
    enrol: EnrolShape | None = None
    link: OutsideShape | None = None
    outside: OutsideShape | None = None
    hand_on: HandOnShape | None = None
    look: Literal["case", "journal"] | None = None
    reason: Line | Literal[""] = ""
    ending: Key | Literal[""] = ""
    until: PeriodShape | None = None
    answers: dict[Key, Any] = {}
    appoint: dict[Key, Key] = {}
    mark: Key | Literal[""] = ""
    expect: ExpectShape | None = None

    @model_validator(mode="after")
    def _does_at_most_one_thing(self) -> Self:
        done = [name for name in ACTIONS if getattr(self, name)]
        if len(done) > 1:
            raise said("one_action", sentences.one_action(", ".join(ACTIONS)))
        if self.action and not self.role and self.action not in NOBODYS:
            raise said("role", form_sentences.absent("role"))
        return self

    @property
    def action(self) -> str:
        """What is done; empty when only time has passed."""
        alone = "appoint" if self.appoint else ""
        return next((name for name in ACTIONS if getattr(self, name)), alone)


class StoryShape(Shape):
    """One path through a service, played to see that it holds.

    marks   {name: day of the story}, for days that are counted from before they come
    """

    title: Words
    participant: ParticipantShape
    people: dict[Key, PersonShape] = {}
    marks: dict[Key, int] = {}
    steps: list[StepShape] = Field(min_length=1)

    @model_validator(mode="after")
    def _days_go_forward(self) -> Self:
        days = [step.day for step in self.steps]
        if days != sorted(days):
            raise said("days", sentences.days_go_back())
        return self
