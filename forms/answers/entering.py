"""What somebody types to begin a round of an anonymous survey."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms.answers.anonymous import MOST_LINKS, Asked

MOST_GROUPS = 50
_LINE = re.compile(r"(?P<name>.+?)[,;\t]\s*(?P<links>\d{1,5})(?:\s*[,;\t]\s*(?P<paper>\d{1,5}))?")


class RoundForm(forms.Form):
    """Name, last day, and the groups: one a line, how many links, and how many are asked on paper."""

    title = forms.CharField(label=gettext_lazy("Name of the round"), max_length=200)
    closes_on = forms.DateField(
        label=gettext_lazy("Last day to answer"), widget=forms.DateInput(attrs={"type": "date"})
    )
    groups = forms.CharField(
        label=gettext_lazy("Who is asked"),
        help_text=gettext_lazy(
            "One group a line: name, number of links, number of papers. For example: Autumn group, 12, 3. "
            "Leave it empty when people are only asked in their cases."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=10_000,
    )

    def clean_closes_on(self) -> Any:
        day = self.cleaned_data["closes_on"]
        if day < timezone.localdate():
            raise ValidationError(
                _("The last day to answer has passed already. Choose a later one.")
            )
        return day

    def clean_groups(self) -> list[Asked]:
        """The groups as they were typed.

        errors   one sentence for the first line that cannot be read
        """
        lines = [line.strip() for line in self.cleaned_data["groups"].splitlines() if line.strip()]
        groups = [_group(line) for line in lines]
        names = [group.name.casefold() for group in groups]
        if len(groups) > MOST_GROUPS:
            raise ValidationError(_("Write at most %(most)s groups.") % {"most": MOST_GROUPS})
        if len(set(names)) < len(names):
            raise ValidationError(_("Two groups have the same name. Put them together."))
        return groups


def _group(line: str) -> Asked:
    found = _LINE.fullmatch(line)
    if not found or not found["name"].strip():
        sentence = _("“%(line)s” has no number. Write the name, a comma and how many links.")
        raise ValidationError(sentence % {"line": line[:80]})
    links, paper = int(found["links"]), int(found["paper"] or 0)
    if links > MOST_LINKS:
        sentence = _("“%(line)s” asks for too many links. At most %(most)s at a time.")
        raise ValidationError(sentence % {"line": line[:80], "most": MOST_LINKS})
    return Asked(found["name"].strip()[:100], links, paper)
