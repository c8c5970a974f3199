"""What differs between two versions of a workflow: marked in two pictures by a word, and said in sentences."""

from dataclasses import replace

import pytest
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.cases import flow, task
from tests.factories.workflows import make_definition, publish, words
from workflows import document as doc
from workflows import steps
from workflows.bodies.writing import body_from
from workflows.diagram import draw
from workflows.differences import changes, marks

BEFORE = flow(task("look"), task("assess"), task("plan"))


def said(before, after) -> list[str]:
    return [each.sentence for each in changes(before, after, words(before) | words(after))]


def test_equal_versions_have_no_marks_and_no_sentences():
    assert marks(BEFORE, BEFORE) == ({}, {})
    assert said(BEFORE, BEFORE) == []


def test_a_step_that_came_and_one_that_went_are_marked_on_their_own_side():
    after = flow(task("look"), task("plan"), task("follow"))

    assert marks(BEFORE, after) == ({"assess": "removed"}, {"follow": "added"})
    assert said(BEFORE, after) == ["“Assess” is gone.", "“Follow” is new."]


def test_a_changed_step_is_marked_on_both_sides_and_says_what():
    after = flow(task("look", role="leader", may_skip=True), task("assess"), task("plan"))

    assert marks(BEFORE, after) == ({"look": "changed"}, {"look": "changed"})
    assert said(BEFORE, after) == [
        "“Look” is done by “Leader”.",
        "“Look”: whether it may be skipped is set otherwise.",
    ]


def test_a_step_that_stands_elsewhere_is_moved_not_changed():
    after = flow(task("look"), task("plan"), task("assess"))
    moved = {"assess": "moved", "plan": "moved"}

    assert marks(BEFORE, after) == (moved, moved)


def test_what_is_nested_is_compared_too_and_its_parent_is_not_to_blame():
    def within(*blocks):
        ways = (steps.Branch("one", blocks), steps.Branch("two", (task("other"),)))
        return flow(steps.Parallel("both", ways))

    earlier, later = marks(within(task("look")), within(task("look"), task("more")))

    assert (earlier, later) == ({}, {"more": "added"})


def test_what_is_owed_and_who_may_hold_a_role_is_said():
    owed = doc.Obligation(
        "visit", steps.Moment("case_start", steps.Period(months=3)), role="worker"
    )
    before = replace(BEFORE, obligations=(owed,))
    later = replace(owed, first=steps.Moment("case_start", steps.Period(months=6)))

    assert said(before, replace(before, obligations=(later,))) == [
        "“Visit”: the first day is set otherwise."
    ]


def test_the_picture_carries_the_word_beside_the_part():
    after = flow(task("look"), task("plan"), task("follow"))
    earlier, later = marks(BEFORE, after)

    assert ">gone</text>" in draw(BEFORE, words(BEFORE), marks=earlier)
    drawn = draw(after, words(after), marks=later)
    assert (">new</text>" in drawn, ">gone</text>" in drawn) == (True, False)


@pytest.mark.django_db
def test_the_page_shows_two_pictures_side_by_side_and_the_sentences(client):
    definition = make_definition("way", BEFORE)
    publish(definition)
    after = flow(task("look"), task("plan"), task("follow"))
    definition.body = body_from(after, words(after))
    publish(definition)
    client.force_login(make_user("oskar", roles=("administrator",)))
    address = reverse("wagtailsnippets_workflows_workflowdefinition:compare", args=[definition.pk])

    page = client.get(address, {"from": "1", "to": "2"}).content.decode()

    assert page.count('class="diagram__svg"') == 2
    assert page.count("diagram__mark--removed") == page.count("diagram__mark--added") == 1
    assert "”Assess” är borta." in page
