"""A new definition made of another one, or of a template that was shipped."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.db import models, transaction
from wagtail.models import Locale

from forms.versions.form_templates import Template

# What a copy does not take along: who it is, and what has happened to it.
OF_ITS_OWN = frozenset(
    {
        "id", "translation_key", "locale", "slug", "live", "has_unpublished_changes", "first_published_at",
        "last_published_at", "go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by",
        "latest_revision", "live_revision", "retired_at", "retired_by", "is_template", "change_note",
    }
)  # fmt: skip


@transaction.atomic
def copy_definition(definition: Any, *, title: str, slug: str, by: Any) -> Any:
    """Copy what is edited now, with all its languages, as drafts of a new family.

    title   what the copy is called; translations keep their titles until somebody changes them
    """
    source = definition.source()
    family = uuid4()
    made = None
    for each in (source, *source.get_translations()):
        edited = each.get_latest_revision_as_object()
        own = {"title": title} if each.pk == source.pk else {}
        fields = {**_taken_along(edited), **own, "slug": slug, "locale_id": each.locale_id}
        new = _draft(type(source), family, fields, by)
        made = made or new
    return made


@transaction.atomic
def from_template(template: Template, model: Any, *, title: str, slug: str, by: Any) -> Any:
    """Make a new definition of what a template says in each language, the source first, as drafts."""
    family = uuid4()
    made = None
    for language, words in template.texts.items():
        locale, _new = Locale.objects.get_or_create(language_code=language)
        new = model(translation_key=family, locale=locale, slug=slug, live=False)
        new.rewrite(template.document, words)
        if made is None:
            new.title = title
        new.save()
        new.save_revision(user=by, log_action=True)
        made = made or new
    return made


def _draft(model: Any, family: Any, fields: Mapping[str, Any], by: Any) -> Any:
    new = model(translation_key=family, live=False, **fields)
    new.save()
    new.save_revision(user=by, log_action=True)
    return new


def _taken_along(definition: models.Model) -> dict[str, Any]:
    return {
        field.attname: getattr(definition, field.attname)
        for field in definition._meta.concrete_fields
        if field.name not in OF_ITS_OWN
    }
