"""What an anytime event does to the case itself: one setting of the event, there only when it is used."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from forms.blocks.texts import PlainBlock
from workflows.blocks.fields import PeriodBlock, named


class PauseBlock(blocks.StructBlock):
    clocks = blocks.MultipleChoiceBlock(
        label=_("These clocks stop"),
        help_text=_("Their days move on by the days of the pause. The other clocks run on."),
        choices=[
            ("tasks", _("due days of tasks")),
            ("obligations", _("what is owed on a date")),
            ("reminders", _("reminders and escalations")),
            ("waits", _("waits for a day")),
            ("length", _("granted periods and the longest time together")),
        ],
        required=False,
    )
    longest = PeriodBlock(label=_("At most this long: then the case goes on by itself"))
    look_again = PeriodBlock(label=_("Looked at again after"))

    class Meta:
        label = _("Pauses the case")
        icon = "time"


class TransferBlock(blocks.StructBlock):
    roles = named("roles", _("Roles that may be handed on"))

    class Meta:
        label = _("Offers a role, to be taken over")
        icon = "user"


class ApprovalBlock(blocks.StructBlock):
    roles = named("roles", _("Roles that are asked to approve"))
    enough = blocks.IntegerBlock(
        required=False, label=_("How many of them must approve"), help_text=_("Empty: all.")
    )
    longer = PeriodBlock(label=_("Lets decisions run this much longer together"))

    class Meta:
        label = _("Needs joint approval")
        icon = "success"


class ExtraTaskBlock(blocks.StructBlock):
    role = named("roles", _("Who gets it"), _("Empty: whoever starts the event."))
    within = PeriodBlock(label=_("How long there is for it"))

    class Meta:
        label = _("Gives out an extra task with the form of the event")
        icon = "plus"


class EnrolmentBlock(blocks.StructBlock):
    programmes = PlainBlock(
        required=False,
        label=_("In these programmes"),
        help_text=_("Short names with commas between. Empty: in any that one may register in."),
    )

    class Meta:
        label = _("Starts another case for the same person")
        icon = "copy"


class EffectBlocks(blocks.StreamBlock):
    """One effect at most."""

    pause = PauseBlock()
    resume = blocks.StaticBlock(
        label=_("Resumes a paused case"),
        admin_text=_("A paused case goes on. Days that stood still move on."),
        icon="arrow-right",
    )

    transfer = TransferBlock()
    approval = ApprovalBlock()
    extra = ExtraTaskBlock()
    enrolment = EnrolmentBlock()

    class Meta:
        icon = "cog"
        required = False
        max_num = 1
