"""What a workflow is built of in the editor. Seldom used settings stand together, folded."""

from typing import Any

from django.forms import TextInput
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from forms.blocks.texts import KeyBlock, PlainBlock, Untranslatable
from workflows.paths import DEEPEST

KEY_HELP = _("A short name that stays for ever. Empty: made from the title.")


def key() -> KeyBlock:
    return KeyBlock(required=False, max_length=41, label=_("Key"), help_text=KEY_HELP)


def title(**settings: Any) -> blocks.CharBlock:
    return blocks.CharBlock(
        **{"required": False, "max_length": 200, "label": _("Title"), **settings}
    )


def text(label: Any, help_text: Any = "") -> blocks.TextBlock:
    return blocks.TextBlock(required=False, rows=3, label=label, help_text=help_text)


def named(those: str, label: Any, help_text: Any = "") -> "NamedBlock":
    """A field for the key of something else in the workflow; the browser offers what there is."""
    return NamedBlock(those=those, required=False, label=label, help_text=help_text)


class NamedBlock(PlainBlock):
    """The key of something else: typed, or chosen from what the page offers (`keys.js` fills the lists)."""

    def __init__(self, *, those: str, **settings: Any) -> None:
        super().__init__(**settings)
        self.field.widget = TextInput(
            attrs={"list": f"workflow-{those}", "data-workflow-keys": those}
        )


class LinesBlock(Untranslatable, blocks.TextBlock):
    """Settings with one line each."""


class PeriodBlock(blocks.StructBlock):
    months = blocks.IntegerBlock(required=False, label=_("Months"))
    weeks = blocks.IntegerBlock(required=False, label=_("Weeks"))
    days = blocks.IntegerBlock(required=False, label=_("Days"))


class MomentBlock(PeriodBlock):
    """A day counted from an anchor; numbers below zero count backwards."""

    anchor = named("anchors", _("Counted from"))


class RowBlock(blocks.StructBlock):
    field = named("facts", _("What is known"))
    operator = blocks.ChoiceBlock(
        label=_("Comparison"),
        choices=[
            ("is", _("is")),
            ("is_not", _("is not")),
            ("one_of", _("is one of")),
            ("none_of", _("is none of")),
            ("includes", _("includes")),
            ("excludes", _("does not include")),
            ("at_least", _("is at least")),
            ("at_most", _("is at most")),
            ("more_than", _("is more than")),
            ("less_than", _("is less than")),
            ("answered", _("is answered")),
            ("not_answered", _("is not answered")),
        ],
        default="is",
    )
    value = PlainBlock(
        required=False, label=_("Value"), help_text=_("Several values: put commas between.")
    )


class RuleBlock(blocks.StructBlock):
    match = blocks.ChoiceBlock(
        label=_("Holds when"),
        choices=[
            ("all", _("all of these hold")),
            ("any", _("any of these holds")),
            ("none", _("none of these holds")),
        ],
        default="all",
    )
    rows = blocks.ListBlock(RowBlock(label=_("Line")), label=_("Lines"), default=[])


class TaskSettings(blocks.StructBlock):
    due = MomentBlock(label=_("To be done by"))
    reminders = PlainBlock(
        required=False, label=_("Reminders"), help_text=_("Days from that day, for example -7, 0")
    )
    escalate_after = blocks.IntegerBlock(
        required=False, label=_("Days late before somebody is told")
    )
    escalate_to = named("roles", _("Who is told then"))
    may_skip = blocks.BooleanBlock(required=False, label=_("May be skipped with a reason"))
    appoints = named("roles", _("Names people for these roles"))
    tells = named("roles", _("Tells these roles when it is done"))
    records = LinesBlock(
        required=False,
        rows=2,
        label=_("Records for the case"),
        help_text=_("One line each, for example service_start: started_on"),
    )
    goals = LinesBlock(
        required=False,
        rows=2,
        label=_("Goals from the form"),
        help_text=_(
            "Lines group, main, sub, change, own_words, review_on, for example group: goals"
        ),
    )

    class Meta:
        collapsed = True
        icon = "cog"


