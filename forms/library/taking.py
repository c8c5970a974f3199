"""Field groups in a form's draft: which newer versions there are, what differs, and taking one in."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from forms.library.taken import BLOCK, parted, reference, section_key
from forms.models.field_group_version import FieldGroupVersion
from forms.versions.history import Comparison, compare
from forms.versions.publishing import Said


@dataclass(frozen=True, slots=True)
class Taken:
    """A section of a draft that came from the library.

    version  the one that it has
    newest   the newest one there is
    """

    key: str
    version: FieldGroupVersion
    newest: FieldGroupVersion

    @property
    def group(self) -> Any:
        return self.version.definition

    @property
    def is_behind(self) -> bool:
        return self.newest.number > self.version.number


def taken(definition: Any) -> list[Taken]:
    """The library sections of what is edited now. No query when there are none, else one."""
    draft = definition.get_latest_revision_as_object()
    blocks = [block for block in draft.body.get_prep_value() if block["type"] == BLOCK]
    if not blocks:
        return []
    places = {
        section_key(block["value"]): parted(block["value"].get("group") or "") for block in blocks
    }
    rows = FieldGroupVersion.objects.filter(
        definition__slug__in={slug for slug, _number in places.values()}
    ).select_related("definition")
    versions = {(row.definition.slug, row.number): row for row in rows}
    newest: dict[str, FieldGroupVersion] = {}
    for (slug, number), row in versions.items():
        if slug not in newest or number > newest[slug].number:
            newest[slug] = row
    return [
        Taken(key, versions[place], newest[place[0]])
        for key, place in places.items()
        if place in versions
    ]


def differs(one: Taken, language: str) -> Comparison:
    """What the newest version says otherwise."""
    before, after = (
        Said(version.document(), version.texts(language)) for version in (one.version, one.newest)
    )
    return compare(one.group, before, after)


@transaction.atomic
def take_newest(definition: Any, key: str, *, by: Any) -> Taken | None:
    """Let a section of the draft have the newest version of its group. Nothing is published.

    returns   what it had before; None when there is nothing newer
    """
    source = definition.hold()
    one = next((each for each in taken(source) if each.key == key and each.is_behind), None)
    if one is None:
        return None
    draft = source.get_latest_revision_as_object()
    draft.body = [
        {
            **block,
            "value": {**block["value"], "group": reference(one.group.slug, one.newest.number)},
        }
        if block["type"] == BLOCK and section_key(block["value"]) == key
        else block
        for block in draft.body.get_prep_value()
    ]
    draft.save_revision(user=by, log_action=True)
    return one
