"""A document becomes a real Viewflow class: the right nodes, the right edges, in the order written."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.conditions.rules import Row, Rule
from tests.factories.workflow_trees import workflows
from tests.workflows.flows import SmallFlow
from tests.workflows.token_game import Game
from workflows.builder import build_flow
from workflows.document import Event, Obligation, Phase, Start, WorkflowDocument
from workflows.steps import Branch, Choice, End, Moment, Parallel, Return, Task, Wait

URGENT = Rule("all", (Row("case.urgency", "is", "now"),))


def built(*blocks, **parts):
    document = WorkflowDocument(phases=(Phase("only", blocks),), **parts)
    return build_flow(document, name="Version7", module="tests.workflows.flows", base=SmallFlow)


def edges(flow):
    return [
        (name, edge.dst.name)
        for name, node in flow._nodes_by_name.items()
        for edge in node._outgoing()
    ]


def test_blocks_follow_each_other_in_the_order_written():
    flow = built(Task("zeta"), Task("alpha"), End("over"))

    assert list(flow._nodes_by_name) == [
        *("start", "phase_only", "n_zeta", "n_alpha", "n_over", "extra", "side_end")
    ]
    assert edges(flow) == [
        ("start", "phase_only"),
        ("phase_only", "n_zeta"),
        ("n_zeta", "n_alpha"),
        ("n_alpha", "n_over"),
        ("extra", "side_end"),
    ]


def test_a_node_knows_what_it_stands_for_and_in_which_phase():
    start, ask = Start(form="notice"), Task("ask")
    flow = built(ask, End("over"), start=start, events=(Event("pause", blocks=(Task("call"),)),))

    assert (flow.start.block, flow.start.phase) == (start, "")
    assert (flow.n_ask.block, flow.n_ask.phase) == (ask, "only")
    assert (flow.n_call.block, flow.n_call.phase) == (Task("call"), "")
    assert (flow.phase_only.block.key, flow.phase_only.phase) == ("only", "only")
    assert flow.extra.block is flow.side_end.block is None


def test_a_phase_leads_to_the_next_one():
    document = WorkflowDocument(
        phases=(Phase("first", (Task("a"),)), Phase("second", (End("over"),)))
    )
    flow = build_flow(document, name="Version8", module="tests.workflows.flows", base=SmallFlow)

    assert edges(flow)[2:4] == [("n_a", "phase_second"), ("phase_second", "n_over")]


def test_a_choice_has_an_edge_for_each_branch_and_the_last_one_otherwise():
    again = Branch("again", (Return("back", phase="only"),), URGENT)
    stop = Branch("stop", (End("stopped"),), URGENT)
    flow = built(Choice("which", (again, stop, Branch("otherwise"))), End("over"))

    assert flow.n_which.keys == [(URGENT, "again"), (URGENT, "stop")]
    assert [edge.dst.name for edge in flow.n_which._outgoing()] == [
        "phase_only",
        "n_stopped",
        "n_over",
    ]
    assert edges(flow)[1] == ("phase_only", "n_which")


def test_what_a_worker_judges_is_asked_before_the_choice():
    which = Choice("which", (Branch("yes", (Task("do"),)), Branch("no")), judged_by="counsellor")
    flow = built(Task("look"), which, End("over"))

    assert flow.n_which.keys == [(None, "yes")]
    assert edges(flow)[2:7] == [
        ("n_look", "judge_which"),
        ("judge_which", "n_which"),
        ("n_which", "n_do"),
        ("n_which", "n_over"),
        ("n_do", "n_over"),
    ]


def test_branches_at_once_meet_again_in_a_join():
    both = Parallel("both", (Branch("left", (Task("a"),)), Branch("right", (Wait("b"),))))
    flow = built(both, End("over"))

    assert edges(flow)[2:7] == [
        ("n_both", "n_a"),
        ("n_both", "n_b"),
        ("n_a", "join_both"),
        ("n_b", "join_both"),
        ("join_both", "n_over"),
    ]


def test_branches_that_all_end_have_no_join():
    both = Parallel("both", (Branch("left", (End("a"),)), Branch("right", (End("b"),))))

    assert "join_both" not in built(both)._nodes_by_name


def test_events_and_obligations_run_beside_the_path():
    flow = built(
        End("over"),
        events=(Event("decline", blocks=(Task("talk"),)), Event("note")),
        obligations=(
            Obligation("review", Moment("case_start"), role="counsellor"),
            Obligation("met_by_step", Moment("case_start"), step="talk"),
        ),
    )

    assert edges(flow)[2:] == [
        ("event_decline", "n_talk"),
        ("n_talk", "side_end"),
        ("event_note", "side_end"),
        ("obligation_review", "side_end"),
        ("extra", "side_end"),
    ]


def test_the_base_class_keeps_what_it_brings():
    class WithOwn(SmallFlow):
        helper = SmallFlow.node_for("end")()

    flow = build_flow(
        WorkflowDocument(phases=(Phase("only", (End("over"),)),)),
        name="V",
        module="tests.flows",
        base=WithOwn,
    )

    assert issubclass(flow, WithOwn)
    assert list(flow._nodes_by_name)[-1] == "helper"
    assert flow.__module__ == "tests.flows"


@pytest.mark.parametrize(
    "phases",
    [
        (),
        (Phase("only", (Task("leads_nowhere"),)),),
        (Phase("only", (Task("twice"), Task("twice"), End("over"))),),
        (Phase("only", (Return("back", phase="unknown"),)),),
        (Phase("only", (Choice("none"), End("over"))),),
    ],
)
def test_every_mistake_is_a_runtime_error_and_never_reads_as_a_missing_flow(phases):
    with pytest.raises(RuntimeError, match="Version7 cannot be built"):
        build_flow(WorkflowDocument(phases=phases), name="Version7", module="m", base=SmallFlow)


@given(workflows(), st.integers())
@settings(max_examples=150, deadline=None)
def test_every_drawing_can_be_walked_to_an_end_in_any_order(document, luck):
    flow = build_flow(document, name="Version7", module="tests.workflows.flows", base=SmallFlow)

    game = Game(flow, Random(luck))
    game.begin()
    for event in document.events[: Random(luck).randint(0, 2)]:
        game.begin(f"event_{event.key}")

    assert game.play()
