"""What keeps a bundle from being imported although each file can be read: every problem with its line."""

from collections.abc import Iterable, Iterator
from typing import Any

from accounts.role_table import ROLE_BY_KEY, roles_with
from forms.editor_sentences import beginning
from forms.library.taken import SECTION
from forms.naming import section_text
from forms.problems import problems as form_problems
from forms.problems import word_problems as form_word_problems
from forms.texts import TITLE, Texts
from forms.texts import kept as form_words
from forms.written.wording import SOURCE, Wordings
from programmes import sentences
from programmes.bundle import PROGRAMME, WORKFLOW, Bundle
from programmes.reading import Page, Place, Problem
from programmes.shapes.programme import FORMAT
from programmes.story_problems import story_problems
from programmes.workflow_settings import file_slug, stored_slug
from workflows.checks import problems as workflow_problems
from workflows.checks import word_problems as workflow_word_problems
from workflows.texts import TITLE as WORKFLOW_TITLE
from workflows.texts import kept as workflow_words
from workflows.texts import laws


def problems(bundle: Bundle) -> list[Problem]:
    """List everything that must be mended, by file and line. Nothing means it can be imported."""
    found = {
        *_format(bundle),
        *_forms(bundle),
        *_groups(bundle),
        *_workflow(bundle),
        *_laws(bundle),
        *(problem for key in bundle.stories for problem in story_problems(bundle, key)),
    }
    return sorted(found)


def _format(bundle: Bundle) -> Iterator[Problem]:
    if bundle.programme.format > FORMAT:
        sentence = sentences.newer_format(bundle.programme.format, FORMAT)
        yield bundle.pages[PROGRAMME].problem(("format",), sentence)


def _forms(bundle: Bundle) -> Iterator[Problem]:
    workflow = bundle.workflow_document[0]
    asked = {file_slug(bundle.slug, form) for form in workflow.forms() | workflow.surveys()}
    for slug, (document, texts) in bundle.form_documents.items():
        page = bundle.pages[f"forms/{slug}.yaml"]
        unknown = {*_unknown_lists(page, bundle), *_unknown_groups(page, bundle)}
        yield from unknown
        lines = {problem.line for problem in unknown}
        for problem in (
            *form_problems(document, texts[SOURCE]),
            *(p for words in _translated(texts) for p in form_word_problems(document, words)),
        ):
            found = page.problem(place_of(page.value, problem.where), problem.sentence)
            if found.line not in lines:
                yield found
        yield from _titles(page, texts, TITLE)
        settings = bundle.form_settings[slug]
        if settings and settings.complete_in:
            place, wanted = ("settings", "complete_in"), form_words(document, texts[SOURCE])
            yield from _lacking(page, place, wanted, texts, settings.complete_in)
        if slug not in asked:
            yield page.problem((), sentences.form_never_asked(slug))


def _translated(texts: Wordings) -> Iterator[Texts]:
    return (words for language, words in texts.items() if language != SOURCE)


def _lacking(
    page: Page, place: Place, wanted: Texts, texts: Wordings, demanded: Iterable[str]
) -> Iterator[Problem]:
    """What a language lacks that is to lack nothing.

    wanted   the words of the source that its document has
    """
    said = {key: text for key, text in texts[SOURCE].items() if key in wanted}
    for language in demanded:
        lacks = [text for key, text in said.items() if not texts.get(language, {}).get(key)]
        if lacks:
            sentence = sentences.not_complete(language, len(lacks), beginning(lacks[0]))
            yield page.problem(place, sentence)


def _titles(page: Page, texts: Wordings, key: str) -> Iterator[Problem]:
    """What is said in a language has a title there: translations are found by it."""
    for language, words in texts.items():
        if words and key not in words:
            yield page.problem(("title",), sentences.title_missing(language))


def _unknown_lists(page: Page, bundle: Bundle) -> Iterator[Problem]:
    """A field whose code list is missing has no choices either: one problem, not two."""
    for place, name in _named(page.value, "choices_from"):
        if name not in bundle.lists:
            line = page.line(place[:-1])
            yield Problem(page.name, line, sentences.unknown_list(name))


def _unknown_groups(page: Page, bundle: Bundle) -> Iterator[Problem]:
    for place, name in _named(page.value, "library"):
        if name not in bundle.groups:
            line = page.line(place[:-1])
            yield Problem(page.name, line, sentences.unknown_group(name))


