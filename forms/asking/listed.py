"""Long lists of options that are the same for everyone: the municipalities. Markup, made once per language."""

from functools import cache

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forms.document import Field
from forms.kinds.municipality import countries, in_order


def municipalities(question: Field) -> SafeString:
    """The options of a question about a municipality, by country when there are several."""
    return _municipalities(countries(question), get_language() or "")


@cache
def _municipalities(chosen: tuple[str, ...], language: str) -> SafeString:
    called = {"fi": _("Finland"), "se": _("Sweden")}
    lists = {
        country: format_html_join(
            "",
            '<option value="{}">{}</option>',
            ((place.code, place.listed(language)) for place in in_order(country, language)),
        )
        for country in chosen
    }
    if len(lists) == 1:
        return lists[chosen[0]]
    parts = ((called[country], options) for country, options in lists.items())
    return format_html_join("", '<optgroup label="{}">{}</optgroup>', parts)
