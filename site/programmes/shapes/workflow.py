"""workflow.yaml: the path of a case with its words beside what they name. Pure."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from programmes.shapes.parts import Key, MomentShape, PeriodShape, RuleShape, Shape, Words
from programmes.shapes.programme import OrganisationKind

PlatformRole = Key  # a key of `accounts.roles`; `workflows.checks` refuses any other
Fact = Literal["service_start", "entry", "urgency", "reason", "onward_path", "special_support"]
Clock = Literal["tasks", "obligations", "reminders", "waits", "length"]
GoalPart = Literal["group", "main", "sub", "change", "own_words", "review_on"]
NoKey = Literal[""]
# Short names of where people work, as the administrators of the platform give them.
PlaceName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,80}$")]
Place = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,80}/[A-Za-z0-9_-]{1,80}$")]


class EscalationShape(Shape):
    """Who is told when a step is later still."""

    after: int = Field(ge=0)
    to: Key


class TaskShape(Shape):
    """Work for one person."""

    kind: Literal["task"]
    key: Key
    title: Words
    lead: Words | None = None
    guidance: Words | None = None
    role: Key
    form: Key | NoKey = ""
    due: MomentShape | None = None
    reminders: list[int] = []
    escalate_after: int | None = None
    escalate_to: Key | NoKey = ""
    may_skip: bool = False
    appoints: list[Key] = []
    tells: list[Key] = []
    records: dict[Fact, Key] = {}
    goals: dict[GoalPart, Key] = {}
    escalations: list[EscalationShape] = []
    not_before: MomentShape | None = None
    legal: MomentShape | None = None
    survey: Key | NoKey = ""


class MeetingShape(TaskShape):
    """A task that people meet for."""

    kind: Literal["meeting"]  # type: ignore[assignment]  # narrows the kind of its base
    attendees: list[Key] = []


class DecisionShape(TaskShape):
    """A task that grants, refuses or ends the service."""

    kind: Literal["decision"]  # type: ignore[assignment]  # narrows the kind of its base
    effect: Literal["grant", "end"] = "grant"
    longest: PeriodShape | None = None
    total: PeriodShape | None = None
    starts: Key | NoKey = ""
    ends: Key | NoKey = ""
    verdict: Key | NoKey = ""
    laws: list[Key] = []
    exceeded_by: Key | NoKey = ""
    text: Words | None = None
    refusal: Words | None = None


class SeveralShape(Shape):
    """Several parties answer the same form."""

    kind: Literal["several"]
    key: Key
    title: Words
    lead: Words | None = None
    request: Words | None = None
    guidance: Words | None = None
    role: Key
    form: Key
    asks: list[Key] = []
    may_ask: list[Key] = []
    links: bool = False
    enough: int | None = Field(default=None, ge=1)
    due: MomentShape | None = None
    at_deadline: Literal["", "go_on"] = ""
    late: bool = False
    reminders: list[int] = []
    escalate_after: int | None = None
    escalate_to: Key | NoKey = ""
    tells: list[Key] = []
    escalations: list[EscalationShape] = []
    legal: MomentShape | None = None


class BranchShape(Shape):
    """One way out of a choice, or one of several at once."""

    key: Key
    label: Words | None = None
    when: RuleShape | None = None
    blocks: list["BlockShape"] = []


class ChoiceBlockShape(Shape):
    """Goes one way."""

    kind: Literal["choice"]
    key: Key
    title: Words
    judged_by: Key | NoKey = ""
    branches: list[BranchShape] = Field(min_length=2)


class ParallelShape(Shape):
    """All branches at once, then on."""

    kind: Literal["parallel"]
    key: Key
    title: Words | None = None
    branches: list[BranchShape] = Field(min_length=2)


class WaitShape(Shape):
    """Goes on when a day has come or a rule holds."""

    kind: Literal["wait"]
    key: Key
    title: Words
    until: MomentShape | None = None
    when: RuleShape | None = None


class ReturnShape(Shape):
    """Back to the beginning of this or an earlier phase."""

    kind: Literal["return"]
    key: Key
    phase: Key


class EndShape(Shape):
    """Closes the case with an outcome."""

    kind: Literal["end"]
    key: Key
    outcome: Key


BlockShape = Annotated[
    TaskShape
    | MeetingShape
    | DecisionShape
    | SeveralShape
    | ChoiceBlockShape
    | ParallelShape
    | WaitShape
    | ReturnShape
    | EndShape,
    Field(discriminator="kind"),
]


class StartShape(Shape):
    """How a case begins."""

    title: Words
    lead: Words | None = None
    guidance: Words | None = None
    roles: list[PlatformRole] = Field(min_length=1)
    form: Key | NoKey = ""
    records: dict[Fact, Key] = {}


class NeedShape(Shape):
    """A qualification that the holder of a role must have."""

    qualification: Key
    when: RuleShape | None = None


class RoleShape(Shape):
    """A part somebody plays in a case."""

    key: Key
    title: Words
    who: list[PlatformRole] = Field(min_length=1)
    many: bool = False
    fallback: Key | NoKey = ""
    units: list[Place] = []
    organisations: list[PlaceName] = []
    kinds: list[OrganisationKind] = []
    queue: Place | NoKey = ""
    given: Literal["", "least_loaded", "in_turn"] = ""
    needs: list[NeedShape] = []


class PhaseShape(Shape):
    """A stretch of the path."""

    key: Key
    title: Words
    blocks: list[BlockShape] = []


class PauseShape(Shape):
    """The case stands still for a while."""

    kind: Literal["pause"]
    clocks: list[Clock] = Field(min_length=1)
    longest: PeriodShape | None = None
    look_again: PeriodShape | None = None


class ResumeShape(Shape):
    """A paused case goes on."""

    kind: Literal["resume"]


class TransferShape(Shape):
    """A role of the case is offered to somebody, who takes it over or declines."""

    kind: Literal["transfer"]
    roles: list[Key] = Field(min_length=1)


class ApprovalShape(Shape):
    """Several roles of the case must approve first."""

    kind: Literal["approval"]
    roles: list[Key] = Field(min_length=1)
    enough: int | None = Field(default=None, ge=1)
    longer: PeriodShape | None = None


class ExtraTaskShape(Shape):
    """One more task is given out; it asks the form of the event."""

    kind: Literal["extra"]
    role: Key | NoKey = ""
    within: PeriodShape | None = None


class EnrolmentShape(Shape):
    """Another case is started for the same person, beside this one."""

    kind: Literal["enrolment"]
    programmes: list[Key] = []


EffectShape = Annotated[
    PauseShape | ResumeShape | TransferShape | ApprovalShape | ExtraTaskShape | EnrolmentShape,
    Field(discriminator="kind"),
]


class EventShape(Shape):
    """Something that may happen at any time."""

    key: Key
    title: Words
    guidance: Words | None = None
    roles: list[Key] = Field(min_length=1)
    form: Key | NoKey = ""
    phases: list[Key] = []
    records: dict[Fact, Key] = {}
    effect: EffectShape | None = None
    blocks: list[BlockShape] = []


class ObligationShape(Shape):
    """Something the service owes on a date."""

    key: Key
    title: Words
    guidance: Words | None = None
    first: MomentShape
    every: PeriodShape | None = None
    times: int | None = Field(default=None, ge=1)
    opens: int = Field(default=0, ge=0)
    step: Key | NoKey = ""
    role: Key | NoKey = ""
    form: Key | NoKey = ""
    tells: list[Key] = []
    miss_needs_reason: bool = False
    from_last: bool = False
    when: RuleShape | None = None
    attendees: list[Key] = []
    outlives: bool = False
    on_pause: Literal["", "stops", "runs"] = ""


class GateShape(Shape):
    """What must be true before a step may be finished."""

    key: Key
    step: Key
    when: RuleShape
    sentence: Words


class ReasonShape(Shape):
    """Why a case ends with an outcome."""

    code: Key
    title: Words


class OutcomeShape(Shape):
    """How a case can end."""

    key: Key
    title: Words
    kind: Literal["completed", "interrupted", "not_started", "other"]
    reasons: list[ReasonShape] = []


class LawShape(Shape):
    """A paragraph that decisions refer to."""

    code: Key
    text: Words


Cell = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]


class TableShape(Shape):
    """A decision table: each row has a cell for each column, then what it gives."""

    key: Key
    title: Words
    columns: list[Cell] = Field(min_length=1)
    rows: list[list[Cell]] = Field(min_length=1)
    one: bool = False


class WorkflowShape(Shape):
    """The whole path."""

    title: Words
    roles: list[RoleShape] = Field(min_length=1)
    start: StartShape
    phases: list[PhaseShape] = Field(min_length=1)
    events: list[EventShape] = []
    obligations: list[ObligationShape] = []
    gates: list[GateShape] = []
    outcomes: list[OutcomeShape] = Field(min_length=1)
    laws: list[LawShape] = []
    tables: list[TableShape] = []
    calendar: Literal["", "SE", "FI", "AX"] = ""
    complete_in: list[
        Literal["sv", "fi", "en"]
    ] = []  # languages that lack nothing, or it is not published