class TaskBlock(blocks.StructBlock):
    title = title()
    key = key()
    lead = blocks.CharBlock(required=False, max_length=300, label=_("One sentence under the title"))
    guidance = text(_("Guidance"), _("Tips shown beside the form, one a line."))
    role = named("roles", _("Who does it"))
    form = named("forms", _("Form"))
    settings = TaskSettings(label=_("Days, reminders and more"))

    class Meta:
        label = _("Step")
        icon = "doc-full"
        label_format = "{title}"


class MeetingBlock(TaskBlock):
    attendees = named("roles", _("Who takes part"))

    class Meta:
        label = _("Meeting")
        icon = "group"
        label_format = "{title}"


class GrantBlock(blocks.StructBlock):
    effect = blocks.ChoiceBlock(
        label=_("What it does"),
        choices=[("grant", _("grants or refuses the service")), ("end", _("ends the service"))],
        default="grant",
    )
    starts = named("fields", _("Question with the first day"))
    ends = named("fields", _("Question with the last day"))
    verdict = named("fields", _("Question with the verdict"), _("Empty: it always grants."))
    longest = PeriodBlock(label=_("Longest period of one decision"))
    total = PeriodBlock(label=_("Longest together, from the first day"))
    laws = named("laws", _("Laws it rests on"))
    text = text(
        _("Decision text"),
        format_lazy(
            "{} {}",
            _("Placeholders:"),
            "{participant} {starts_on} {ends_on} {months} {decided_by} {organisation} {answer:…}",
        ),
    )


class DecisionBlock(TaskBlock):
    grant = GrantBlock(label=_("Period and law"))

    class Meta:
        label = _("Decision")
        icon = "check"
        label_format = "{title}"


class WaitBlock(blocks.StructBlock):
    title = title()
    key = key()
    until = MomentBlock(label=_("Until"))
    rule = RuleBlock(label=_("Or until this holds"))

    class Meta:
        label = _("Wait")
        icon = "time"
        label_format = "{title}"


class ReturnBlock(blocks.StructBlock):
    key = key()
    phase = named("phases", _("Back to the phase"))

    class Meta:
        label = _("Return to a phase")
        icon = "undo"
        label_format = "↶ {phase}"


class EndBlock(blocks.StructBlock):
    key = key()
    outcome = named("outcomes", _("Outcome"))

    class Meta:
        label = _("End")
        icon = "cross"
        label_format = "● {outcome}"


def path_blocks(depth: int) -> blocks.StreamBlock:
    """The blocks of a path. A stream cannot hold itself, so each level of nesting has blocks of its own."""
    those: list[tuple[str, blocks.Block]] = [
        ("task", TaskBlock()),
        ("meeting", MeetingBlock()),
        ("decision", DecisionBlock()),
        ("wait", WaitBlock()),
        ("return", ReturnBlock()),
        ("end", EndBlock()),
    ]
    if depth:
        inner = path_blocks(depth - 1)
        those[3:3] = [("choice", _choice(inner)), ("parallel", _parallel(inner))]
    return blocks.StreamBlock(those, required=False, label=_("Blocks"))


def _choice(inner: blocks.StreamBlock) -> blocks.StructBlock:
    way = blocks.StructBlock(
        [
            ("label", title(label=_("When"))),
            ("key", key()),
            ("rule", RuleBlock(label=_("Rule"), help_text=_("The last way has none: otherwise."))),
            ("blocks", inner),
        ],
        label=_("Way"),
        label_format="{label}",
    )
    return blocks.StructBlock(
        [
            ("title", title(label=_("Question"))),
            ("key", key()),
            ("judged_by", named("roles", _("Judged by"), _("Empty: earlier answers decide."))),
            ("branches", blocks.ListBlock(way, label=_("Ways"))),
        ],
        label=_("Choice"),
        icon="help",
        label_format="{title}",
    )


def _parallel(inner: blocks.StreamBlock) -> blocks.StructBlock:
    way = blocks.StructBlock(
        [("label", title(label=_("Label"))), ("key", key()), ("blocks", inner)],
        label=_("Way"),
        label_format="{label}",
    )
    return blocks.StructBlock(
        [("title", title()), ("key", key()), ("branches", blocks.ListBlock(way, label=_("Ways")))],
        label=_("At once"),
        icon="list-ul",
        label_format="{title}",
    )


