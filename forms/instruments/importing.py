"""A package file into the platform, and a published form out as one: all of it, or nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Locale

from forms.document import FormDocument
from forms.instruments import sentences as say
from forms.instruments.locked import sections_of
from forms.instruments.package import ABOUT, About, Package, checksum
from forms.instruments.writing import band_rows, plain_package
from forms.models import FormDefinition
from forms.models.instrument import Instrument
from forms.texts import kept
from forms.written.plain import BrokenFile
from forms.written.wording import Wordings

SOURCE = settings.LANGUAGE_CODE


@transaction.atomic
def import_package(package: Package, *, by: Any = None) -> tuple[FormDefinition, Instrument | None]:
    """Make an instrument known, and publish its form in every language that the file speaks.

    Twice is no more than once. A plain form, without an instrument, is only published.
    errors   BrokenFile with a sentence; nothing is stored then
    """
    if SOURCE not in package.texts:
        raise BrokenFile(say.no_source(str(dict(settings.LANGUAGES)[SOURCE])))
    instrument = _know(package, by) if package.about else None
    source = _definition(package)
    try:
        for definition, words in _each_language(source, package.texts):
            definition.rewrite(package.document, words)
            _publish(definition, by)
    except ValidationError as refused:
        raise BrokenFile(" ".join(refused.messages)) from refused
    return source, instrument


def _know(package: Package, by: Any) -> Instrument:
    about = package.about
    assert about is not None
    here = Instrument.objects.filter(code=about.code, version=about.version).first()
    said = _said(package, about)
    if here is None:
        known_by = by if by and by.pk else None
        return Instrument.objects.create(**said, sha256=package.sha256, imported_by=known_by)
    if here.sha256 != package.sha256 and not _is(here, said):
        raise BrokenFile(say.other_content(about.reference))
    return here


def _said(package: Package, about: About) -> dict[str, Any]:
    """What a file says of an instrument, as it is kept."""
    document = sections_of(package.document, about.reference)
    return {
        **{name: getattr(about, name) for name in (*ABOUT, "locked") if name != "licence"},
        **_licence(about),
        "items": dict(about.items),
        "scores": list(about.scores),
        "continues": dict(about.continues),
        "band_sets": {
            name: {score: band_rows(bands) for score, bands in of_scores.items()}
            for name, of_scores in about.band_sets.items()
        },
        "structure": document.to_json(),
        "texts": {language: kept(document, words) for language, words in package.texts.items()},
    }


def _licence(about: About) -> dict[str, Any]:
    """The terms as one text, and in each language when they are written in several."""
    if isinstance(about.licence, str):
        return {"licence": about.licence, "licences": {}}
    text = about.licence.get(SOURCE) or next(iter(about.licence.values()))
    return {"licence": text, "licences": dict(about.licence)}


def _is(here: Instrument, said: Mapping[str, Any]) -> bool:
    """Whether a file means what was taken in before, though its checksum is another.

    Names in files have changed over the years: the same scale may come written in an older or a newer way.
    """
    return all(getattr(here, name) == value for name, value in said.items())


def _definition(package: Package) -> FormDefinition:
    """The form that the file brings, new or known; another form of that name is left alone."""
    locale, _new = Locale.objects.get_or_create(language_code=SOURCE)
    here = FormDefinition.objects.filter(slug=package.slug, locale=locale).first()
    if here is None:
        return FormDefinition(slug=package.slug, locale=locale, live=False)
    if not _same_family(here.compiled()[0], package):
        raise BrokenFile(say.other_form(package.slug))
    return here


def _same_family(document: FormDocument, package: Package) -> bool:
    """Whether a form that is here is an earlier state of what the file brings."""
    if package.about is None:
        mine, theirs = (
            {section.key for section in each.sections} for each in (document, package.document)
        )
        return bool(mine & theirs)
    codes = {section.instrument.partition("@")[0] for section in document.sections}
    return package.about.code in codes


def _each_language(
    source: FormDefinition, texts: Wordings
) -> Iterator[tuple[FormDefinition, Mapping[str, str]]]:
    yield source, texts[SOURCE]
    for language, _name in settings.LANGUAGES:
        if language == SOURCE or language not in texts:
            continue
        locale, _new = Locale.objects.get_or_create(language_code=language)
        translation = source.get_translation_or_none(locale)
        yield translation or source.copy_for_translation(locale), texts[language]


def _publish(definition: FormDefinition, by: Any) -> None:
    if definition.pk is None:
        definition.live = False
        definition.save()
    definition.save_revision(user=by, clean=False).publish(user=by, skip_permission_checks=True)
    definition.refresh_from_db()


def package_of(definition: FormDefinition, about: About | None = None) -> Package:
    """What is published of a form now, as a package; with `about` as a version of an instrument.

    errors   LookupError when it was never published
    """
    version = definition.latest_version()
    if version is None:
        raise LookupError(definition.slug)
    document = version.document()
    if about:
        document = sections_of(document, about.reference)
    texts = {
        language: dict(version.words.filter(language=language).order_by("-revision")[0].texts)
        for language in version.words.values_list("language", flat=True).distinct().order_by()
    }
    ordered = {code: texts[code] for code, _name in settings.LANGUAGES if code in texts}
    unsealed = Package(definition.source().slug, document, ordered, "", about)
    return Package(unsealed.slug, document, ordered, checksum(plain_package(unsealed)), about)
