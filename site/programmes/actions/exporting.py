"""A programme as it is published, written back as a bundle."""

from typing import Any

from cases.labels import CONCEPTS, Concept
from cases.models import Programme
from forms.library.owners import PLATFORM
from forms.library.taken import lists_named
from forms.models import FormDefinition
from forms.written.wording import Wordings
from forms.written.writing import form_to, group_to
from programmes.actions.shelving import Listed, groups_named, lists_of
from programmes.bundle import Bundle
from programmes.form_settings import settings_to
from programmes.models import Story
from programmes.reading import read
from programmes.shapes.parts import Words
from programmes.shapes.programme import (
    FORMAT,
    LabelShape,
    OrganisationShape,
    ProgrammeShape,
)
from programmes.shapes.shaping import shape
from programmes.shapes.story import StoryShape
from programmes.workflow_settings import file_slug
from programmes.workflow_written import workflow_to


def bundle_of(programme: Programme) -> Bundle:
    """Gather everything that is published of a programme."""
    document, texts = said_by(programme.workflow.source())
    slug = programme.slug
    forms = FormDefinition.objects.filter(
        slug__in=document.forms() | document.surveys(), live=True
    ).order_by("pk")
    sources = {form.slug: form for form in reversed(forms) if form.is_source()}
    said = {name: said_by(sources[name]) for name in sorted(sources)}
    own = lists_of(slug)
    named = {name for form, _texts in said.values() for name in lists_named(form)}
    shared = lists_of(PLATFORM, named - own.keys())
    groups = groups_named(form for form, _texts in said.values())
    lists = {name: listed.codes for name, listed in {**shared, **own}.items()}
    return Bundle(
        programme=_programme(programme, own, shared),
        workflow=workflow_to(document, texts, slug).model_copy(
            update={"complete_in": programme.workflow.source().complete_in}
        ),
        forms={
            file_slug(slug, name): form_to(*form, lists, groups).model_copy(
                update={"settings": settings_to(sources[name])}
            )
            for name, form in said.items()
        },
        stories={story.key: _story(story) for story in Story.objects.filter(programme=programme)},
        groups={name: group_to(*group) for name, group in groups.items()},
    )


def said_by(definition: Any) -> tuple[Any, Wordings]:
    """Read a published definition: its document, and its words in every published language."""
    document, words = definition.compiled()
    texts: Wordings = {definition.locale.language_code: words}
    for translation in definition.published_translations():
        texts[translation.locale.language_code] = translation.compiled()[1]
    return document, texts


def _programme(programme: Programme, own: Listed, shared: Listed) -> ProgrammeShape:
    organisation = programme.unit.organisation
    return ProgrammeShape(
        format=FORMAT,
        slug=programme.slug,
        title=Words(**programme.titles),
        organisation=OrganisationShape(
            name=organisation.name,
            kind=organisation.kind,  # type: ignore[arg-type]  # the model has the same kinds
            unit=programme.unit.name,
        ),
        labels=_labels(programme),
        code_lists=dict(own),
        shared_code_lists=dict(shared),
    )


def _labels(programme: Programme) -> dict[Concept, LabelShape]:
    """Only what the platform still knows: a concept that was given up is not written any more."""
    return {
        concept: LabelShape.model_validate(programme.labels[concept])
        for concept in CONCEPTS
        if concept in programme.labels
    }


def _story(story: Story) -> StoryShape:
    return shape(read(f"stories/{story.key}.yaml", story.text.encode()), StoryShape)
