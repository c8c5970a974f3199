"""Which lists of codes a definition takes its choices from, and what was published of a list already."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, Func, Q, Value
from django.db.models.fields import BooleanField, TextField
from django.db.models.functions import Cast

from forms import editor_sentences as say
from forms.editing.translating import own_words
from forms.library.owners import PLATFORM
from forms.library.taken import Listed
from forms.models.code_list import KEY, CodeList
from forms.models.version import FormVersion
from forms.problems import CODE


class Names(Func):
    """Whether stored blocks or a stored structure name something as one of their settings, however deep."""

    function = "jsonb_path_exists"
    output_field = BooleanField()


def naming(column: str, setting: str, name: str) -> Names:
    """A condition: `column` holds `setting` with exactly this name."""
    assert KEY.fullmatch(setting)
    path = Value(f"$.**.{setting} ? (@ == $name)", output_field=TextField())
    given = Func(Value("name"), Cast(Value(name), TextField()), function="jsonb_build_object")
    return Names(F(column), Func(path, template="(%(expressions)s)::jsonpath"), given)


def lists_for(owner: str, slugs: Iterable[str], language: str) -> dict[str, Listed]:
    """The lists that a definition of an owner means: the owner's own, else the platform's. One query."""
    wanted = set(slugs)
    if not wanted:
        return {}
    rows = (
        CodeList.objects.filter(slug__in=wanted, owner__in={owner, PLATFORM})
        .select_related("locale")
        .order_by("pk")
    )
    families: dict[Any, list[CodeList]] = {}
    for row in rows:
        families.setdefault(row.translation_key, []).append(row)
    found: dict[str, list[CodeList]] = {}
    for family in families.values():
        slug = family[0].slug
        if slug not in found or family[0].owner != PLATFORM:
            found[slug] = family
    return {slug: listed(family, language) for slug, family in found.items()}


def listed(family: Sequence[CodeList], language: str) -> Listed:
    """A list in one language: codes of the source, its first row, and what the language says of its own."""
    source = family[0]
    row = next((each for each in family if each.locale.language_code == language), None)
    if row is None or row.pk == source.pk:
        return Listed(source.choices(), source.labels() if row else {})
    own, first = row.labels(), source.labels()
    if any(own.get(code) == label for code, label in first.items()):
        own = own_words(row, own, first)
    return Listed(source.choices(), own)


def published_codes(code_list: CodeList) -> set[str]:
    """Every code of a list that some published form has had."""
    if code_list.pk is None:
        return set()
    versions = FormVersion.objects.filter(
        meaning(code_list, "definition__owner"), naming("structure", "code_list", code_list.slug)
    )
    found: set[str] = set()
    for structure in versions.values_list("structure", flat=True).iterator():
        found.update(_codes(structure, code_list.slug))
    return found


def meaning(code_list: CodeList, owner: str = "owner") -> Q:
    """A condition: whose forms mean this list when they say its name."""
    if code_list.owner != PLATFORM:
        return Q(**{owner: code_list.owner})
    own = CodeList.objects.filter(slug=code_list.slug).exclude(owner=PLATFORM).values("owner")
    return ~Q(**{f"{owner}__in": own})


def _codes(part: Any, slug: str) -> Iterable[str]:
    """The codes of every question in a stored structure that names a list."""
    if isinstance(part, dict):
        if part.get("code_list") == slug:
            yield from (choice["code"] for choice in part.get("choices", ()))
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from _codes(each, slug)


def keeping(
    old: Sequence[dict], new: Sequence[dict], published: set[str]
) -> tuple[list[dict], list[str]]:
    """Rows as they are kept: a published code that was taken away stays where it stood, no longer offered.

    returns   the rows, and the labels of those that were retired instead of removed
    """
    places = {row["code"]: place for place, row in enumerate(new, start=1)}
    behind: dict[int, list[dict]] = defaultdict(
        list
    )  # what was taken away, by the row that it stood behind
    retired, last = [], 0
    for row in old:
        place = places.get(row["code"])
        if place is not None:
            last = max(last, place)
        elif row["code"] in published:
            behind[last].append({**row, "retired": True})
            if not row.get("retired"):
                retired.append(row.get("label") or row["code"])
    rows = [*behind[0]]
    for place, row in enumerate(new, start=1):
        rows += [row, *behind[place]]
    return rows, retired


def problems(rows: Sequence[dict], named: str) -> list[str]:
    """What must be mended before a list can be kept, as sentences."""
    times = Counter(row["code"] for row in rows)
    found = [say.code_twice(code, named) for code, count in times.items() if count > 1]
    for row in rows:
        if not CODE.fullmatch(row["code"]):
            found.append(say.bad_code(row["code"], named))
        if not (row.get("label") or "").strip():
            found.append(say.choice_without_label(row["code"], named))
        if row.get("score") is not None and not isinstance(row["score"], int):
            found.append(say.bad_score(str(row["score"]), row.get("label") or row["code"]))
    if not any(not row.get("retired") for row in rows):
        found.append(say.no_choices(named))
    return found
