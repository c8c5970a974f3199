"""What a piece needs where it comes to stand: what is there already, and what will have to be mended."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from forms.library.code_lists import lists_for
from forms.library.taken import lists_named
from forms.models import FormDefinition
from forms.problems import Problem
from workflows import texts as words
from workflows.document import WorkflowDocument
from workflows.models import WorkflowDefinition
from workflows.models.definition import newest_forms
from workflows.pieces.placing import put_in
from workflows.pieces.renaming import Names, free_names, renamed
from workflows.pieces.taking_out import Piece, narrowed, unknown


@dataclass(frozen=True, slots=True)
class Needed:
    """One thing that a piece names beside the path.

    state   what becomes of it here, in words
    wrong   it is not there, and does not come along
    """

    kind: str
    title: str
    state: str
    wrong: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A piece as it would stand in a workflow.

    needs     what it names, and what becomes of that
    lost      keys of steps and phases of the old workflow that it counts on
    problems  what would prevent publishing, and does not today
    """

    piece: Piece
    names: Names
    body: list[dict[str, Any]]
    needs: list[Needed]
    lost: list[str]
    problems: list[Problem]

    @property
    def other_keys(self) -> list[tuple[str, str]]:
        """Parts that get another key here, because theirs is taken."""
        pairs = [pair for those in self.names.values() for pair in those.items()]
        return [(before, after) for before, after in pairs if before != after]


def fitted(
    draft: WorkflowDefinition, piece: Piece, place: str, before: Names | None = None
) -> Fitted:
    """Fit a piece into what is edited now, without storing anything.

    draft   the workflow as it is edited now; it is changed, and is to be thrown away or saved
    """
    there, _texts = draft.compiled()
    names = free_names(piece, there, before)
    own = narrowed(renamed(piece, names), there)
    needs = [*_sides(piece, there), *_forms(piece)]
    was = {(problem.sentence, problem.where) for problem in draft.problems()}
    body = put_in(draft.body.get_prep_value(), own, place)
    draft.body = body  # type: ignore[assignment]  # raw blocks are taken, too
    new = [each for each in draft.problems() if (each.sentence, each.where) not in was]
    return Fitted(own, names, body, needs, unknown(piece, there), new)


def _sides(piece: Piece, there: WorkflowDocument) -> list[Needed]:
    kinds = {
        "roles": _("Role"),
        "outcomes": _("Outcome"),
        "tables": _("Decision table"),
        "gates": _("Gate"),
    }
    found = []
    for name, kind in kinds.items():
        known = {part.key for part in getattr(there, name)} if name != "gates" else set()
        for part in getattr(piece.document, name):
            state = _("is here already") if part.key in known else _("comes along")
            found.append(Needed(kind, words.title(piece.texts, part), state))
    return found


def _forms(piece: Piece) -> list[Needed]:
    """The forms that are asked, and the code lists of their questions."""
    slugs = sorted(piece.document.forms())
    newest = newest_forms(slugs)
    titles: Mapping[str, FormDefinition] = {
        form.slug: form for form in FormDefinition.objects.filter(slug__in=slugs).order_by("-pk")
    }
    found = []
    for slug in slugs:
        form, ready = titles.get(slug), slug in newest
        found.append(
            Needed(
                _("Form"),
                form.title if form else slug,
                _("can be asked") if ready else _("is not published, or cannot be asked in a case"),
                not ready,
                reverse("wagtailsnippets_forms_formdefinition:edit", args=[form.pk])
                if form
                else "",
            )
        )
        if form and ready:
            found += _lists(form, newest[slug].document())
    return found


def _lists(form: FormDefinition, document: Any) -> list[Needed]:
    slugs = lists_named(document)
    known = lists_for(form.owner, slugs, form.locale.language_code)
    return [
        Needed(
            _("Code list"),
            slug,
            _("is in the library") if slug in known else _("is not in the library"),
            slug not in known,
        )
        for slug in sorted(slugs)
    ]
