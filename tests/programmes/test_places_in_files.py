"""Roles that say where their people work, in a bundle: there and back, and a problem when a place is not here."""

import pytest

from accounts.models import Organisation, Unit
from cases.models import Programme
from programmes.actions.exporting import bundle_of
from programmes.actions.importing import import_bundle
from programmes.reading import BrokenBundle
from tests.factories.bundles import small_bundle

pytestmark = pytest.mark.django_db
PLACED = (
    "    who: [counsellor]\n",
    """\
    who: [counsellor]
    units: [exempelbygden/vuxna, stad/radgivning]
    organisations: [stad]
    kinds: [employment]
    queue: stad/radgivning
""",
)


def test_places_that_are_not_here_are_named_and_nothing_is_stored():
    with pytest.raises(BrokenBundle) as broken:
        import_bundle(small_bundle(workflow=PLACED))

    said = [str(problem) for problem in broken.value.problems]
    assert sum("stad/radgivning" in each for each in said) == 1
    assert sum("(stad)" in each for each in said) == 1
    assert not any("exempelbygden" in each for each in said)  # the bundle brings that one itself
    assert not Organisation.objects.exists()


def test_places_travel_with_the_bundle_and_come_back_byte_for_byte():
    stad = Organisation.objects.create(name="Stad", slug="stad")
    Unit.objects.create(organisation=stad, name="Rådgivning", slug="radgivning")
    bundle = small_bundle(workflow=PLACED)

    import_bundle(bundle)

    programme = Programme.objects.get(slug="small")
    assert bundle_of(programme).files()["workflow.yaml"] == bundle.files()["workflow.yaml"]
    assert import_bundle(bundle) == []
