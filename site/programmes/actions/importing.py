"""A bundle into the platform: in one transaction, and without a trace when nothing has changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Locale

from accounts.models import Organisation, Unit, User
from cases import places
from cases.models import Programme
from cases.models.programme import slugs
from forms.document import FormDocument
from forms.library.taken import lists_named
from forms.models import FormDefinition
from forms.written.wording import LANGUAGES, SOURCE, Wordings
from programmes import sentences
from programmes.actions import shelving
from programmes.actions.exporting import bundle_of, said_by
from programmes.bundle import WORKFLOW, Bundle
from programmes.form_settings import settings_from
from programmes.models import Story
from programmes.problems import place_of, problems
from programmes.reading import BrokenBundle, Problem
from programmes.workflow_settings import file_slug, stored_slug
from programmes.writing import write
from workflows.bodies.writing import body_from as workflow_body
from workflows.checks.effects import absent_programme
from workflows.checks.roles import absent_places, names_places
from workflows.effects import Enrolment
from workflows.models import WorkflowDefinition
from workflows.models.definition import named_surveys, unfit_forms
from workflows.texts import TITLE as WORKFLOW_TITLE
from workflows.texts import title


@transaction.atomic
def import_bundle(bundle: Bundle, *, by: User | None = None) -> list[str]:
    """Store and publish everything that a bundle says. What the bundle says wins over later edits.

    returns   names of the files that brought something new; empty when there was nothing to do
    errors    BrokenBundle with every problem; nothing is stored then
    """
    found = [
        *problems(bundle),
        *_unfit(bundle),
        *_absent(bundle),
        *_nowhere(bundle),
    ] or shelving.problems(bundle)
    if found:
        raise BrokenBundle(found)
    changed = changes(bundle)
    if changed:
        _store(bundle, by)
    return changed


def _unfit(bundle: Bundle) -> Iterator[Problem]:
    """Forms that stand here already and that no case may ask, or not in this way."""
    asked = bundle.workflow_document[0].forms()
    for slug, why in unfit_forms(asked).items():
        file = f"forms/{file_slug(bundle.slug, slug)}.yaml"
        yield Problem(file, 1, sentences.unfit(why))
    for slug in named_surveys(bundle.workflow_document[0].surveys()):
        file = f"forms/{file_slug(bundle.slug, slug)}.yaml"
        yield Problem(file, 1, sentences.unfit("named"))


def _absent(bundle: Bundle) -> Iterator[Problem]:
    """Programmes in which an event begins cases, and that are not here."""
    document, texts = bundle.workflow_document
    page, known = bundle.pages[WORKFLOW], slugs() | {bundle.slug}
    for event in document.events:
        wanted = event.effect.programmes if isinstance(event.effect, Enrolment) else ()
        for slug in wanted:
            if slug not in known:
                called = title(texts[SOURCE], event)
                said = absent_programme() % {"name": called, "programme": slug}
                yield page.problem(place_of(page.value, event.key), said)


def _nowhere(bundle: Bundle) -> Iterator[Problem]:
    """Places where people of a role are to work, and that are not here. The service's own unit comes with it."""
    document, texts = bundle.workflow_document
    if not names_places(document):
        return
    known, said = places.known(), bundle.programme.organisation
    own = slugify(said.name)[:80]
    there = replace(
        known,
        units={**known.units, f"{own}/{slugify(said.unit)[:80]}": said.unit},
        organisations={**known.organisations, own: said.name},
    )
    page = bundle.pages[WORKFLOW]
    for role in document.roles:
        for sentence, name in absent_places(role, there):
            words = {"name": title(texts[SOURCE], role), "place": name}
            yield page.problem(place_of(page.value, role.key), sentence % words)


def changes(bundle: Bundle) -> list[str]:
    """Name the files that differ from what is published now."""
    programme = Programme.objects.filter(slug=bundle.slug).first()
    there = bundle_of(programme) if programme else None
    now = there.files() if there else {}
    wanted = (bundle.with_titles_of(there) if there else bundle).files()
    return sorted(name for name in {*now, *wanted} if now.get(name) != wanted.get(name))


def _store(bundle: Bundle, by: User | None) -> None:
    for locale in LANGUAGES:
        Locale.objects.get_or_create(language_code=locale)
    moved = shelving.store_lists(bundle) | shelving.store_groups(bundle, by)
    for slug, (document, texts) in bundle.form_documents.items():
        taken = {section.from_library for section in document.sections}
        again = bool((lists_named(document) | taken) & moved)
        settings = settings_from(bundle.form_settings[slug])
        _store_form(bundle.slug, slug, (document, texts, settings), by, again=again)
    _unit(bundle)  # a role may say that its people work there
    workflow = _store_workflow(bundle, by)
    programme = _store_programme(bundle, workflow)
    _store_stories(bundle, programme)


