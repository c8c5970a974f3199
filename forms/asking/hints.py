"""What is said about how to write an answer when its author says nothing. Pure, but for the active language."""

from django.utils.translation import gettext as _

from forms.asking.sentences import EXAMPLE_DATE
from forms.document import Field
from forms.kinds.identity import COUNTRIES

EXAMPLES = {"fi": "131052-308T", "se": "19811218-9876"}


def usual_hint(question: Field) -> str:
    """An example, for answers that can be written in several ways; "" for those that explain themselves."""
    match question.kind:
        case "date" | "date_range":
            return _("For example %(date)s") % {"date": EXAMPLE_DATE}
        case "time":
            return _("For example %(time)s") % {"time": "14.30"}
        case "personal_number":
            asked = [country for country in COUNTRIES if country in question.accept] or COUNTRIES
            examples = _(" or ").join(EXAMPLES[country] for country in asked)
            return _("For example %(example)s") % {"example": examples}
        case "iban":
            return _("For example %(example)s") % {"example": "FI21 1234 5600 0007 85"}
    return ""
