"""Names are sorted as people here sort them: å, ä and ö after z."""

import pytest
from django.db import connection

from cases.models import Participant
from tests.factories.accounts import make_unit
from tests.factories.cases import make_participant

pytestmark = pytest.mark.django_db
SORTED = [
    "Andersson",
    "Édes",
    "Eklund",
    "von Essen",
    "Zetterström",
    "Åberg",
    "Ähtäri",
    "Ærø",
    "Öberg",
]


def test_names_come_in_nordic_order():
    unit = make_unit()
    for name in sorted(SORTED, key=len):
        make_participant(unit, family_name=name)

    names = [person.family_name for person in Participant.objects.by_name()]

    assert names == SORTED


def test_the_order_has_an_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        people = Participant.objects.filter(organisation=1).by_name()
        assert "cases_participant_name" in people.explain()
