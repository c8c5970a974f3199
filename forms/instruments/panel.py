"""What the editor of a form says of the instruments that its sections are bound to, while it is still a draft."""

from collections.abc import Iterator
from typing import Any

from wagtail.admin.panels import Panel

from forms.editing.marking import marks
from forms.instruments import binding, locked
from forms.instruments import sentences as say
from forms.problems import Problem


def is_bound(definition: Any) -> bool:
    """Whether a section names an instrument at all. Reads the blocks only, no row of the database."""
    return any(block["value"].get("instrument") for block in definition.body.get_prep_value())


def held(definition: Any) -> list[Problem]:
    """How a draft differs from the instruments that it is bound to, as publishing would say it."""
    if not is_bound(definition):
        return []
    document, texts = definition.compiled()
    judge = binding.problems if definition.is_source() else binding.word_problems
    return list(judge(document, texts, definition.locale.language_code))


def mark(form: Any) -> None:
    """Show beside the questions of a draft what an instrument forbids. Nothing keeps the draft from being saved."""
    marked = marks(form.instance.body, held(form.instance))
    if marked and not form.is_bound:
        form.errors["body"] = form.error_class([marked])


def said(definition: Any) -> Iterator[str]:
    """What holds for the sections that are bound to a locked instrument."""
    if not is_bound(definition):
        return
    document, _texts = definition.compiled()
    originals = binding.seam.originals(locked.bound(document))
    for original in originals.values():
        if original.locked:
            yield say.is_locked(original.title, original.owner)


class InstrumentPanel(Panel):
    """Says above the sections that some belong to a locked instrument, and what is no longer as its owner has it."""

    class BoundPanel(Panel.BoundPanel):
        """The panel on one page of the editor."""

        template_name = "forms/_instrument_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None and is_bound(self.instance)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {
                **super().get_context_data(parent_context),
                "locked": list(said(self.instance)),
                "held": list(dict.fromkeys(each.sentence for each in held(self.instance))),
            }
