"""Files that come with a page, whoever shows it: which question asks for them, and their ids among the answers."""

from collections.abc import Callable
from typing import Any

from forms.asking.names import place_of, places_of
from forms.document import Field, FormDocument
from forms.files.inspecting import Refused
from forms.models import Attachment
from forms.texts import paths

REMOVE = "_remove_file"  # the name of the button beside each file
Typed = dict[str, list[str]]
Keep = Callable[[Any, Field, str], Attachment]


def asks_for_files(document: FormDocument) -> bool:
    """Whether a page with this form must be able to send files."""
    return any(question.kind == "file" for _path, question in paths(document))


def question_at(document: FormDocument, name: str) -> Field | None:
    """The question that asks for files under a posted name."""
    places, place = places_of(document), place_of(name)
    if place is None or not places.asks(name):
        return None
    question = places.question(place.words)
    return question if question is not None and question.kind == "file" else None


def foreign(document: FormDocument, files: Any) -> list[str]:
    """Names under which files came though the form asks none there."""
    return [name for name in files if question_at(document, name) is None]


def take(document: FormDocument, files: Any, typed: Typed, keep: Keep) -> dict[str, str]:
    """Keep the files of a page and write their ids among what was typed; {posted name: why not}.

    keep   takes the upload, its question, and where the words of that are: `key` or `group.item`
    """
    wrong: dict[str, str] = {}
    for name, sent in files.lists():
        question, place = question_at(document, name), place_of(name)
        if question is None or place is None:
            continue
        for upload in sent:
            try:
                kept = keep(upload, question, place.words)
            except Refused as refusal:
                wrong[name] = str(refusal)
            else:
                typed[name] = [*typed.get(name, ()), str(kept.pk)]
    return wrong


def without(typed: Typed, gone: str) -> bool:
    """Take a file out of what was typed; whether it stood there."""
    found = [name for name, values in typed.items() if gone in values and not name.startswith("_")]
    for name in found:
        typed[name] = [value for value in typed[name] if value != gone]
    return bool(found)
