"""Languages that must be complete travel with a bundle, and a bundle that lacks something there is refused."""

import pytest

from cases.models import Programme
from forms.models import FormDefinition
from programmes.actions.exporting import bundle_of
from programmes.actions.importing import changes, import_bundle
from programmes.bundle import bundle_from
from programmes.problems import problems
from tests.factories.bundles import small_bundle

DEMANDED = ("    kind: completed\n", "    kind: completed\ncomplete_in: [fi, en]\n")
OF_THE_FORM = ("sections:\n", "settings:\n  complete_in: [fi]\nsections:\n")


@pytest.mark.django_db
def test_they_come_in_and_go_out_as_the_same_files():
    bundle = small_bundle(workflow=DEMANDED, question=OF_THE_FORM)

    import_bundle(bundle)

    programme = Programme.objects.get()
    assert bundle_of(programme).files() == bundle.files()
    assert changes(bundle) == []
    assert programme.workflow.complete_in == ["fi", "en"]
    assert FormDefinition.objects.get(locale__language_code="sv").complete_in == ["fi"]
    assert "complete_in" not in small_bundle().files()["workflow.yaml"]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"workflow": DEMANDED}, []),
        ({"question": OF_THE_FORM}, []),
    ],
)
def test_complete_bundles_have_no_problem(parts, said):
    assert problems(small_bundle(**parts)) == said


def test_what_a_demanded_language_lacks_is_named():
    files = small_bundle(workflow=DEMANDED).files()
    lacking = files["workflow.yaml"].replace(
        "{sv: Enda, fi: Ainoa, en: Only}", "{sv: Enda, fi: Ainoa}"
    )
    encoded = {name: text.encode() for name, text in {**files, "workflow.yaml": lacking}.items()}

    (problem,) = problems(bundle_from(encoded))

    assert "Enda" in str(problem)