class StartBlock(blocks.StructBlock):
    title = title(label=_("What registering a new case is called"))
    lead = blocks.CharBlock(required=False, max_length=300, label=_("One sentence under the title"))
    guidance = text(_("Guidance"), _("Tips shown beside the form, one a line."))
    roles = named("platform-roles", _("Who registers a new case"))
    form = named("forms", _("Form"))
    records = LinesBlock(required=False, rows=2, label=_("Records for the case"))

    class Meta:
        label = _("Start")
        icon = "pick"
        label_format = "{title}"


class ObligationBlock(blocks.StructBlock):
    title = title()
    key = key()
    guidance = text(_("Guidance"))
    first = MomentBlock(label=_("First day"))
    every = PeriodBlock(label=_("And again after"))
    times = blocks.IntegerBlock(required=False, label=_("At most this many times"))
    opens = blocks.IntegerBlock(required=False, label=_("Days before, when it is given out"))
    step = named("steps", _("Step that meets it"), _("Empty: it has a task of its own."))
    role = named("roles", _("Who does it"))
    form = named("forms", _("Form"))
    tells = named("roles", _("Tells these roles"))
    miss_needs_reason = blocks.BooleanBlock(required=False, label=_("A missed one needs a reason"))

    class Meta:
        label = _("Obligation")
        icon = "date"
        label_format = "{title}"


class NeedBlock(blocks.StructBlock):
    qualification = PlainBlock(required=False, label=_("Qualification"))
    rule = RuleBlock(label=_("Needed when"), help_text=_("No lines: always."))


class RoleBlock(blocks.StructBlock):
    title = title()
    key = key()
    who = named("platform-roles", _("Whose people may hold it"))
    many = blocks.BooleanBlock(required=False, label=_("Several people at once"))
    needs = blocks.ListBlock(
        NeedBlock(label=_("Need")), label=_("Needed qualifications"), default=[]
    )

    class Meta:
        label = _("Role")
        icon = "user"
        label_format = "{title}"


class GateBlock(blocks.StructBlock):
    title = title(label=_("Sentence when it holds back"))
    key = key()
    step = named("steps", _("Before this step is finished"))
    rule = RuleBlock(label=_("This must hold"))

    class Meta:
        label = _("Gate")
        icon = "lock"
        label_format = "{title}"


class OutcomeBlock(blocks.StructBlock):
    title = title()
    key = key()
    kind = blocks.ChoiceBlock(
        label=_("Counted as"),
        choices=[
            ("completed", _("completed")),
            ("interrupted", _("interrupted")),
            ("not_started", _("not started")),
            ("other", _("other")),
        ],
        default="completed",
    )

    class Meta:
        label = _("Outcome")
        icon = "tick"
        label_format = "{title}"


class LawBlock(blocks.StructBlock):
    code = PlainBlock(required=False, label=_("Code"))
    title = title(label=_("What the law is called"))

    class Meta:
        label = _("Law")
        icon = "openquote"
        label_format = "{title}"


class WorkflowBlocks(blocks.StreamBlock):
    """Everything of one workflow, in one stream."""

    def __init__(self, **settings: Any) -> None:
        path = path_blocks(DEEPEST)
        phase = blocks.StructBlock(
            [("title", title()), ("key", key()), ("blocks", path)],
            label=_("Phase"),
            icon="folder-open-inverse",
            label_format="{title}",
            collapsed=True,
        )
        event = blocks.StructBlock(
            [
                ("title", title()),
                ("key", key()),
                ("guidance", text(_("Guidance"))),
                ("roles", named("roles", _("Who may start it"))),
                ("form", named("forms", _("Form"))),
                ("phases", named("phases", _("In these phases"), _("Empty: in all."))),
                ("records", LinesBlock(required=False, rows=2, label=_("Records for the case"))),
                ("blocks", path),
            ],
            label=_("Anytime event"),
            icon="warning",
            label_format="{title}",
            collapsed=True,
        )
        those = [
            ("start", StartBlock()),
            ("phase", phase),
            ("event", event),
            ("obligation", ObligationBlock()),
            ("role", RoleBlock()),
            ("gate", GateBlock()),
            ("outcome", OutcomeBlock()),
            ("law", LawBlock()),
        ]
        super().__init__(those, **settings)

    class Meta:
        block_counts = {"start": {"max_num": 1}}
