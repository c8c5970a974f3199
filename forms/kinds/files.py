"""Files as answers. The page keeps the file first; the answer says which. Pure."""

from collections.abc import Mapping
from typing import Any

from forms.asking import sentences
from forms.document import Field
from forms.kinds.kind import ANSWERED, ASKING, Asked, Kind, Refused, Said, Typed

FILES = "_files"  # the fact that says which files the page has kept
MOST_FILES = 10


class File(Kind):
    """One or several files: [{"id", "name", "size", "type"}].

    Typed are the ids of files that the page keeps; `facts["_files"]` says what is known of each,
    {id: {"id", "name", "size", "type", "field"}}. Nobody can name a file of somebody else's.
    """

    name = "file"
    operators = ANSWERED
    settings = (ASKING - {"prefill", "checks"}) | {"most", "accept"}

    def stored(self, asked: Asked) -> list[dict[str, Any]] | None:
        ids = list(dict.fromkeys(text for text in map(str.strip, asked.typed.get("", ())) if text))
        if not ids:
            return None
        if len(ids) > MOST_FILES:
            raise Refused(sentences.too_many_files(asked.label, MOST_FILES))
        kept = asked.facts.get(FILES, {})
        mine = [kept[each] for each in ids if each in kept and kept[each]["field"] == asked.path]
        if len(mine) != len(ids):
            raise Refused(sentences.file_gone(asked.label))
        return [{name: each[name] for name in ("id", "name", "size", "type")} for each in mine]

    def typed(self, question: Field, given: Any) -> dict[str, Typed] | None:
        if not isinstance(given, list):
            return None
        ids = [each.get("id") if isinstance(each, Mapping) else each for each in given]
        said = tuple(each for each in ids if isinstance(each, str))
        return {"": said} if len(said) == len(ids) else None

    def in_words(self, said: Said) -> str:
        return ", ".join(str(each["name"]) for each in said.answer)
