"""What the library holds, for choosing in the editor."""

from django.conf import settings
from django.utils.translation import gettext as _

from forms.library.owners import PLATFORM
from forms.library.taken import reference
from forms.models.code_list import CodeList
from forms.models.field_group_version import FieldGroupVersion
from forms.models.owned import owner_named

SOURCE = settings.LANGUAGE_CODE


def lists() -> list[tuple[str, str]]:
    """Every list by its short name: what it is called, and whose it is."""
    named: dict[str, list[str]] = {}
    rows = CodeList.objects.filter(locale__language_code=SOURCE).order_by("title", "owner")
    for slug, title, owner in rows.values_list("slug", "title", "owner"):
        called = title if owner == PLATFORM else f"{title} ({owner_named(owner)})"
        named.setdefault(slug, []).append(called)
    return [(slug, " / ".join(called)) for slug, called in named.items()]


def groups() -> list[tuple[str, str]]:
    """Every published field group at each of its versions, the newest first."""
    rows = FieldGroupVersion.objects.order_by("definition__title", "definition__slug", "-number")
    return [
        (
            reference(slug, number),
            _("%(group)s, version %(number)s") % {"group": title, "number": number},
        )
        for slug, title, number in rows.values_list(
            "definition__slug", "definition__title", "number"
        )
    ]
