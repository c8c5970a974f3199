"""Every kind of question there is, by name. A new kind is a class in here, a template and a block of the editor."""

from collections.abc import Mapping

from forms.document import Field
from forms.kinds.choosing import Matrix, One, Ranking, Several, YesNo
from forms.kinds.composite import Composite
from forms.kinds.days import DateRange, Day, Time
from forms.kinds.files import File
from forms.kinds.identity import Email, Iban, PersonalNumber, Phone
from forms.kinds.kind import Kind
from forms.kinds.municipality import Municipality
from forms.kinds.numbers import Calculated, Money, Number, Scale
from forms.kinds.places import Address, Organisation, Person, Signature
from forms.kinds.silent import Group, Guidance, Known, Stop
from forms.kinds.writing import LongText, Text

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Text(),
        LongText(),
        Email(),
        Phone(),
        PersonalNumber(),
        Iban(),
        Number(),
        Money(),
        Day(),
        Time(),
        DateRange(),
        YesNo(),
        One(),
        Several(),
        Matrix(),
        Scale(),
        Ranking(),
        File(),
        Address(),
        Municipality(),
        Person(),
        Organisation(),
        Signature(),
        Group(),
        Calculated(),
        Known(),
        Guidance(),
        Stop(),
    )
}
Composite.kinds = KINDS


def kind_of(question: Field) -> Kind:
    """What the platform knows of a question's kind."""
    return KINDS[question.kind]
