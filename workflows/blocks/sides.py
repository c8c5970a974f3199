"""What stands beside the path: start, obligations, roles, gates, outcomes and laws."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from forms.blocks.texts import PlainBlock
from workflows.blocks.fields import (
    LinesBlock,
    MomentBlock,
    PeriodBlock,
    RuleBlock,
    TableLinesBlock,
    key,
    named,
    sentences,
    text,
    title,
)


class StartBlock(blocks.StructBlock):
    title = title(label=_("What registering a new case is called"))
    lead = sentences(_("One sentence under the title"))
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
    from_last = blocks.BooleanBlock(
        required=False,
        label=_("Counted from the last time it was met"),
        help_text=_("Otherwise every day is counted from the first day."),
    )
    times = blocks.IntegerBlock(required=False, label=_("At most this many times"))
    opens = blocks.IntegerBlock(required=False, label=_("Days before, when it is given out"))
    step = named("steps", _("Step that meets it"), _("Empty: it has a task of its own."))
    role = named("roles", _("Who does it"))
    form = named("forms", _("Form"))
    attendees = named(
        "roles", _("Who takes part"), _("When it is a meeting: they are told when it opens.")
    )
    tells = named("roles", _("Tells these roles"))
    miss_needs_reason = blocks.BooleanBlock(required=False, label=_("A missed one needs a reason"))
    outlives = blocks.BooleanBlock(required=False, label=_("Still owed when the case is closed"))
    rule = RuleBlock(label=_("Owed only when"), help_text=_("No lines: always."))
    on_pause = blocks.ChoiceBlock(
        required=False,
        label=_("In a pause"),
        choices=[
            ("", _("as the pause says")),
            ("stops", _("always stands still")),
            ("runs", _("always runs on")),
        ],
    )

    class Meta:
        label = _("Obligation")
        icon = "date"
        label_format = "{title}"


class TableBlock(blocks.StructBlock):
    title = title()
    key = key()
    columns = named(
        "facts", _("What it looks at"), _("Answers and facts, one for each column, commas between.")
    )
    rows = TableLinesBlock(
        required=False,
        label=_("Rows"),
        help_text=_(
            "One row a line: a cell for each column, then what the row gives, | between. A cell is a code, "
            "several with commas, not later, yes, no, 25, < 25, >= 18, 18..24 or ? for not answered; empty for "
            "anything. A last row with empty cells is otherwise. Rules read the result as table. and the key."
        ),
    )
    one = blocks.BooleanBlock(
        required=False,
        label=_("Exactly one row may fit"),
        help_text=_("Otherwise the first row that fits counts."),
    )

    class Meta:
        label = _("Decision table")
        icon = "table"
        label_format = "{title}"


class CalendarBlock(blocks.StructBlock):
    of = blocks.ChoiceBlock(
        label=_("Holidays of"),
        choices=[("SE", _("Sweden")), ("FI", _("Finland")), ("AX", _("Åland"))],
        default="SE",
        help_text=_("Without it, only Saturdays and Sundays are days off."),
    )

    class Meta:
        label = _("Working days")
        icon = "calendar-alt"
        label_format = "{of}"


class NeedBlock(blocks.StructBlock):
    qualification = PlainBlock(required=False, label=_("Qualification"))
    rule = RuleBlock(label=_("Needed when"), help_text=_("No lines: always."))


class RoleBlock(blocks.StructBlock):
    title = title()
    key = key()
    who = named("platform-roles", _("Whose people may hold it"))
    many = blocks.BooleanBlock(required=False, label=_("Several people at once"))
    fallback = named(
        "roles",
        _("Who gets its tasks while nobody holds it"),
        _("A role of the case. Empty: they lie in the queue of those who may hold it."),
    )
    given = blocks.ChoiceBlock(
        label=_("Who comes to hold it"),
        choices=[
            ("", _("whoever takes its first task from the queue")),
            ("least_loaded", _("by itself: who has the fewest open cases")),
            ("in_turn", _("by itself: each in turn")),
        ],
        required=False,
        help_text=_("By itself means people of the role's own unit, and nobody who is away."),
    )
    queue = named(
        "units",
        _("In whose queue they lie then"),
        _("A unit. Its people may take them, and hold the role. Empty: the case's own unit."),
    )
    units = named(
        "units",
        _("Only people of these units"),
        _("Nothing here or in the next two fields: people of the case's own unit."),
    )
    organisations = named("organisations", _("Only people of these organisations"))
    kinds = named("organisation-kinds", _("Only people of these kinds of organisations"))
    needs = blocks.ListBlock(
        NeedBlock(label=_("Need")), label=_("Needed qualifications"), default=[]
    )

    class Meta:
        label = _("Role")
        icon = "user"
        label_format = "{title}"


class GateBlock(blocks.StructBlock):
    title = sentences(_("Sentence when it holds back"))
    key = key()
    step = named("steps", _("Before this step is finished"))
    rule = RuleBlock(label=_("This must hold"))

    class Meta:
        label = _("Gate")
        icon = "lock"
        label_format = "{title}"


class ReasonBlock(blocks.StructBlock):
    title = title(label=_("Reason"))
    key = key()

    class Meta:
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
    reasons = blocks.ListBlock(
        ReasonBlock(label=_("Reason")),
        label=_("Reasons"),
        help_text=_(
            "Whoever ends a case so chooses one of them. An answer that is recorded as the reason of the "
            "case, with the same code, is taken instead of asking again."
        ),
        default=[],
    )

    class Meta:
        label = _("Outcome")
        icon = "success"
        label_format = "{title}"


class LawBlock(blocks.StructBlock):
    code = PlainBlock(required=False, label=_("Code"))
    title = sentences(_("What the law is called"))

    class Meta:
        label = _("Law")
        icon = "openquote"
        label_format = "{title}"
