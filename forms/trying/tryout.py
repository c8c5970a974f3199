"""What comes out of a form when it is answered in a certain way, and what comes out otherwise than before. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from forms.asking.checking import Checked, check
from forms.asking.names import place_of
from forms.asking.posted import Raw, read
from forms.document import FormDocument
from forms.naming import Texts
from forms.texts import label, section_title

Typed = dict[str, list[str]]  # what was typed, by posted name


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a form makes of answers, in paths and numbers only: the same in every language.

    errors    paths with something to correct; "" the form as a whole
    cautions  paths with something to look at again
    hidden    paths that do not apply
    counted   {path: value}
    """

    errors: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    counted: Mapping[str, str] | None = None

    @property
    def ok(self) -> bool:
        return not self.errors

    def to_json(self) -> dict[str, Any]:
        return {
            "errors": list(self.errors),
            "cautions": list(self.cautions),
            "hidden": list(self.hidden),
            "counted": dict(self.counted or {}),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Outcome":
        lists = ("errors", "cautions", "hidden")
        found = {name: tuple(stored.get(name, ())) for name in lists}
        return cls(**found, counted=stored.get("counted", {}))


def typed_of(raw: Raw) -> Typed:
    """What was typed, ready to be stored."""
    rows = {f"{path}-rows": [str(count)] for path, count in raw.rows.items()}
    return {**rows, **{name: list(values) for name, values in raw.values.items()}}


def try_out(
    document: FormDocument, typed: Typed, *, facts: Mapping[str, Any], today: date
) -> Outcome:
    """Answer a form and see what comes out."""
    return outcome(check(document, {}, read(document, typed), facts=facts, today=today))


def outcome(checked: Checked) -> Outcome:
    return Outcome(
        tuple(sorted(checked.errors)),
        tuple(sorted(checked.cautions)),
        tuple(sorted(checked.hidden)),
        dict(sorted(checked.counted.items())),
    )


def differences(
    before: Outcome, after: Outcome, document: FormDocument, texts: Texts
) -> Iterator[str]:
    """Say what comes out otherwise, in the words of the form as it is now."""

    def named(paths: Iterable[str]) -> str:
        return ", ".join(called(document, path, texts) for path in paths)

    for sentence, old, new in (
        (_("Now to be corrected: %(what)s."), before.errors, after.errors),
        (_("Now to be looked at again: %(what)s."), before.cautions, after.cautions),
        (_("Now hidden: %(what)s."), before.hidden, after.hidden),
    ):
        if more := [path for path in new if path not in old]:
            yield sentence % {"what": named(more)}
    for sentence, old, new in (
        (_("No longer to be corrected: %(what)s."), before.errors, after.errors),
        (_("No longer to be looked at again: %(what)s."), before.cautions, after.cautions),
        (_("No longer hidden: %(what)s."), before.hidden, after.hidden),
    ):
        if fewer := [path for path in old if path not in new]:
            yield sentence % {"what": named(fewer)}
    yield from _counted_otherwise(before, after, document, texts)


def _counted_otherwise(
    before: Outcome, after: Outcome, document: FormDocument, texts: Texts
) -> Iterator[str]:
    old, new = before.counted or {}, after.counted or {}
    for path in dict.fromkeys([*old, *new]):
        if old.get(path) != new.get(path):
            yield _("“%(what)s” comes to %(new)s, before it was %(old)s.") % {
                "what": called(document, path, texts),
                "new": new.get(path, _("nothing")),
                "old": old.get(path, _("nothing")),
            }


def called(document: FormDocument, path: str, texts: Texts) -> str:
    """What stands at a path, in words."""
    if not path:
        return _("the form as a whole")
    if path.startswith("section:"):
        key = path.removeprefix("section:")
        named = (section_title(texts, each) for each in document.sections if each.key == key)
        return next(named, key)
    place = place_of(path)
    if place is None:
        return path
    rows = "".join(f" ({n + 1})" for _group, n in place.rows_around)
    return f"{label(texts, place.words)}{rows}"
