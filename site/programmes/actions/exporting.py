"""A programme as it is published, written back as a bundle."""

from typing import Any

from cases.labels import CONCEPTS, Concept
from cases.models import Programme
from forms.models import FormDefinition
from programmes.bundle import Bundle
from programmes.form_files import CodeLists, form_to
from programmes.models import Story
from programmes.reading import read
from programmes.shapes.form import FormShape
from programmes.shapes.parts import Words
from programmes.shapes.programme import (
    FORMAT,
    CodeShape,
    LabelShape,
    OrganisationShape,
    ProgrammeShape,
)
from programmes.shapes.shaping import shape
from programmes.shapes.story import StoryShape
from programmes.wording import Wordings
from programmes.workflow_settings import file_slug
from programmes.workflow_written import workflow_to


def bundle_of(programme: Programme) -> Bundle:
    """Gather everything that is published of a programme."""
    document, texts = said_by(programme.workflow.source())
    slug = programme.slug
    lists = _code_lists(programme)
    forms = FormDefinition.objects.filter(slug__in=document.forms(), live=True).order_by("pk")
    sources = {form.slug: form for form in reversed(forms) if form.is_source()}
    return Bundle(
        programme=_programme(programme, lists),
        workflow=workflow_to(document, texts, slug),
        forms={file_slug(slug, name): _form(sources[name], lists) for name in sorted(sources)},
        stories={story.key: _story(story) for story in Story.objects.filter(programme=programme)},
    )


def said_by(definition: Any) -> tuple[Any, Wordings]:
    """Read a published definition: its document, and its words in every published language."""
    document, words = definition.compiled()
    texts: Wordings = {definition.locale.language_code: words}
    for translation in definition.published_translations():
        texts[translation.locale.language_code] = translation.compiled()[1]
    return document, texts


def _programme(programme: Programme, lists: CodeLists) -> ProgrammeShape:
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
        code_lists=dict(lists),
    )


def _labels(programme: Programme) -> dict[Concept, LabelShape]:
    """Only what the platform still knows: a concept that was given up is not written any more."""
    return {
        concept: LabelShape.model_validate(programme.labels[concept])
        for concept in CONCEPTS
        if concept in programme.labels
    }


def _code_lists(programme: Programme) -> CodeLists:
    return {
        name: [CodeShape(code=row["code"], label=Words(**row["label"])) for row in rows]
        for name, rows in programme.code_lists.items()
    }


def _form(definition: FormDefinition, lists: CodeLists) -> FormShape:
    document, texts = said_by(definition)
    return form_to(document, texts, lists)


def _story(story: Story) -> StoryShape:
    return shape(read(f"stories/{story.key}.yaml", story.text.encode()), StoryShape)
