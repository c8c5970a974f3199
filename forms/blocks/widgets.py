"""Light widgets: plain text that works as it is, and a small editor that a script puts on top."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _


def _words(**words: str) -> dict[str, str]:
    """Words for the script, as data attributes: a script has no catalogue of its own."""
    return {f"data-{name.replace('_', '-')}": text for name, text in words.items()}


class EnhancedText(forms.Textarea):
    """A text area that a script of the editor may enhance."""

    role = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = {"rows": 3, "spellcheck": "false", "data-forms-editor": self.role, **(attrs or {})}
        return super().get_context(name, value, {**attrs, **self.words()})

    def words(self) -> dict[str, str]:
        return {}

    @property
    def media(self) -> forms.Media:
        script: Any = forms.Script("forms/editor.js", type="module")
        return forms.Media(css={"all": ["forms/editor.css"]}, js=[script])


class GridInput(EnhancedText):
    """One line per row, cells apart by tabs, as a spreadsheet copies them."""

    role = "grid"

    def __init__(self, *args: Any, columns: str, **options: Any) -> None:
        self.columns = columns
        super().__init__(*args, **options)

    def words(self) -> dict[str, str]:
        return {
            "data-columns": self.columns,
            **_words(
                edit=_("Edit"),
                done=_("Done"),
                add=_("Add a row"),
                remove=_("Remove"),
                up=_("Move up"),
                none=_("Nothing here yet"),
                paste=_("You can paste rows from a spreadsheet into any cell."),
                row=_("Row %(n)s"),
                count=_("%(n)s rows"),
            ),
        }


class RulesInput(EnhancedText):
    """One line per condition: `show all: urgency is at_once`."""

    role = "rules"

    def words(self) -> dict[str, str]:
        return _words(
            edit=_("Edit conditions"),
            done=_("Done"),
            add=_("Add a line"),
            remove=_("Remove"),
            always=_("Always"),
            show=_("Show when"),
            require=_("Required when"),
            lock=_("Locked when"),
            all=_("all of these hold"),
            any=_("any of these holds"),
            none=_("none of these holds"),
            field=_("Question"),
            operator=_("How to compare"),
            value=_("Answer"),
            yes=_("Yes"),
            no=_("No"),
            today=_("today"),
            other=_("Something else that is known of the case"),
            op_answered=_("is answered"),
            op_not_answered=_("is not answered"),
            op_is=_("is"),
            op_is_not=_("is not"),
            op_one_of=_("is one of"),
            op_none_of=_("is none of"),
            op_includes=_("includes"),
            op_excludes=_("does not include"),
            op_at_least=_("is at least"),
            op_at_most=_("is at most"),
            op_more_than=_("is more than"),
            op_less_than=_("is less than"),
        )
