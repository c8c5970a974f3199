"""Bad input, races and faults around changing a workflow: each line has its test, and those that had none are here."""

from pathlib import Path

import pytest
from django.urls import reverse

from cases.actions.tasks import complete_task, take_task
from cases.models import MoveRun, Programme
from forms.models import FormDefinition
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import flow, make_case, make_participant, open_keys, open_task, task
from tests.factories.editing import posted
from tests.factories.forms import make_form
from tests.factories.workflows import make_definition, publish, words
from workflows.bodies.writing import body_from

TESTS = Path(__file__).parents[2]
# What may go wrong, and where it is shown that nothing is lost, doubled or half done.
LINES = {
    "two administrators edit": "cases/moves/test_faults.py::test_of_two_who_edit_each_is_kept_and_the_last_counts",
    "two decide about cases": "cases/moves/test_pages.py::test_whoever_decided_on_an_older_draft_is_told_to_look_again",
    "two move at once": "cases/moves/test_moving_races.py::test_two_administrators_at_once_move_the_cases_once",
    "two workers move": "cases/moves/test_moving_races.py::test_two_workers_with_one_run_move_each_case_once",
    "published while cases move": "cases/moves/test_moving_races.py"
    "::test_publishing_while_cases_move_leaves_them_where_they_were_sent",
    "finished during the move": "cases/moves/test_moving_races.py"
    "::test_a_case_that_is_finished_while_it_is_moved_is_told_of_and_whole",
    "killed during the move": "faults/test_moving_killed.py"
    "::test_a_run_that_was_killed_goes_on_and_moves_each_case_once",
    "killed during a sweep": "faults/test_kills.py"
    "::test_a_worker_killed_in_the_middle_of_a_sweep_does_nothing_twice",
    "a sweeper runs twice": "cases/test_sweepers.py::test_four_sweepers_at_once_do_everything_once",
    "a clock jumps": "cases/test_sweepers.py"
    "::test_a_clock_that_jumps_forward_and_back_does_nothing_twice_and_undoes_nothing",
    "days pass before moving back": "cases/moves/test_calendar.py"
    "::test_what_has_opened_since_does_not_hold_a_case_back_and_opens_anew",
    "a definition lost its form": "cases/moves/test_faults.py"
    "::test_a_definition_that_lost_its_form_says_so_and_its_cases_go_on",
}


@pytest.mark.parametrize("line", LINES)
def test_every_line_has_its_test(line):
    file, _colons, name = LINES[line].partition("::")

    assert f"def {name}(" in (TESTS / file).read_text(encoding="utf-8")


@pytest.fixture
def place(db):
    """A workflow that asks a form, a case at that step, and who may change it."""
    unit = make_unit()
    make_form("asked")
    definition = make_definition("way", flow(task("look", form="asked"), task("plan")))
    publish(definition)
    programme = Programme.objects.create(
        slug="way", titles={"sv": "Way"}, unit=unit, workflow=definition
    )
    worker = make_user("alva", unit=unit)
    case = make_case(programme, by=worker, participant=make_participant(unit))
    return definition, case, worker


def address(definition, name):
    page = f"wagtailsnippets_workflows_workflowdefinition:{name}"
    return reverse(page, args=[definition.pk])


def draft(definition, document):
    definition.body = body_from(document, words(document))
    definition.save_revision()
    return definition.get_latest_revision_as_object()


def test_a_definition_that_lost_its_form_says_so_and_its_cases_go_on(place, client):
    definition, case, worker = place
    draft(definition, flow(task("look", form="asked"), task("other")))
    FormDefinition.objects.update(live=False)
    client.force_login(make_user("oskar", roles=("administrator",), language="en"))

    seen = client.get(address(definition, "cases"))
    asked = client.post(
        address(definition, "cases"),
        {"revision": seen.context["revision"], "action": "move"},
    )
    pressed = client.post(
        address(definition, "edit"),
        posted(definition.get_latest_revision_as_object(), **{"action-publish": "1"}),
    )

    for answer in (seen, asked, pressed):
        assert answer.status_code == 200
        assert "asks a form that is not published (asked)" in answer.text
    assert definition.latest_version().number == 1
    assert not MoveRun.objects.exists()
    form = case.processes.get().version.form_version("asked")
    row = take_task(open_task(case, "look"), worker)
    complete_task(row, by=worker, answers={}, form_version=form)
    assert open_keys(case) == ["plan"]


def test_of_two_who_edit_each_is_kept_and_the_last_counts(place, client):
    definition, case, _worker = place
    first, second = (flow(task("look", form="asked"), task(key)) for key in ("ring", "write"))
    opened = [
        posted(draft(definition, each), **{"action-publish": "1"}) for each in (first, second)
    ]

    for name, sent in zip(("oskar", "disa"), opened, strict=True):
        client.force_login(make_user(name, roles=("administrator",)))
        assert client.post(address(definition, "edit"), sent).status_code == 302

    kept = definition.versions.order_by("number")
    assert [version.document() for version in kept][1:] == [first, second]
    assert case.processes.get().version == kept[0]
