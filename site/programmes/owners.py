"""Programmes as owners of what forms share."""

from django.utils.translation import get_language

from cases.models import Programme
from forms.written.wording import SOURCE


def programmes() -> dict[str, str]:
    """Every programme by its short name, as it is called in the language of who asks."""
    language = get_language() or SOURCE
    rows = Programme.objects.order_by("slug").values_list("slug", "titles")
    return {slug: titles.get(language) or titles.get(SOURCE) or slug for slug, titles in rows}
