"""The small forms of the workspace itself: notes, contacts, goals, extra tasks, people. Steps ask by `forms`."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cases import day_limits
from cases.day_limits import HAPPENED, PLANNED, Span
from cases.labels import Called
from cases.models import Goal, JournalEntry, Participant
from cases.refusals import Refusal
from cases.typed import storable

LONGEST_TEXT = 20_000


DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%Y%m%d"]


class Words(forms.CharField):
    """Text that somebody writes; what nobody sees counts as not written."""

    def to_python(self, value: Any) -> str:
        return storable(super().to_python(value) or "")


class Day(forms.DateField):
    """A day within a span around today."""

    def __init__(self, *, span: Span | None, **settings: Any) -> None:
        self.span = span
        super().__init__(**settings)

    def validate(self, value: Any) -> None:
        super().validate(value)
        sentence = (
            day_limits.why_not(value, self.span, today=timezone.localdate()) if self.span else ""
        )
        if sentence:
            raise forms.ValidationError(sentence)


def day_field(label: Any, span: Span | None = PLANNED, **more: Any) -> Day:
    """A day, written by hand the way the forms of the workflow take it."""
    return Day(
        span=span,
        label=label,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"inputmode": "numeric"}),
        help_text=_("For example 2026-12-07 or 7.12.2026"),
        error_messages={
            "required": _("Write the day."),
            "invalid": _("That day does not exist. Write it like 2026-12-07 or 7.12.2026."),
        },
        **more,
    )


def take_refusal(form: forms.Form, refusal: Refusal) -> None:
    """Put the sentences of a refusal where they belong: at their fields, else above the form."""
    for name, sentence in refusal.errors.items():
        form.add_error(name if name in form.fields else None, str(sentence))
    if not refusal.errors:
        form.add_error(None, str(refusal))


class NoteForm(forms.Form):
    """A note in the journal."""

    title = Words(
        label=_("What is it about?"),
        max_length=200,
        error_messages={"required": _("Write in a few words what the note is about.")},
    )
    text = Words(
        label=pgettext_lazy("journal", "Note"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write something in the note, or leave the page.")},
    )
    happened_on = day_field(_("When did it happen?"), HAPPENED)


class DraftForm(forms.Form):
    """An entry that one goes on writing, or a correction of a signed one."""

    title = Words(label=_("What is it about?"), max_length=200, required=False)
    text = Words(
        label=pgettext_lazy("journal", "Note"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write something in the note, or leave the page.")},
    )


class ContactForm(NoteForm):
    """A contact: how one met, and whether the participant took part."""

    contact = forms.ChoiceField(
        label=_("Kind of contact"),
        choices=JournalEntry.Contact.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you were in contact.")},
    )
    attendance = forms.ChoiceField(
        label=_("How did it go?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it went.")},
    )
    field_order = ["contact", "attendance", "happened_on", "title", "text"]

    def __init__(self, *args: Any, called: Called, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False
        attendance: Any = self.fields["attendance"]
        attendance.choices = [(how.value, how.said(called)) for how in JournalEntry.Attendance]


class RewordForm(forms.Form):
    """The words of a goal. Older ones stay in its history."""

    text = Words(
        label=_("The goal"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the goal.")},
    )
    own_words = Words(
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, called: Called, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["own_words"].label = _own_words(called)


class GoalForm(RewordForm):
    """A goal: at which level, in which words."""

    level = forms.ChoiceField(
        label=_("What is it?"),
        choices=Goal.Level.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of goal it is.")},
    )
    parent = forms.ModelChoiceField(
        label=_("Leads to"),
        queryset=Goal.objects.none(),
        required=False,
        empty_label=_("Nothing else"),
    )
    review_on = day_field(_("When do you look at it?"), required=False)
    field_order = ["level", "parent", "text", "own_words", "review_on"]

    def __init__(self, *args: Any, case: Any, **kwargs: Any) -> None:
        super().__init__(*args, called=case.programme.called, **kwargs)
        parents: Any = self.fields["parent"]
        parents.queryset = case.goals.exclude(level=Goal.Level.CHANGE)
        parents.label_from_instance = lambda goal: goal.text


def _own_words(called: Called) -> str:
    return called.say(gettext("In %(of_participant)s own words"))


class ExtraTaskForm(forms.Form):
    """A task beside the path of the workflow."""

    title = Words(
        label=_("What is to be done?"),
        max_length=200,
        error_messages={"required": _("Write what is to be done.")},
    )
    whom = forms.ChoiceField(
        label=_("Who does it?"), error_messages={"required": _("Choose who does it.")}
    )
    due_on = day_field(_("By when?"), required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whom: Any = self.fields["whom"]
        whom.choices = people


class ReasonForm(forms.Form):
    """Why something was late, missed or skipped."""

    reason = Words(
        label=_("Reason"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a reason. One sentence is enough.")},
    )


class ParticipantForm(forms.ModelForm):
    """A person who has not had a case here before."""

    birth_date = day_field(_("Date of birth"), None, required=False)
    language = forms.ChoiceField(label=_("Language"))

    class Meta:
        model = Participant
        fields = [
            "given_name",
            "family_name",
            "birth_date",
            "language",
            "phone",
            "email",
            "municipality",
            "contact_wish",
            "protected_identity",
        ]
        field_classes = dict.fromkeys(
            ("given_name", "family_name", "phone", "municipality", "contact_wish"), Words
        )
        labels = {
            "given_name": _("Given name"),
            "family_name": _("Family name"),
            "phone": _("Phone"),
            "email": _("E-mail"),
            "municipality": _("Municipality"),
            "protected_identity": _(
                "Protected identity: address and contact details are not shown"
            ),
        }

    def __init__(
        self, *args: Any, called: Called, asked: Collection[str] = (), **kwargs: Any
    ) -> None:
        self.asked = asked  # what the first form of the case asks too, by the same name
        super().__init__(*args, **kwargs)
        self.fields["contact_wish"].label = called.say(
            gettext("How and when does %(the_participant)s want to be reached?")
        )
        self.fields["given_name"].error_messages["required"] = called.say(
            gettext("Write %(of_participant)s name.")
        )
        other = ("other", _("Another language"))
        languages: Any = self.fields["language"]
        languages.choices = [*settings.LANGUAGES, other]

    def add_prefix(self, field_name: str) -> str:
        """Post under a name of its own what the first form also asks: neither answer replaces the other."""
        name = super().add_prefix(field_name)
        return f"person-{name}" if field_name in self.asked else name

    def clean_birth_date(self) -> date | None:
        day = self.cleaned_data["birth_date"]
        if day and not 0 <= (timezone.localdate() - day).days < 130 * 366:
            raise forms.ValidationError(
                _("Check the year: nobody is born on that day and comes here.")
            )
        return day
