"""What a programme calls those things that the workspace itself names. Pure, save for the reader's language.

A closed table. Roles, phases, steps and outcomes are not in it: their words stand in the workflow of the programme.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from django.utils.translation import get_language, pgettext

Concept = Literal["participant", "plan", "service", "ending"]
Form = Literal["one", "the", "of"]
CONCEPTS: tuple[Concept, ...] = get_args(Concept)
FORMS: tuple[Form, ...] = get_args(Form)
LONGEST = 60
Labels = Mapping[str, Mapping[str, Mapping[str, str]]]  # {concept: {form: {language: word}}}


@dataclass(frozen=True, slots=True)
class Label:
    """One word in the forms that our sentences need; no sentence bends it further.

    one   as in a heading: client
    the   who or what it is about, definite: the client; in Finnish the nominative
    of    whose it is: the client's; in Finnish the genitive
    """

    one: str
    the: str
    of: str


@dataclass(frozen=True, slots=True)
class Called:
    """The words of one programme in the reader's language."""

    participant: Label
    plan: Label
    service: Label
    ending: Label

    def placeholders(self) -> dict[str, str]:
        """Every form by the name that it has in sentences: `ending`, `the_plan`, `of_participant`."""
        return {
            concept if form == "one" else f"{form}_{concept}": getattr(getattr(self, concept), form)
            for concept in CONCEPTS
            for form in FORMS
        }

    def say(self, sentence: str) -> str:
        """Fill a sentence such as `In %(of_participant)s own words`, and begin it with a capital."""
        said = sentence % self.placeholders()
        return said[:1].upper() + said[1:]


def called(labels: Labels) -> Called:
    """Read the words of a programme. What it has no word for in this language is called as everywhere."""
    language = (get_language() or "").split("-")[0]
    usual = _usual()
    return Called(
        **{
            concept: _label(labels.get(concept, {}), usual[concept], language)
            for concept in CONCEPTS
        }
    )


def _label(own: Mapping[str, Mapping[str, str]], usual: Label, language: str) -> Label:
    """A label is taken as a whole: forms of two different words never meet in one sentence."""
    words = {form: own.get(form, {}).get(language, "") for form in FORMS}
    return Label(**words) if all(words.values()) else usual


def _usual() -> dict[Concept, Label]:
    """The words of the platform, when a programme has none of its own."""
    return {
        "participant": Label(
            pgettext("label", "participant"),
            pgettext("label", "the participant"),
            pgettext("label", "the participant's"),
        ),
        "plan": Label(
            pgettext("label", "plan"),
            pgettext("label", "the plan"),
            pgettext("label", "the plan's"),
        ),
        "service": Label(
            pgettext("label", "service"),
            pgettext("label", "the service"),
            pgettext("label", "the service's"),
        ),
        "ending": Label(
            pgettext("label", "closing"),
            pgettext("label", "the closing"),
            pgettext("label", "the closing's"),
        ),
    }