def _groups(bundle: Bundle) -> Iterator[Problem]:
    """Field groups are judged on their own, and asked somewhere."""
    used = {section.library for form in bundle.forms.values() for section in form.sections}
    for name, (document, texts) in bundle.group_documents.items():
        page = bundle.pages[f"forms/_groups/{name}.yaml"]
        title = {section_text(SECTION, "title"): texts[SOURCE].get(TITLE, "")}
        for problem in (
            *form_problems(document, {**texts[SOURCE], **title}),
            *(p for words in _translated(texts) for p in form_word_problems(document, words)),
        ):
            yield page.problem(place_of(page.value, problem.where), problem.sentence)
        yield from _titles(page, texts, TITLE)
        if name not in used:
            yield page.problem((), sentences.group_never_used(name))


def _workflow(bundle: Bundle) -> Iterator[Problem]:
    page = bundle.pages[WORKFLOW]
    document, texts = bundle.workflow_document
    yield from _titles(page, texts, WORKFLOW_TITLE)
    wanted = workflow_words(document, texts[SOURCE])
    yield from _lacking(page, ("complete_in",), wanted, texts, bundle.workflow.complete_in)
    asked = document.forms() | document.surveys()
    missing = {form for form in asked if file_slug(bundle.slug, form) not in bundle.forms}
    for place, name in (*_named(page.value, "form"), *_named(page.value, "survey")):
        if stored_slug(bundle.slug, name) in missing:
            yield page.problem(place, sentences.no_such_form(name))
    if missing:
        return  # everything that reads their answers would be reported as well
    forms = {
        stored_slug(bundle.slug, slug): form
        for slug, (form, _texts) in bundle.form_documents.items()
    }
    apart = {stored_slug(bundle.slug, slug) for slug in bundle.surveys}
    # A law without a text is named where it is used, see `_laws`: it is not missed once more here.
    said = {f"law.{code}": code for code in laws(document)} | texts[SOURCE]
    for problem in (
        *workflow_problems(
            document,
            said,
            forms={slug: form for slug, form in forms.items() if slug not in apart},
            unfit=dict.fromkeys(apart, "anonymous"),
            asked_apart={slug: form for slug, form in forms.items() if slug in apart},
            platform_roles=ROLE_BY_KEY,
            deciders=roles_with("case.decide"),
            inside=_inside(bundle),
        ),
        *(p for words in _translated(texts) for p in workflow_word_problems(document, words)),
    ):
        yield page.problem(place_of(page.value, problem.where), problem.sentence)


def _inside(bundle: Bundle) -> Iterator[str]:
    """The forms that nobody outside the workspace may answer."""
    for slug, form in bundle.forms.items():
        if form.settings is None or not form.settings.open_to:
            yield stored_slug(bundle.slug, slug)


def _laws(bundle: Bundle) -> Iterator[Problem]:
    page = bundle.pages[WORKFLOW]
    known = {law.code for law in bundle.workflow.laws}
    used = set()
    for place, codes in _named(page.value, "laws"):
        if not place[:-1]:
            continue  # the list of laws itself
        for at, code in enumerate(codes):
            used.add(code)
            if code not in known:
                yield page.problem((*place, at), sentences.unknown_law(code))
    for at, law in enumerate(bundle.workflow.laws):
        if law.code not in used:
            yield page.problem(("laws", at), sentences.law_never_used(law.code))


def place_of(value: Any, where: str) -> Place:
    """Find the part with a key, or with the keys of a dotted path: an item inside a group.

    The start of a workflow has no key: it is found by its name.
    """
    place: Place = ()
    for key in filter(None, where.split(".")):
        named = (found[:-1] for found, said in _named(value, "key") if said == key)
        deeper = next(named, (key,) if isinstance(value, dict) and key in value else None)
        if deeper is None:
            break
        place, value = (*place, *deeper), _at(value, deeper)
    return place


def _at(value: Any, place: Place) -> Any:
    for part in place:
        value = value[part]
    return value


def _named(value: Any, name: str, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Yield every value with a name, and its place, a part before what it holds."""
    if isinstance(value, dict):
        if name in value:
            yield (*place, name), value[name]
        for key, held in value.items():
            yield from _named(held, name, (*place, key))
    elif isinstance(value, list):
        for at, held in enumerate(value):
            yield from _named(held, name, (*place, at))
