"""Copying a part into a draft, undoing that, taking a newer one, and keeping a part under a name. Nothing publishes."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from wagtail.log_actions import log

from workflows.models import KeptPart, KeptVersion, TakenPart, WorkflowDefinition
from workflows.pieces.coming_along import Fitted, fitted
from workflows.pieces.languages import bring_along
from workflows.pieces.newer import newest_of
from workflows.pieces.placing import put_instead
from workflows.pieces.renaming import free_names, renamed
from workflows.pieces.sources import Source
from workflows.pieces.taking_out import Piece, narrowed

TAKEN_IN = "workflows.part.taken_in"


class NothingNewer(Exception):
    """The copy is as new as what it was taken from, or one of them is gone."""


class OfAnotherKind(Exception):
    """A step was to be kept under the name of a phase, or a phase under that of a step."""


class SavedSince(Exception):
    """The draft was saved after the part came in: taking it out again would lose what was written."""


def _locked(definition: WorkflowDefinition) -> WorkflowDefinition:
    return WorkflowDefinition.objects.select_for_update().get(pk=definition.source().pk)


def _draft(source: WorkflowDefinition, by: Any) -> Any:
    """What is edited now, and the revision that says so."""
    if source.latest_revision is None:
        source.save_revision(user=by)
    return source.get_latest_revision_as_object(), source.latest_revision


@transaction.atomic
def take_in(
    definition: WorkflowDefinition, origin: Source, name: str, *, place: str, by: Any
) -> tuple[TakenPart, Fitted] | None:
    """Copy a part into the draft, under keys that are free there, with the roles and tables that are lacking.

    name     `phase:<key>` or `step:<key>` of the origin; not asked of a kept part
    returns  None when the origin has no such part any more
    """
    piece = origin.taken_out(name)
    if piece is None:
        return None
    source = _locked(definition)
    draft, before = _draft(source, by)
    made = fitted(draft, piece, place)
    revision = draft.save_revision(user=by, log_action=True)
    bring_along(source, draft, made.piece.others, by)
    taken = TakenPart.objects.create(
        definition=source,
        name=f"{made.piece.kind}:{made.piece.key}",
        title=origin.title,
        names=made.names,
        kept=origin.kept,
        version=origin.version,
        there="" if origin.kept else name,
        taken_by=by,
        before=before,
        made=revision,
    )
    _trace(source, by, revision, taken)
    return taken, made


@transaction.atomic
def undo(taken: TakenPart, *, by: Any) -> None:
    """Make the draft what it was before the part came in.

    errors   SavedSince; nothing changes then
    """
    source = _locked(taken.definition)
    if taken.before is None or taken.made is None or source.latest_revision_id != taken.made_id:
        raise SavedSince
    taken.before.as_object().save_revision(user=by, log_action=True)
    taken.delete()


@transaction.atomic
def take_newest(taken: TakenPart, *, by: Any) -> TakenPart:
    """Put the newest of what a copy was taken from in its place, under the keys that the copy has.

    errors   NothingNewer
    """
    source = _locked(taken.definition)
    newest = newest_of(taken)
    if newest is None or not newest.is_newer:
        raise NothingNewer
    draft, before = _draft(source, by)
    there, _texts = draft.compiled()
    names = free_names(newest.piece, there, taken.names)
    own = narrowed(renamed(newest.piece, names), there)
    _kind, _colon, key = taken.name.partition(":")
    draft.body = put_instead(draft.body.get_prep_value(), own, key)
    taken.made = draft.save_revision(user=by, log_action=True)
    bring_along(source, draft, own.others, by)
    taken.before, taken.names = before, names
    taken.kept, taken.version = newest.kept, newest.version
    taken.save()
    _trace(source, by, taken.made, taken)
    return taken


def _trace(source: WorkflowDefinition, by: Any, revision: Any, taken: TakenPart) -> None:
    log(
        instance=source,
        action=TAKEN_IN,
        user=by,
        revision=revision,
        data={"part": taken.name, "from": taken.title, "number": taken.number},
    )


@transaction.atomic
def keep(piece: Piece, title: str, *, by: Any) -> KeptVersion:
    """Keep a phase or a step under a name; one that is there already gets a new version, unless it is the same.

    errors   OfAnotherKind
    """
    part, _new = KeptPart.objects.get_or_create(title=title)
    part = KeptPart.objects.select_for_update().get(pk=part.pk)
    newest = part.versions.order_by("-number").first()
    if newest is not None and newest.taken_out().kind != piece.kind:
        raise OfAnotherKind
    if newest is not None and newest.piece == piece.to_json():
        return newest
    number = (part.versions.aggregate(most=Max("number"))["most"] or 0) + 1
    return KeptVersion.objects.create(part=part, number=number, piece=piece.to_json(), kept_by=by)
