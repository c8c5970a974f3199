"""What the editor asks the server for while a workflow is written."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from forms.models import FormDefinition, FormVersion
from forms.texts import choice_label, label
from forms.versions.publishing import Said
from forms.versions.views import AboutDefinition, CompareView
from workflows import publishing
from workflows.differences import marks
from workflows.document import Role
from workflows.facts import CASE
from workflows.previews import compared
from workflows.spoken import ANCHORS, FACTS
from workflows.table_judging import judge
from workflows.tallies import ANSWERED, ASKED, codes
from workflows.uses import uses_of_roles


@require_safe
def lists(request: HttpRequest) -> JsonResponse:
    """Offer what a workflow can name outside itself: {list: {key: what it is called}}."""
    language = request.LANGUAGE_CODE
    forms = FormDefinition.objects.order_by("slug", "pk").distinct("slug")
    newest = _newest()
    return JsonResponse(
        {
            "forms": {form.slug: form.title for form in forms if not form.anonymous},
            "surveys": {form.slug: form.title for form in forms if form.anonymous},
            "fields": {slug: _questions(version, language) for slug, version in newest.items()},
            "counts": {slug: _counts(version, language) for slug, version in newest.items()},
            **_places(),
            "platform-roles": {key: str(name) for key, name in publishing.platform_roles.items()},
            "facts": {key: gettext(FACTS[key]) for key in CASE},
            "anchors": {key: gettext(said) for key, said in ANCHORS.items()},
        }
    )


def _places() -> dict[str, dict[str, str]]:
    """Where people work, as the running side knows it."""
    for find in publishing.places:
        known = find()
        kinds = {key: str(name) for key, name in known.kinds.items()}
        return {
            "units": dict(known.units),
            "organisations": dict(known.organisations),
            "organisation-kinds": kinds,
        }
    return {}


@require_POST
def table(request: HttpRequest) -> JsonResponse:
    """Judge a decision table as it stands in the editor. Nothing is stored."""
    try:
        return JsonResponse(judge(json.loads(request.body), request.LANGUAGE_CODE))
    except (ValueError, RecursionError):  # no JSON, or no table
        sentence = gettext("The table could not be read. Load the page again.")
        return JsonResponse({"said": [sentence]}, status=400)


def _newest() -> dict[str, FormVersion]:
    versions = FormVersion.objects.select_related("definition").order_by(
        "definition__slug", "-number"
    )
    return {version.definition.slug: version for version in versions.distinct("definition__slug")}


def _questions(version: FormVersion, language: str) -> dict[str, str]:
    texts = version.texts(language)
    return {
        question.key: label(texts, question.key)
        for question in version.document().fields()
        if question.asks
    }


class RolesView(AboutDefinition):
    """Each role of the case, who may hold it, and where the workflow names it."""

    template_name = "workflows/roles.html"
    header_icon = "user"

    def get_page_title(self) -> str:
        return gettext("Roles and where they are used")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        labels = publishing.platform_roles
        found = uses_of_roles(self.source)
        titles, known = {role.key: title for title, role, _uses in found}, _places()
        roles = [
            (
                title,
                role,
                [str(labels.get(key, key)) for key in role.who],
                list(_where(role, titles, known)),
                places,
            )
            for title, role, places in found
        ]
        return super().get_context_data(back=self.edit_url(), roles=roles, **kwargs)


GIVEN: Mapping[str, Callable[[], str]] = {
    "least_loaded": lambda: gettext("Comes by itself to whoever has the fewest open cases."),
    "in_turn": lambda: gettext("Comes by itself to each in turn."),
}


def _where(
    role: Role, titles: Mapping[str, str], known: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    """Where the people of a role work, and what becomes of its tasks while nobody holds it."""

    def called(these: str, names: Iterable[str]) -> list[str]:
        return [known.get(these, {}).get(name, name) for name in names]

    work = [
        *called("units", role.units),
        *called("organisations", role.organisations),
        *called("organisation-kinds", role.kinds),
    ]
    if work:
        yield gettext("Its people work here: %(places)s.") % {"places": "; ".join(work)}
    if role.given:
        yield GIVEN[role.given]()
    if role.fallback:
        said = {"role": titles.get(role.fallback, role.fallback)}
        yield gettext("While nobody holds it, its tasks go to: %(role)s.") % said
    if role.queue:
        (unit,) = called("units", [role.queue])
        yield gettext("While nobody holds it, its tasks lie in the queue of %(unit)s.") % {
            "unit": unit
        }


class WorkflowCompareView(CompareView):
    """The difference between two versions as two pictures side by side, and in words."""

    template_name = "workflows/differences.html"

    def pictures(self, before: Said, after: Said) -> list[tuple[str, Any]]:
        """(what is shown, the picture), the earlier one first."""
        earlier, later = marks(before.document, after.document)
        return [
            (gettext("Before"), compared(*before, earlier)),
            (gettext("After"), compared(*after, later)),
        ]


def _counts(version: FormVersion, language: str) -> dict[str, str]:
    """Name what is counted of the answers when a form is answered by several."""
    texts = version.texts(language)
    said = {
        ASKED: gettext("How many are asked"),
        ANSWERED: gettext("How many have answered"),
    }
    for question in version.document().fields():
        for code in codes(question):
            said[f"{question.key}.{code}"] = gettext("How many say: %(question)s %(answer)s") % {
                "question": label(texts, question.key),
                "answer": choice_label(texts, question.key, question, code),
            }
    return said
