"""Code lists and field groups between a bundle and the library that forms share."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wagtail.models import Locale

from accounts.models import User
from forms.document import FormDocument
from forms.library.code_lists import published_codes
from forms.library.owners import PLATFORM
from forms.library.taken import parted
from forms.models import CodeList, FieldGroup, FieldGroupVersion
from forms.texts import kept
from forms.versions.publishing import fingerprint
from forms.written.shapes import ChoiceShape
from forms.written.wording import LANGUAGES, SOURCE, Wordings
from programmes import sentences
from programmes.bundle import PROGRAMME, Bundle
from programmes.reading import Problem
from programmes.shapes.parts import Words
from programmes.shapes.programme import ListShape

Listed = Mapping[str, ListShape]


def problems(bundle: Bundle) -> list[Problem]:
    """What the library here stands against: published codes and published field groups stay as they are."""
    return [*_removed_codes(bundle), *_other_groups(bundle)]


# Code lists -------------------------------------------------------------------------------------


def _removed_codes(bundle: Bundle) -> Iterator[Problem]:
    page = bundle.pages.get(PROGRAMME)
    for part, owner, lists in _parts(bundle):
        for name, listed in lists.items():
            there = _source(name, owner)
            kept_on = {code.code for code in listed.codes}
            gone = published_codes(there) - kept_on if there else set()
            for code in sorted(gone):
                line = page.line((part, name)) if page else 1
                yield Problem(PROGRAMME, line, sentences.code_removed(code, name))


def _parts(bundle: Bundle) -> Iterator[tuple[str, str, Listed]]:
    yield "code_lists", bundle.slug, bundle.programme.code_lists
    yield "shared_code_lists", PLATFORM, bundle.programme.shared_code_lists


def _source(name: str, owner: str) -> CodeList | None:
    rows = CodeList.objects.filter(slug=name, owner=owner)
    return rows.order_by("pk").first()


def store_lists(bundle: Bundle) -> set[str]:
    """Make or change the lists of a bundle; its own lists that it no longer has go.

    returns   the names of those that changed
    """
    gone = CodeList.objects.filter(owner=bundle.slug).exclude(slug__in=bundle.programme.code_lists)
    gone.delete()
    return {
        name
        for _part, owner, lists in _parts(bundle)
        for name, listed in lists.items()
        if store_list(name, owner, listed)
    }


def store_list(name: str, owner: str, listed: ListShape) -> bool:
    """Make a list say what is written, in every language. A title that is not written stays as somebody gave it.

    returns   whether anything changed
    """
    source = _source(name, owner)
    changed = False
    for language in LANGUAGES:
        locale, _new = Locale.objects.get_or_create(language_code=language)
        rows = [_row(code, language) for code in listed.codes]
        title = getattr(listed.title, language) if listed.title else ""
        row = source if language == SOURCE else source and source.get_translation_or_none(locale)
        silent = not title and not any(each["label"] for each in rows)
        if row is None and language != SOURCE and silent:
            continue
        if row is None:
            row = CodeList(slug=name, owner=owner, locale=locale, title=_by_its_name(name))
            if source:
                row.translation_key = source.translation_key
        title = title or row.title
        if row.pk is None or (row.codes, row.title) != (rows, title):
            row.codes, row.title, changed = rows, title, True
            row.save()
        source = source or row
    return changed


def _by_its_name(name: str) -> str:
    """What a list is called that nobody has named."""
    return name.replace("_", " ").capitalize()


def _row(code: ChoiceShape, language: str) -> dict[str, Any]:
    label = getattr(code.label, language)
    return {"code": code.code, "label": label, "score": code.score, "retired": code.retired}


def lists_of(owner: str, names: Iterable[str] | None = None) -> dict[str, ListShape]:
    """The lists of an owner as a bundle writes them; only some when they are named."""
    rows = CodeList.objects.filter(owner=owner).select_related("locale").order_by("pk")
    families: dict[str, list[CodeList]] = {}
    for row in rows if names is None else rows.filter(slug__in=set(names)):
        families.setdefault(row.slug, []).append(row)
    return {
        slug: ListShape(title=_title(slug, family), codes=_codes(family))
        for slug, family in sorted(families.items())
    }


def _title(slug: str, family: list[CodeList]) -> Words | None:
    """What a list is called in each language; nothing while it goes by its short name everywhere."""
    unnamed = _by_its_name(slug)
    said = {row.locale.language_code: row.title for row in family}
    given = {each: said[each] for each in LANGUAGES if said.get(each, unnamed) != unnamed}
    return Words(**{SOURCE: unnamed, **given}) if given else None


def _codes(family: list[CodeList]) -> list[ChoiceShape]:
    said = {row.locale.language_code: row.labels() for row in family}
    return [
        ChoiceShape(
            code=choice.code,
            label=_words(said, choice.code),
            score=choice.score,
            retired=choice.retired,
        )
        for choice in family[0].choices()
    ]


def _words(said: Mapping[str, Mapping[str, str]], code: str) -> Words:
    """What a code is called in each language; by itself when nobody has named it yet."""
    given = {language: said[language][code] for language in said if said[language].get(code)}
    return Words(**{SOURCE: code, **given})


# Field groups -----------------------------------------------------------------------------------


def _other_groups(bundle: Bundle) -> Iterator[Problem]:
    for name, (document, _texts) in bundle.group_documents.items():
        slug, number = parted(name)
        versions = {row.number: row for row in _versions(slug)}
        page = bundle.pages[f"forms/_groups/{name}.yaml"]
        if number in versions and versions[number].document() != document:
            yield page.problem((), sentences.another_group(name))
        elif number not in versions and number < max(versions, default=0):
            yield page.problem((), sentences.late_group(name))


def _versions(slug: str) -> list[FieldGroupVersion]:
    return list(FieldGroupVersion.objects.filter(definition__slug=slug).order_by("number"))


def store_groups(bundle: Bundle, by: User | None) -> set[str]:
    """Publish the field groups of a bundle under the numbers that its forms name.

    returns   `slug@version` of those that brought something new
    """
    names = sorted(bundle.group_documents, key=parted)
    return {
        name
        for name in names
        if store_group(*parted(name), bundle.group_documents[name], owner=PLATFORM, by=by)
    }


def store_group(
    slug: str, number: int, written: tuple[FormDocument, Wordings], *, owner: str, by: User | None
) -> bool:
    """Publish one version of a field group under its number, in every language that says anything.

    returns   whether anything was new: corrected words of the newest version are
    """
    document, texts = written
    spoken = {language: words for language, words in texts.items() if words}
    versions = {row.number: row for row in _versions(slug)}
    there = versions.get(number)
    if there and _said(there) == {lang: kept(document, words) for lang, words in spoken.items()}:
        return False
    if number < max(versions, default=0):
        return False  # older words stay as they were
    locale = Locale.objects.get(language_code=SOURCE)
    source = FieldGroup.objects.filter(slug=slug, locale=locale).first()
    source = source or FieldGroup(slug=slug, locale=locale, owner=owner, live=False)
    for language, words in spoken.items():
        row = source if language == SOURCE else _translation(source, language)
        row.rewrite(document, words)
        if row.pk is None:
            row.live = False
            row.save()
        if row is source and number not in versions:
            _number(source, number, document)
        row.save_revision(user=by, clean=False).publish(user=by)
        row.refresh_from_db()
    return True


def _translation(source: FieldGroup, language: str) -> FieldGroup:
    locale = Locale.objects.get(language_code=language)
    return source.get_translation_or_none(locale) or source.copy_for_translation(locale)


def _number(source: FieldGroup, number: int, document: FormDocument) -> None:
    """A version keeps its number wherever it comes: publishing finds it there and adds the words."""
    structure = document.to_json()
    source.versions.create(number=number, structure=structure, sha256=fingerprint(structure))


def _said(version: FieldGroupVersion) -> Wordings:
    """The newest words of a version in each language."""
    rows = version.words.order_by("language", "-revision").distinct("language")
    return {row.language: row.texts for row in rows}


def groups_named(documents: Iterable[FormDocument]) -> dict[str, tuple[FormDocument, Wordings]]:
    """The versions of field groups that forms came from, by `slug@version`."""
    names = {
        section.from_library
        for document in documents
        for section in document.sections
        if section.from_library
    }
    found = {}
    for name in sorted(names):
        slug, number = parted(name)
        version = FieldGroupVersion.objects.filter(definition__slug=slug, number=number).first()
        if version:
            found[name] = (version.document(), _said(version))
    return found
