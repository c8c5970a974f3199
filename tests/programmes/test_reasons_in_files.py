"""Reasons of outcomes in a bundle, there and back, and in its stories."""

import pytest

from forms.written.wording import SOURCE
from programmes.bundle import bundle_from
from programmes.problems import problems
from programmes.workflow_written import workflow_to
from tests.factories.bundles import small_bundle, small_files

REASONS = (
    "    kind: completed\n",
    """\
    kind: completed
    reasons:
      - code: planned
        title: {sv: Enligt planen, fi: Suunnitelman mukaan, en: As planned}
      - code: other
        title: {sv: Annat, fi: Muu, en: Other}
""",
)


def test_reasons_travel_with_the_file_and_come_back_byte_for_byte():
    bundle = small_bundle(workflow=REASONS)
    document, texts = bundle.workflow_document

    assert document.outcomes[0].reasons == ("planned", "other")
    assert texts[SOURCE]["outcome.done.reason.planned"] == "Enligt planen"
    again = workflow_to(document, texts, bundle.slug)
    files = {name: text.encode() for name, text in small_files(workflow=REASONS).items()}
    assert again == bundle_from(files).workflow
    assert "reasons" in bundle.files()["workflow.yaml"]


def ending(said):
    return ("    task: ask\n", f"    task: ask\n    ending: {said}\n")


@pytest.mark.parametrize(("said", "count"), [("planned", 0), ("never", 1)])
def test_a_story_names_reasons_that_there_are(said, count):
    bundle = small_bundle(workflow=REASONS, once=ending(said))

    assert sum("never" in str(problem) for problem in problems(bundle)) == count
