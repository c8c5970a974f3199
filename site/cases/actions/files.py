"""Files that come with a page of the workspace: kept first, tied to the answers when those are handed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from forms.document import FormDocument
from forms.files import keeping, taking


@dataclass(frozen=True, slots=True)
class Sent:
    """What a page sent, its files among the answers as ids.

    wrong     {posted name: why a file was not taken}
    foreign   names under which files came though the form asks none there; nothing of those is kept
    removed   a button took a file away: the page is shown again, not judged
    """

    posted: dict[str, list[str]]
    wrong: Mapping[str, str] = field(default_factory=dict)
    foreign: tuple[str, ...] = ()
    removed: bool = False


def take_files(
    document: FormDocument, posted: Mapping[str, list[str]], files: Any, *, by: User
) -> Sent:
    """Keep the files of a page for whoever sent it, and take away the one whose button was pressed."""
    typed = {name: list(values) for name, values in posted.items()}
    gone = (typed.get(taking.REMOVE) or [""])[0]
    removed = keeping.is_id(gone) and taking.without(typed, gone)
    if removed:
        for attachment in keeping.loose(by).filter(pk=gone):
            attachment.remove()
    wrong = taking.take(
        document,
        files,
        typed,
        lambda upload, question, path: keeping.keep(upload, question, path=path, owner=by),
    )
    return Sent(typed, wrong, tuple(taking.foreign(document, files)), removed)