def _store_form(
    programme: str,
    slug: str,
    written: tuple[FormDocument, Wordings, Mapping[str, Any]],
    by: User | None,
    *,
    again: bool,
) -> None:
    """Publish a form whose questions, words or settings say something new.

    again   also when it says the same: a list or a field group that it takes from has changed
    """
    document, texts, settings = written
    source = _definition(FormDefinition, stored_slug(programme, slug))
    as_set = all(getattr(source, name) == value for name, value in settings.items())
    same = source.live and source.owner == programme and as_set and not again
    if same and said_by(source) == (document, _spoken(texts)):
        return
    drafts = []
    for definition, words in _each_language(source, texts):
        for name, value in settings.items():
            setattr(definition, name, value)
        definition.owner = programme
        definition.rewrite(document, words)
        drafts.append(_draft(definition, by))
    _publish(drafts, by)


def _store_workflow(bundle: Bundle, by: User | None) -> WorkflowDefinition:
    """Publish the workflow when it, or a form that it pins, has changed."""
    document, texts = bundle.workflow_document
    source = _definition(WorkflowDefinition, bundle.slug)
    demanded = list(bundle.workflow.complete_in)
    if (
        source.live
        and source.complete_in == demanded
        and said_by(source) == (document, _spoken(texts))
        and _pins_newest(source, document)
    ):
        return source
    drafts = []
    for definition, words in _each_language(source, texts):
        definition.title, definition.complete_in = words[WORKFLOW_TITLE], demanded
        definition.body = workflow_body(document, words)
        drafts.append(_draft(definition, by))
    _publish(drafts, by)
    return source


def _pins_newest(source: WorkflowDefinition, document: Any) -> bool:
    version = source.latest_version()
    return version is not None and version.forms == source.pinned(document)["forms"]


def _definition[D: (FormDefinition, WorkflowDefinition)](model: type[D], slug: str) -> D:
    locale = Locale.objects.get(language_code=SOURCE)
    return model.objects.filter(slug=slug, locale=locale).first() or model(
        slug=slug, locale=locale, live=False
    )


def _spoken(texts: Wordings) -> Wordings:
    """Only the languages in which anything is said."""
    return {language: words for language, words in texts.items() if words}


def _each_language(source: Any, texts: Wordings) -> Iterable[tuple[Any, Mapping[str, str]]]:
    """Yield the source and then its translations, each with its words."""
    yield source, texts[SOURCE]
    for language in LANGUAGES[1:]:
        locale = Locale.objects.get(language_code=language)
        translation = source.get_translation_or_none(locale)
        if texts[language]:
            yield translation or source.copy_for_translation(locale), texts[language]
        elif translation and (translation.live or translation.live_revision_id):
            _silence(translation)


def _silence(translation: Any) -> None:
    """Take a language out of use, also when a draft was saved over what it said."""
    if translation.live:
        translation.unpublish()
    else:
        translation.live_revision = None
        translation.save(update_fields=["live_revision"])


def _draft(definition: Any, by: User | None) -> tuple[Any, Any]:
    if definition.pk is None:
        definition.live = False
        definition.save()
    return definition, definition.save_revision(user=by, clean=False)


def _publish(drafts: Iterable[tuple[Any, Any]], by: User | None) -> None:
    """Publish every language, after all are drafted: a language that must be complete is there to be looked at."""
    for definition, revision in drafts:
        revision.publish(user=by)
        definition.refresh_from_db()


def _store_programme(bundle: Bundle, workflow: WorkflowDefinition) -> Programme:
    shape = bundle.programme
    written = shape.plain()
    programme, _made = Programme.objects.update_or_create(
        slug=bundle.slug,
        defaults={
            "titles": written["title"],
            "unit": _unit(bundle),
            "workflow": workflow,
            "labels": written.get("labels", {}),
            "fingerprint": bundle.fingerprint,
        },
    )
    return programme


def _unit(bundle: Bundle) -> Unit:
    said = bundle.programme.organisation
    organisation, _made = Organisation.objects.get_or_create(
        slug=slugify(said.name)[:80], defaults={"name": said.name, "kind": said.kind}
    )
    unit, _made = Unit.objects.get_or_create(
        organisation=organisation, slug=slugify(said.unit)[:80], defaults={"name": said.unit}
    )
    return unit


def _store_stories(bundle: Bundle, programme: Programme) -> None:
    Story.objects.filter(programme=programme).exclude(key__in=bundle.stories).delete()
    for key, story in bundle.stories.items():
        Story.objects.update_or_create(
            programme=programme, key=key, defaults={"text": write(story.plain())}
        )
