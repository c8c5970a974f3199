"""The anonymous survey that a step asks beside its case. What is read here is of the survey, never of who answered."""

from dataclasses import dataclass

from django.conf import settings

from cases.models import Case
from forms.answers.handed import open_round
from forms.models import Campaign, FormDefinition
from workflows.document import Obligation
from workflows.steps import Task


@dataclass(frozen=True, slots=True)
class Survey:
    """What the participant is asked, and the round in which it is asked now.

    round   None when none is open
    """

    slug: str
    title: str
    round: Campaign | None


def survey_of(step: Task | Obligation | None, language: str) -> Survey | None:
    """The survey that a step asks; None when it asks none. Two queries or three."""
    slug = getattr(step, "survey", "")
    if not slug:
        return None
    found = open_round(slug)
    if found:
        return Survey(slug, found.version.texts(language).get("form.title", slug), found)
    form = FormDefinition.objects.filter(slug=slug).order_by("pk").first()
    return Survey(slug, form.title if form else slug, None)


def language_of(case: Case) -> str:
    """The language of the participant, when it is one that surveys are asked in."""
    spoken = case.participant.language if case.participant else ""
    return spoken if spoken in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
