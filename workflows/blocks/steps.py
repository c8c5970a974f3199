"""The blocks of a path: steps, choices, ways at once, waits, returns and ends."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from forms.blocks.texts import PlainBlock
from workflows.blocks.fields import (
    LinesBlock,
    MomentBlock,
    PeriodBlock,
    RuleBlock,
    key,
    named,
    sentences,
    title,
)
from workflows.blocks.fields import text as paragraphs


class Escalation(blocks.StructBlock):
    """Who is told when a step is late, and how late."""

    escalate_after = blocks.IntegerBlock(
        required=False, label=_("Days late before somebody is told")
    )
    escalate_to = named("roles", _("Who is told then"))
    escalations = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("after", blocks.IntegerBlock(required=False, label=_("Days late"))),
                ("to", named("roles", _("Who is told then"))),
            ],
            label=_("Then"),
        ),
        label=_("And when it is later still"),
        default=[],
    )


class TaskSettings(blocks.StreamBlock):
    """What most steps do without: a setting stands on the page only where it is used."""

    due = MomentBlock(label=_("To be done by"), icon="date")
    not_before = MomentBlock(
        label=_("Not before"),
        help_text=_("The task sleeps until this day: it is on the case, but not in anybody's day."),
        icon="time",
    )
    legal = MomentBlock(
        label=_("By law by"),
        help_text=_("Shown as the law's day. When it changes, those who have the task are told."),
        icon="openquote",
    )
    reminders = PlainBlock(
        required=False,
        label=_("Reminders"),
        help_text=_("Days from that day, for example -7, 0"),
        icon="mail",
    )
    escalation = Escalation(label=_("When it is late"), icon="warning")
    may_skip = blocks.BooleanBlock(
        required=False, default=True, label=_("May be skipped with a reason"), icon="arrow-right"
    )
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
        rows=3,
        label=_("Goals from the form"),
        help_text=_(
            "Lines group, main, sub, change, own_words, review_on, for example group: goals"
        ),
    )
    survey = named(
        "surveys",
        _("Asks an anonymous survey"),
        _(
            "The participant gets a link or a paper. The case knows that they were asked, and no more."
        ),
    )

    class Meta:
        icon = "cog"
        required = False
        block_counts = {
            kind: {"max_num": 1}
            for kind in (
                *("due", "not_before", "legal", "reminders", "escalation", "may_skip"),
                *("appoints", "tells", "records", "goals", "survey"),
            )
        }


class TaskBlock(blocks.StructBlock):
    title = title()
    key = key()
    lead = sentences(_("One sentence under the title"))
    guidance = paragraphs(_("Guidance"), _("Tips shown beside the form, one a line."))
    role = named("roles", _("Who does it"))
    form = named("forms", _("Form"))
    settings = TaskSettings(required=False, label=_("Days, reminders and more"))

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
    exceeded_by = named(
        "events", _("Event whose approval lets it be longer"), _("Empty: nothing does.")
    )
    laws = named("laws", _("Laws it rests on"))
    text = paragraphs(
        _("Decision text"),
        format_lazy(
            "{} {}",
            _("Placeholders:"),
            "{participant} {starts_on} {ends_on} {months} {decided_by} {organisation} {answer:…}",
        ),
    )
    refusal = paragraphs(
        _("Text of a refusal"),
        format_lazy(
            "{} {} {}",
            _("Given when the verdict is no. Empty: the decision text serves both."),
            _("Placeholders:"),
            "{participant} {decided_by} {organisation} {answer:…}",
        ),
    )


class DecisionBlock(TaskBlock):
    grant = GrantBlock(label=_("Period and law"))

    class Meta:
        label = _("Decision")
        icon = "check"
        label_format = "{title}"


class SeveralSettings(blocks.StreamBlock):
    """What asking several may have beside: its day, reminders and who hears of it."""

    due = MomentBlock(label=_("To be answered by"), icon="date")
    legal = MomentBlock(label=_("By law by"), icon="openquote")
    reminders = PlainBlock(
        required=False,
        label=_("Reminders"),
        help_text=_("Days from that day, for example -7, 0"),
        icon="mail",
    )
    escalation = Escalation(label=_("When it is late"), icon="warning")
    tells = named("roles", _("Tells these roles when it is done"))

    class Meta:
        icon = "cog"
        required = False
        block_counts = {
            kind: {"max_num": 1} for kind in ("due", "legal", "reminders", "escalation", "tells")
        }


class AskingBlock(blocks.StructBlock):
    asks = named("roles", _("Asked from the beginning"), _("Roles of the case."))
    may_ask = named(
        "roles",
        _("May be asked while it runs"),
        _("Roles whose people or units are offered. They see their own question only."),
    )
    links = blocks.BooleanBlock(required=False, label=_("Others may be asked by a personal link"))
    enough = blocks.IntegerBlock(
        required=False,
        min_value=1,
        label=_("How many answers are enough"),
        help_text=_("Empty: the answers of everybody who was asked."),
    )
    at_deadline = blocks.ChoiceBlock(
        required=False,
        label=_("When the day has passed"),
        choices=[("go_on", _("goes on with the answers that have come"))],
    )
    late = blocks.BooleanBlock(
        required=False, label=_("Answers that come later are still taken in")
    )


_another_title = title  # below, `title` is the block's own


class SeveralBlock(blocks.StructBlock):
    title = title()
    key = key()
    lead = sentences(_("One sentence under the title"))
    request = _another_title(
        label=_("What it is called for those who are asked"),
        help_text=_("Empty: the same title."),
    )
    guidance = paragraphs(
        _("Guidance"), _("Tips beside the form of those who are asked, one a line.")
    )
    role = named("roles", _("Who asks"))
    form = named("forms", _("Form that each of them answers"))
    asking = AskingBlock(label=_("Whom, and how many answers"))
    settings = SeveralSettings(required=False, label=_("Days, reminders and more"))

    class Meta:
        label = _("Ask several parties")
        icon = "group"
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
    phase = named("phases", _("Back to the phase"))
    key = key()

    class Meta:
        label = _("Return to a phase")
        icon = "rotate"
        label_format = "↶ {phase}"


class EndBlock(blocks.StructBlock):
    outcome = named("outcomes", _("Outcome"))
    key = key()

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
        ("several", SeveralBlock()),
        ("wait", WaitBlock()),
        ("return", ReturnBlock()),
        ("end", EndBlock()),
    ]
    if depth:
        inner = path_blocks(depth - 1)
        those[4:4] = [("choice", _choice(inner)), ("parallel", _parallel(inner))]
    return blocks.StreamBlock(those, required=False, label=_("Steps, in order"), collapsed=True)


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
