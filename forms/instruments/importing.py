"""A package file into the platform, and a published form out as one: all of it, or nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Locale

from forms.document import FormDocument
from forms.instruments import extended
from forms.instruments import sentences as say
from forms.instruments.arranging import AS_IT_IS, NO_NEW_KEYS, Chosen, NewKeys, called, with_keys
from forms.instruments.extended import AS_VERSION, RENAME, SHORT_NAME, InTheWay
from forms.instruments.locked import sections_of
from forms.instruments.package import ABOUT, CODE, VERSION, About, Package, checksum
from forms.instruments.writing import band_rows, plain_package
from forms.models import FormDefinition
from forms.models.instrument import Instrument
from forms.texts import kept
from forms.written.plain import BrokenFile
from forms.written.wording import Wordings

SOURCE = settings.LANGUAGE_CODE


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of a file: its form, the instrument it brings, and keys that are other ones here."""

    form: FormDefinition
    instrument: Instrument | None
    renamed: NewKeys = NO_NEW_KEYS


def import_package(package: Package, *, by: Any = None) -> tuple[FormDefinition, Instrument | None]:
    """Take a file in as it is, see `take_in`."""
    taken = take_in(package, by=by)
    return taken.form, taken.instrument


@transaction.atomic
def take_in(package: Package, *, by: Any = None, chosen: Chosen = AS_IT_IS) -> TakenIn:
    """Make an instrument known, and publish its form in every language that the file speaks.

    Twice is no more than once. What an editor has added to the form since stays. A plain form, without an
    instrument, is only published.
    errors   BrokenFile, or InTheWay, with a sentence; nothing is stored then
    """
    if SOURCE not in package.texts:
        raise BrokenFile(say.no_source(str(dict(settings.LANGUAGES)[SOURCE])))
    package = _as_chosen(package, chosen)
    known = _known(package)
    source = _definition(package)
    if known is not None and source.pk and _says_it_already(source, package):
        return TakenIn(source, known)
    before = extended.before(source, package)
    new = extended.taken_keys(source, before, package)
    if new and not chosen.rename:
        raise InTheWay(say.taken_keys(package.slug, new.lines), RENAME)
    package = with_keys(package, new)
    instrument = known or _make_known(package, by)
    document, words = extended.with_what_was_added(source, before, package)
    try:
        for definition, said in _each_language(source, words):
            definition.rewrite(document, said)
            _publish(definition, by)
    except ValidationError as refused:
        raise BrokenFile(" ".join(refused.messages)) from refused
    return TakenIn(source, instrument, new)


def _as_chosen(package: Package, chosen: Chosen) -> Package:
    """Under another short name, and as another version, where somebody said so.

    errors   InTheWay for what is neither
    """
    if chosen.slug and not CODE.fullmatch(chosen.slug.replace("-", "_")):
        raise InTheWay(say.no_short_name(chosen.slug), SHORT_NAME)
    if chosen.version and not VERSION.fullmatch(chosen.version):
        raise InTheWay(say.no_version(chosen.version), AS_VERSION)
    if chosen.slug:
        package = replace(package, slug=chosen.slug)
    if package.about is None:
        return package
    if chosen.version and chosen.version != package.about.version:
        here = Instrument.objects.filter(code=package.about.code).order_by("-pk").first()
        before = here.version if here and here.version != chosen.version else ""
        return called(package, version=chosen.version, continues=before)
    if chosen.slug and _is_other(package):
        return called(package, code=chosen.slug.replace("-", "_"))
    return package


def _is_other(package: Package) -> bool:
    """Whether the instrument is here already and says something else."""
    about = package.about
    assert about is not None
    here = Instrument.objects.filter(code=about.code, version=about.version).first()
    return (
        here is not None and here.sha256 != package.sha256 and not _is(here, _said(package, about))
    )


def _known(package: Package) -> Instrument | None:
    """The instrument, when it is here already.

    errors   InTheWay when it says something else here
    """
    about = package.about
    if about is None:
        return None
    if _is_other(package):
        raise InTheWay(say.other_content(about.reference), AS_VERSION)
    return Instrument.objects.filter(code=about.code, version=about.version).first()


def _make_known(package: Package, by: Any) -> Instrument | None:
    if package.about is None:
        return None
    return Instrument.objects.create(
        **_said(package, package.about),
        sha256=package.sha256,
        imported_by=by if by and by.pk else None,
    )


def _says_it_already(source: FormDefinition, package: Package) -> bool:
    """Whether a form is bound to the instrument of a file and published in all its languages."""
    assert package.about is not None
    bound = {section.instrument for section in source.compiled()[0].sections}
    known = {each.locale.language_code for each in source.published_translations()}
    wanted = {code for code, _name in settings.LANGUAGES if code in package.texts} - {SOURCE}
    return source.live and package.about.reference in bound and wanted <= known


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
        raise InTheWay(say.other_form(package.slug), SHORT_NAME)
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
