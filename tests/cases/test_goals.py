"""Goals in three levels, from the answers of a step and by hand; earlier words are never lost."""

import pytest

from cases.actions import goals
from cases.actions.tasks import complete_task
from cases.models import Goal
from cases.refusals import AnswersRefused
from forms.document import Field
from tests.factories.cases import (
    flow,
    make_case,
    make_form_version,
    make_programme,
    make_worker,
    open_task,
    task,
)
from workflows import steps

pytestmark = pytest.mark.django_db
FIELDS = {
    "group": "parts",
    "main": "main",
    "own_words": "own",
    "sub": "sub",
    "change": "change",
    "review_on": "review",
}
ANSWERS = {
    "main": "Orka med vardagen",
    "own": "Jag vill orka igen.",
    "parts": [
        {
            "sub": "Sova",
            "change": "Lägga mig före elva\nIngen skärm i sängen",
            "review": "2025-03-01",
        },
        {"sub": "Gå ut"},
    ],
}


@pytest.fixture
def planned():
    """A case with a plan that can be made again."""
    document = flow(
        task("plan", form="plan", goals=FIELDS),
        steps.Return("back", "only"),
        steps.End("end", "finished"),
    )
    rows = Field("parts", "group", items=(Field("sub", "text"), Field("change", "long_text")))
    form = make_form_version("plan", "main", "own", rows)
    programme = make_programme(document, forms={"plan": form})
    worker = make_worker(programme)
    case = make_case(programme, by=worker)
    complete_task(open_task(case, "plan"), by=worker, answers=ANSWERS)
    return case, worker


def tree(case, parent=None):
    return [(goal.level, goal.text, tree(case, goal)) for goal in case.goals.filter(parent=parent)]


def test_a_step_makes_a_tree_of_goals(planned):
    case, _ = planned

    changes = [("change", "Lägga mig före elva", []), ("change", "Ingen skärm i sängen", [])]
    subs = [("sub", "Sova", changes), ("sub", "Gå ut", [])]
    assert tree(case) == [("main", "Orka med vardagen", subs)]
    assert case.goals.get(level="main").own_words == "Jag vill orka igen."


def test_the_same_plan_again_makes_no_second_goals(planned):
    case, worker = planned
    before = case.goals.count()

    complete_task(open_task(case, "plan"), by=worker, answers=ANSWERS)

    assert case.goals.count() == before


def test_earlier_words_date_and_editor_remain(planned):
    case, worker = planned
    goal = case.goals.get(level="main")

    goals.reword(goal, by=worker, text="Orka med barnen")

    history = list(goal.history.all())
    assert [row.text for row in history] == ["Orka med barnen", "Orka med vardagen"]
    assert history[0].history_user == worker
    assert case.journal.get(code="goal_reworded").facts["earlier"] == "Orka med vardagen"


def test_a_goal_moves_and_an_unknown_state_is_refused(planned):
    case, worker = planned
    goal = case.goals.get(text="Gå ut")

    goals.change_state(goal, by=worker, state="reached")
    with pytest.raises(AnswersRefused):
        goals.change_state(goal, by=worker, state="forgotten")

    assert Goal.objects.get(pk=goal.pk).state == "reached"


def test_a_goal_is_added_where_its_level_belongs(planned):
    case, worker = planned
    sub = case.goals.get(text="Gå ut")

    added = goals.add(case, by=worker, level="change", text="Till affären", parent=sub)
    for level, text, parent in (("sub", "x", sub), ("change", " ", sub), ("sub", "x", None)):
        with pytest.raises(AnswersRefused):
            goals.add(case, by=worker, level=level, text=text, parent=parent)

    assert added.parent == sub
