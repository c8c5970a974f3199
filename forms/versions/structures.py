"""What changed between two structures of any kind, by the keys of their parts. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from forms.naming import Texts
from forms.versions import difference_sentences as say
from forms.versions.differences import Change

Path = tuple[str, ...]


def changes(before: Mapping[str, Any], after: Mapping[str, Any], texts: Texts) -> list[Change]:
    """List what was added, removed or set otherwise. Equal structures give nothing.

    texts   words of both, to call a part by its title
    """
    old, new = dict(_flat(before, (), "")), dict(_flat(after, (), ""))
    titles = {key.split(".")[-2]: text for key, text in texts.items() if key.endswith(".title")}
    found = []
    for place in dict.fromkeys([*new, *old]):
        if old.get(place) == new.get(place):
            continue
        part, setting = place
        named = say.part(titles.get(part, part)) if part else ""
        if setting == ():
            found.append(
                Change(say.part_added(named) if place in new else say.part_removed(named), part)
            )
        elif (part, ()) not in old.keys() ^ new.keys():
            sentence = say.setting(named, " · ".join(setting), old.get(place), new.get(place))
            found.append(Change(sentence, part))
    return found


def _flat(value: Any, setting: Path, part: str) -> Iterator[tuple[tuple[str, Path], Any]]:
    """Yield every setting under the nearest part that has a key, and the part itself."""
    match value:
        case Mapping():
            key = str(value.get("key") or value.get("code") or "")
            if key:
                part, setting = key, ()
                yield (part, ()), key
            for name, inner in value.items():
                if not key or name not in {"key", "code"}:
                    yield from _flat(inner, (*setting, name), part)
        case list() if any(isinstance(each, Mapping) for each in value):
            order = [
                str(each.get("key") or each.get("code") or "")
                for each in value
                if isinstance(each, Mapping)
            ]
            yield (part, (*setting, "order")), tuple(order)
            for at, each in enumerate(value, start=1):
                yield from _flat(each, (*setting, str(at)), part)
        case _:
            yield (part, setting or ("value",)), tuple(value) if isinstance(value, list) else value
