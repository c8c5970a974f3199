"""The library that comes with the product: code lists and field groups that any form may use."""

from pathlib import Path

from django.db import transaction
from wagtail.models import Locale

from accounts.models import User
from forms.library.owners import PLATFORM
from forms.library.taken import parted
from forms.models import CodeList, FieldGroup
from forms.written.reading import group_from
from forms.written.shapes import GroupShape
from forms.written.wording import LANGUAGES
from programmes.actions.shelving import store_group, store_list
from programmes.reading import read
from programmes.shapes.library import LibraryShape
from programmes.shapes.shaping import shape

FOLDER = Path(__file__).parent / "shipped_library"


@transaction.atomic
def bring_in(folder: Path = FOLDER, *, by: User | None = None) -> list[str]:
    """Make the lists and groups that are not here yet. What somebody has here already stays as it is.

    returns   the short names of what was made
    errors    BrokenBundle with every problem of a file; nothing is stored then
    """
    for language in LANGUAGES:
        Locale.objects.get_or_create(language_code=language)
    return [*_lists(folder), *_groups(folder, by)]


def _lists(folder: Path) -> list[str]:
    path = folder / "code_lists.yaml"
    wanted = shape(read(path.name, path.read_bytes()), LibraryShape).code_lists
    there = set(CodeList.objects.filter(owner=PLATFORM).values_list("slug", flat=True))
    made = [name for name in wanted if name not in there]
    for name in made:
        store_list(name, PLATFORM, wanted[name])
    return made


def _groups(folder: Path, by: User | None) -> list[str]:
    there = set(FieldGroup.objects.values_list("slug", flat=True))
    made = []
    for path in sorted((folder / "groups").glob("*.yaml")):
        slug, number = parted(path.stem)
        if slug not in there:
            written = group_from(shape(read(path.name, path.read_bytes()), GroupShape))
            store_group(slug, number, written, owner=PLATFORM, by=by)
            made.append(slug)
    return made
