"""How a form falls into pages when it is filled in a page, or a question, at a time. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from forms.conditions.rules import Rule
from forms.document import Field, FormDocument, Section

Posted = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown at once.

    key        names the page in addresses: the first question on it; "" for a form on one long page
    sections   the sections on it, each with only the questions of this page
    keys       everything on it
    stops      one cannot go on from here
    """

    key: str
    sections: tuple[Section, ...]
    keys: frozenset[str]
    stops: bool = False

    def owns(self, name: str) -> bool:
        """Whether a posted name answers something on this page: `key`, `key.part`, `group-0-item`."""
        return name.replace("-", ".").partition(".")[0] in self.keys


def pages(document: FormDocument, hidden: Collection[str] = frozenset()) -> list[Page]:
    """Split a form into the pages that apply now. Nothing follows a page where one cannot go on.

    hidden   paths that do not apply, as `Checked.hidden` says; `section:<key>` for a whole section
    """
    if not document.layout:
        stops = bool(stops_in(document, hidden))
        keys = frozenset(question.key for question in document.fields())
        return [Page("", document.sections, keys, stops)]
    found: list[Page] = []
    for sections in _groups(document, hidden):
        page = _page(sections, hidden)
        if page is not None:
            found.append(page)
            if page.stops:
                break
    return found


def stops_in(document: FormDocument, hidden: Collection[str]) -> list[Field]:
    """The places that apply where one cannot go on."""
    return [
        question
        for section in document.sections
        if f"section:{section.key}" not in hidden
        for question in section.fields
        if question.kind == "stop" and question.key not in hidden
    ]


def progress(at: int, of: int) -> str:
    """How far one has come, in words."""
    return _("Part %(at)s of %(of)s") % {"at": at, "of": of}


def kept_with(page: Page, stored: Posted, posted: Posted) -> dict[str, list[str]]:
    """Put what one page sent in the place of what was kept of it; other pages stay as they were."""
    kept = {name: list(values) for name, values in stored.items() if not page.owns(name)}
    sent = {name: list(values) for name, values in posted.items() if page.owns(name)}
    return {**kept, **sent}


def _groups(document: FormDocument, hidden: Collection[str]) -> Iterator[tuple[Section, ...]]:
    """Yield what belongs on one page, before what does not apply is left out."""
    if document.layout == "questions":
        for section in document.sections:
            yield from ((part,) for part in _one_question_each(section, hidden))
        return
    marked = any(section.new_page for section in document.sections)
    together: list[Section] = []
    for section in document.sections:
        for part in _apart_from_stops(section):
            alone = _is_stop(part) or (bool(together) and _is_stop(together[-1]))
            if together and (
                alone or part.fields[:1] != section.fields[:1] or section.new_page or not marked
            ):
                yield tuple(together)
                together = []
            together.append(part)
    if together:
        yield tuple(together)


def _apart_from_stops(section: Section) -> Iterator[Section]:
    """Split a section where one may be stopped, so that the reason stands on a page of its own."""
    run: list[Field] = []
    for question in section.fields:
        if question.kind != "stop":
            run.append(question)
            continue
        if run:
            yield replace(section, fields=tuple(run))
        yield replace(section, fields=(question,))
        run = []
    if run or not section.fields:
        yield replace(section, fields=tuple(run))


def _one_question_each(section: Section, hidden: Collection[str]) -> Iterator[Section]:
    """One question a page; words that ask nothing go with the question after them, the last with the one before."""
    waiting: list[Field] = []
    parts: list[list[Field]] = []
    for question in section.fields:
        if question.key in hidden:
            continue
        if question.kind == "stop":
            parts.append([question])
        elif question.asks:
            parts.append([*waiting, question])
            waiting = []
        else:
            waiting.append(question)
    if waiting and parts and parts[-1][0].kind != "stop":
        parts[-1].extend(waiting)
    elif waiting:
        parts.append(waiting)
    yield from (replace(section, fields=tuple(part)) for part in parts)


def _is_stop(section: Section) -> bool:
    return len(section.fields) == 1 and section.fields[0].kind == "stop"


def _page(sections: tuple[Section, ...], hidden: Collection[str]) -> Page | None:
    """Make a page of what applies, or may come to apply through an answer on the page itself."""
    here = frozenset(question.key for section in sections for question in section.fields)
    shown = [replace(section, fields=_shown(section, here, hidden)) for section in sections]
    shown = [section for section in shown if section.fields]
    keys = [question.key for section in shown for question in section.fields]
    applies = [
        key
        for section in shown
        if f"section:{section.key}" not in hidden
        for key in (question.key for question in section.fields)
        if key not in hidden
    ]
    if not applies:
        return None
    stops = any(_is_stop(section) for section in shown)
    return Page(keys[0], tuple(shown), frozenset(keys), stops)


def _shown(section: Section, here: frozenset[str], hidden: Collection[str]) -> tuple[Field, ...]:
    """Leave out what an answer on another page has ruled out."""
    if f"section:{section.key}" in hidden and not _reads(section.visible_if, here):
        return ()
    return tuple(
        question
        for question in section.fields
        if question.key not in hidden
        or _reads(question.visible_if, here)
        or _reads(section.visible_if, here)
    )


def _reads(rule: Rule | None, keys: frozenset[str]) -> bool:
    return rule is not None and any(field.partition(".")[0] in keys for field in rule.fields())
