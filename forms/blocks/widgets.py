"""Light widgets: plain text that works as it is, and a small editor that a script puts on top."""

import json
from collections.abc import Mapping
from typing import Any, get_args

from django import forms
from django.utils.translation import gettext as _

from forms.conditions.rules import Operator
from forms.kinds import KINDS
from forms.known_facts import FACTS, ROLES
from forms.patterns import PATTERNS


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

    def __init__(self, *args: Any, columns: str, rules: bool = False, **options: Any) -> None:
        self.columns = columns
        self.rules = rules
        super().__init__(*args, **options)

    def words(self) -> dict[str, str]:
        inside = {"data-rules": _for_script(RulesInput().words())} if self.rules else {}
        return {
            "data-columns": self.columns,
            **inside,
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
        facts = [(path, str(fact.label), fact.kind) for path, fact in FACTS.items()]
        return _words(
            operators=_said(_operators()),
            facts=_said(facts),
            edit=_("Edit conditions"),
            done=_("Done"),
            add=_("Add a line"),
            remove=_("Remove"),
            always=_("Always"),
            show=_("Show when"),
            require=_("Required when"),
            lock=_("Locked when"),
            stop=_("Stops here when"),
            must=_("What must hold"),
            known=_("Known of the case"),
            other_example=_("For example start.entry: the question “entry” of the step “start”"),
            first=_("first day"),
            last=_("last day"),
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


class PicksInput(EnhancedText):
    """Questions that a value is counted from, chosen from those of the form."""

    role = "picks"
    # Kinds that have points, days, or are something to count.
    COUNTED = (
        *("number", "money", "scale", "yes_no", "choice", "choices", "matrix", "ranking"),
        *("date", "date_range", "calculated", "group", "file"),
    )

    def words(self) -> dict[str, str]:
        return _words(
            kinds=" ".join(self.COUNTED),
            edit=_("Choose questions"),
            done=_("Done"),
            none=_("None chosen yet"),
            others=_("Others, by their keys:"),
            today=_("today"),
            first=_("first day"),
            last=_("last day"),
        )


class RolesInput(EnhancedText):
    """Roles: those that every service has, and those of a workflow by their names."""

    role = "roles"

    def words(self) -> dict[str, str]:
        return _words(
            roles=_said([(name, str(label)) for name, label in ROLES.items()]),
            edit=_("Choose roles"),
            done=_("Done"),
            none=_("Everyone who may open the form"),
            others=_("Roles of a workflow, by their names:"),
        )


class PatternInput(EnhancedText):
    """How a text must be written."""

    role = "pattern"

    def words(self) -> dict[str, str]:
        return _words(
            patterns=_said([(name, str(looks)) for name, (_pattern, looks) in PATTERNS.items()]),
            edit=_("Choose"),
            done=_("Done"),
            none=_("Any text"),
            own=_("A pattern of your own (RE2)"),
            looks=_("Must be written like"),
        )


def _said(given: Any) -> str:
    return json.dumps(given, ensure_ascii=False, separators=(",", ":"))


def _for_script(attributes: Mapping[str, str]) -> str:
    """Words as a script finds them in `dataset`: `data-op-is-not` is `opIsNot`."""
    return _said({_camel(name.removeprefix("data-")): text for name, text in attributes.items()})


def _camel(name: str) -> str:
    first, *rest = name.split("-")
    return first + "".join(part.capitalize() for part in rest)


def _operators() -> dict[str, list[str]]:
    """How each kind of answer is compared, in a settled order; "" for what is not known."""
    order = get_args(Operator)
    known = {name: kind.operators for name, kind in KINDS.items() if kind.operators}
    return {
        **{name: [each for each in order if each in of] for name, of in known.items()},
        "": list(order),
    }
