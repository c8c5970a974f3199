"""What differs between two versions of a workflow: marks for its pictures, and sentences. No Django but for words."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, Literal

from forms.versions.differences import Change
from workflows import texts as words
from workflows.document import WorkflowDocument
from workflows.moves.ahead import setting_up
from workflows.moves.places import Place, Side
from workflows.speech import _
from workflows.steps import End, Return, Task

Mark = Literal["added", "removed", "changed", "moved"]
Texts = Mapping[str, str]
SIDES = ("events", "obligations", "roles", "gates", "outcomes", "tables")


def marks(
    before: WorkflowDocument, after: WorkflowDocument
) -> tuple[dict[str, Mark], dict[str, Mark]]:
    """Say of each part of two versions what became of it: {key: mark} for the earlier and for the later one."""
    old, new = _parts(before), _parts(after)
    earlier: dict[str, Mark] = {key: "removed" for key in old if key not in new}
    later: dict[str, Mark] = {key: "added" for key in new if key not in old}
    moved = _moved(old, new)
    for key in old.keys() & new.keys():
        if _set_up(old[key]) != _set_up(new[key]):
            earlier[key] = later[key] = "changed"
        elif key in moved:
            earlier[key] = later[key] = "moved"
    return earlier, later


def changes(before: WorkflowDocument, after: WorkflowDocument, texts: Texts) -> Iterator[Change]:
    """Say what changed, part by part, in the order of the later drawing.

    texts   words of both
    """
    old, new = _parts(before), _parts(after)
    earlier, later = marks(before, after)
    for key in old:
        if earlier.get(key) == "removed":
            yield Change(_("“%(part)s” is gone.") % {"part": _called(old[key], texts)}, key)
    for key, part in new.items():
        named = {"part": _called(part, texts)}
        match later.get(key):
            case "added":
                yield Change(_("“%(part)s” is new.") % named, key)
            case "moved":
                yield Change(_("“%(part)s” stands in another place.") % named, key)
            case "changed":
                yield from (Change(said, key) for said in _settings(old[key], part, texts))
    if before.calendar != after.calendar:
        yield Change(_("Other holidays are counted."))
    if before.start != after.start:
        yield Change(_("How a case begins has changed."), "start")


def _parts(document: WorkflowDocument) -> dict[str, Any]:
    """{key: part}: phases, blocks with their place, events, obligations, roles, gates, outcomes."""
    found: dict[str, Any] = {phase.key: phase for phase in document.phases}
    found |= Side(document, {}).places
    for name in SIDES:
        for part in getattr(document, name):
            found.setdefault(part.key, part)
    return found


def _set_up(part: Any) -> Any:
    """How a part is set up, without what is nested in it and without where it stands."""
    if isinstance(part, Place):
        kind, own, branches = setting_up(part.block)
        return kind, own, [(key, rule) for key, rule, _first in branches]
    return [getattr(part, each.name) for each in fields(part) if each.name != "blocks"]


def _moved(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    """Blocks that stand in another phase or branch, or behind another block than before."""
    return {
        key
        for key, place in new.items()
        if isinstance(place, Place)
        and isinstance(was := old.get(key), Place)
        and (
            (place.stretch, place.within) != (was.stretch, was.within)
            or _out_of_turn(key, old, new)
        )
    }


def _out_of_turn(key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether the block stood on the other side of a neighbour that both versions have."""
    before, after = (_neighbours(key, parts) for parts in (old, new))
    both = before.keys() & after.keys()
    return any(before[each] != after[each] for each in both)


def _neighbours(key: str, parts: Mapping[str, Any]) -> dict[str, bool]:
    """{block beside it in the same sequence: whether it comes later}."""
    mine: Place = parts[key]
    return {
        place.key: place.number > mine.number
        for place in parts.values()
        if isinstance(place, Place)
        and place.key != key
        and (place.stretch, place.within) == (mine.stretch, mine.within)
    }


def _settings(old: Any, new: Any, texts: Texts) -> Iterator[str]:
    one, other = (part.block if isinstance(part, Place) else part for part in (old, new))
    named = {"part": _called(new, texts)}
    if type(one) is not type(other):
        yield _("“%(part)s” is of another kind.") % named
        return
    for each in fields(other):
        before, after = getattr(one, each.name), getattr(other, each.name)
        if before == after or each.name == "blocks":
            continue
        if each.name == "role" and isinstance(other, Task):
            role = texts.get(f"role.{after}.title", after)
            yield _("“%(part)s” is done by “%(role)s”.") % {**named, "role": role}
        elif each.name == "branches":
            if [(way.key, way.rule) for way in before] != [(way.key, way.rule) for way in after]:
                yield _("“%(part)s” has other ways.") % named
        elif each.name in _SETTINGS:
            yield _("“%(part)s”: %(what)s is set otherwise.") % {
                **named,
                "what": _(_SETTINGS[each.name]),
            }
        else:
            yield _("“%(part)s” is set up otherwise.") % named


def _called(part: Any, texts: Texts) -> str:
    block = part.block if isinstance(part, Place) else part
    if isinstance(block, Return):
        phase = texts.get(f"phase.{block.phase}.title", block.phase)
        return _("Back to %(phase)s") % {"phase": phase}
    title = words.title(texts, block)
    return _("End: %(outcome)s") % {"outcome": title} if isinstance(block, End) else title


def noop(sentence: str) -> str:
    """Marks a word for translation; it is translated when it is said."""
    return sentence


# Settings that have a name of their own in a sentence.
_SETTINGS: Mapping[str, str] = {
    "form": noop("the form"),
    "survey": noop("the anonymous survey"),
    "due": noop("the due day"),
    "reminders": noop("the reminders"),
    "may_skip": noop("whether it may be skipped"),
    "until": noop("the day"),
    "rule": noop("the condition"),
    "judged_by": noop("who judges"),
    "every": noop("how often"),
    "first": noop("the first day"),
    "who": noop("who may hold it"),
    "fallback": noop("who gets its tasks while nobody holds it"),
    "units": noop("the units whose people may hold it"),
    "organisations": noop("the organisations whose people may hold it"),
    "kinds": noop("the kinds of organisations whose people may hold it"),
    "queue": noop("in whose queue its tasks lie"),
    "reasons": noop("the reasons"),
    "phases": noop("the phases"),
    "phase": noop("the phase"),
    "outcome": noop("the outcome"),
    "roles": noop("the roles"),
}
