"""What people outside the workspace meet of a form that a case asks."""

from forms.asking.narrowing import OUTSIDE, for_roles
from forms.document import FormDocument
from forms.models import FormDefinition, FormVersion
from forms.models.audience import NOBODY

THEY = frozenset({OUTSIDE})


def may_be_asked(version: FormVersion) -> bool:
    """Whether people with a link may answer a form, as its settings say now, and it asks them anything."""
    asked = any(question.asks for question in asked_of_them(version).fields())
    open_now = FormDefinition.objects.filter(pk=version.definition_id, anonymous=False)
    return asked and open_now.exclude(open_to=NOBODY).exists()


def asked_of_them(version: FormVersion) -> FormDocument:
    """The part of a form that people outside meet."""
    return for_roles(version.document(), THEY)
