"""A phase or a step that is taken out: what it brings along, which keys it gets, where it comes to stand."""

from dataclasses import replace

from forms.conditions.rules import Row, Rule
from tests.factories.workflows import small_workflow, words
from workflows import named
from workflows.bodies.reading import compile_raw
from workflows.bodies.writing import body_from
from workflows.document import Event, Gate, Obligation, Outcome, Phase, Role, WorkflowDocument
from workflows.effects import Approval, ExtraTask, Transfer
from workflows.pieces.placing import places, put_in, put_instead
from workflows.pieces.renaming import free_names, renamed
from workflows.pieces.taking_out import Piece, narrowed, offered, taken_out, unknown
from workflows.steps import (
    Branch,
    Choice,
    Decision,
    End,
    Escalation,
    Meeting,
    Moment,
    Period,
    Return,
    Several,
    Task,
    Wait,
)
from workflows.tables import Table, TableRow


def ruled(*facts):
    return Rule("all", tuple(Row(fact, "is", True) for fact in facts))


LOOK = Decision(
    "look", role="own_contact", due=Moment("phase:first", Period(days=3)), laws=("sol",)
)
WHICH = Choice(
    "which",
    (
        Branch(
            "yes",
            (Wait("rest", Moment("answer:look.day"), ruled("done.look")),),
            ruled("look.ready"),
        ),
        Branch("no", (Return("again", phase="first"), End("over", outcome="stopped"))),
    ),
)
SOURCE = WorkflowDocument(
    phases=(Phase("first", (LOOK, WHICH)), Phase("last", (Task("after", role="chief"),))),
    roles=(Role("own_contact", ("counsellor",)), Role("chief", ("manager",))),
    gates=(
        Gate("ready", "look", ruled("table.path", "early.said")),
        Gate("other", "after", ruled("look.ready")),
    ),
    outcomes=(Outcome("stopped"), Outcome("completed")),
    tables=(Table("path", ("look.ready",), (TableRow(("yes",), "a"),)), Table("idle")),
)
WORDS = {**words(SOURCE), "law.sol": "Social services act"}


def body(document=SOURCE):
    return body_from(document, {**words(document), **WORDS})


def test_a_phase_brings_what_it_names_beside_the_path():
    piece = taken_out(SOURCE, WORDS, "phase:first")

    assert (piece.kind, piece.key, piece.title) == ("phase", "first", "First")
    assert piece.document == replace(
        SOURCE,
        phases=SOURCE.phases[:1],
        roles=SOURCE.roles[:1],
        gates=SOURCE.gates[:1],
        outcomes=SOURCE.outcomes[:1],
        tables=SOURCE.tables[:1],
    )
    assert piece.texts["law.sol"] == "Social services act"
    assert "role.chief.title" not in piece.texts
    assert Piece.from_json(piece.to_json()) == piece


def test_a_step_is_taken_out_however_deep_it_stands():
    piece = taken_out(SOURCE, WORDS, "step:rest")

    assert (piece.kind, piece.key, piece.title) == ("step", "rest", "Rest")
    assert Piece.from_json(piece.to_json()) == piece
    assert piece.document.roles == ()


def test_a_role_brings_the_one_it_falls_back_on():
    roles = (replace(SOURCE.roles[0], fallback="chief"), SOURCE.roles[1])

    piece = taken_out(replace(SOURCE, roles=roles), WORDS, "step:look")

    assert piece.document.roles == roles


def test_what_is_gone_and_what_cannot_stand_alone_is_not_taken_out():
    assert taken_out(SOURCE, WORDS, "phase:gone") is None
    assert taken_out(SOURCE, WORDS, "step:over") is None
    assert taken_out(SOURCE, WORDS, "") is None
    assert [
        (name, [step for step, _title in steps]) for name, _title, steps in offered(SOURCE, WORDS)
    ] == [
        ("phase:first", ["step:look", "step:which", "step:rest"]),
        ("phase:last", ["step:after"]),
    ]


def test_keys_that_are_taken_get_a_number_and_everything_follows_them():
    piece = taken_out(SOURCE, WORDS, "phase:first")

    copy = renamed(piece, free_names(piece, SOURCE))

    look, which = copy.phase.blocks
    assert (copy.key, look.key, which.key) == ("first_2", "look_2", "which_2")
    assert look.due.anchor == "phase:first_2"
    wait = which.branches[0].blocks[0]
    assert wait.until.anchor == "answer:look_2.day"
    assert [*wait.rule.fields(), *which.branches[0].rule.fields()] == [
        "done.look_2",
        "look_2.ready",
    ]
    assert which.branches[1].blocks[0].phase == "first_2"
    assert copy.document.gates == (Gate("ready_2", "look_2", ruled("table.path", "early.said")),)
    assert copy.document.tables[0].columns == ("look_2.ready",)
    assert copy.texts["branch.which_2.yes"] == "Yes"
    assert copy.texts["gate.ready_2"] == "Ready"
    assert copy.texts["decision.look_2.text"] == WORDS["decision.look.text"]


def test_free_keys_stay_and_so_do_those_of_an_earlier_copy():
    piece = taken_out(SOURCE, WORDS, "phase:first")
    empty = WorkflowDocument()

    assert renamed(piece, free_names(piece, empty)) == piece

    before = {"steps": {"look": "seen"}, "phases": {"first": "one"}, "gates": {}}
    names = free_names(piece, SOURCE, before)
    assert names["steps"] == {
        "look": "seen",
        "which": "which_2",
        "rest": "rest_2",
        "again": "again_2",
        "over": "over_2",
    }
    assert names["phases"] == {"first": "one"}


def test_long_keys_stay_within_their_length():
    long = "l" * 41
    piece = Piece(WorkflowDocument(phases=(Phase("", (Task(long),)),)), {})
    there = WorkflowDocument(phases=(Phase("a", (Task(long), Task("l" * 38 + "_2"))),))

    names = free_names(piece, there)

    assert names["steps"] == {long: "l" * 38 + "_3"}


def test_what_is_there_already_stays_behind():
    piece = taken_out(SOURCE, WORDS, "phase:first")
    there = replace(SOURCE, tables=())

    own = narrowed(piece, there)

    assert (own.document.roles, own.document.outcomes) == ((), ())
    assert own.document.tables == SOURCE.tables[:1]
    assert "law.sol" not in own.texts


def test_what_a_piece_counts_on_and_does_not_find_is_named():
    piece = taken_out(SOURCE, WORDS, "phase:first")
    step = Piece(
        WorkflowDocument(
            phases=(
                Phase(
                    "",
                    (
                        Task("one", due=Moment("phase:last"), legal=Moment("obligation:review")),
                        Return("back", "gone"),
                    ),
                ),
            )
        ),
        {},
    )

    assert unknown(piece, small_workflow()) == ["early"]
    assert unknown(step, WorkflowDocument()) == ["review", "gone", "last"]
    assert unknown(step, small_workflow()) == ["review", "gone"]


def test_a_phase_is_put_in_behind_another_with_what_it_brings():
    there = small_workflow()
    piece = taken_out(SOURCE, WORDS, "phase:first")
    own = narrowed(renamed(piece, free_names(piece, there)), there)

    made = compile_raw(put_in(body(there), own, "phase:first"))

    assert [phase.key for phase in made.document.phases] == ["first", "first_2", "last"]
    assert made.document.phases[1] == own.phase
    assert [role.key for role in made.document.roles] == ["own_contact"]
    assert [part.key for part in made.document.outcomes] == ["completed", "stopped"]
    assert [part.key for part in made.document.tables] == ["path"]
    assert made.texts["law.sol"] == "Social services act"
    assert made.texts["phase.first_2.title"] == "First"


def test_blocks_get_ids_that_nothing_has():
    piece = taken_out(SOURCE, WORDS, "phase:first")

    made = put_in(body(), renamed(piece, free_names(piece, SOURCE)), "phase:last")

    ids = [each for block in made for each in _ids(block)]
    assert len(ids) == len(set(ids))


def _ids(part):
    if isinstance(part, dict):
        yield from [part["id"]] if "id" in part else []
        for each in part.values():
            yield from _ids(each)
    if isinstance(part, list):
        for each in part:
            yield from _ids(each)


def test_a_step_is_put_in_first_in_a_phase_or_behind_another_step():
    there = small_workflow()
    piece = taken_out(SOURCE, WORDS, "step:after")

    for place, order in (
        ("phase:first", ["after", "look", "which"]),
        ("step:look", ["look", "after", "which"]),
    ):
        made = compile_raw(put_in(body(there), piece, place)).document
        assert [block.key for block in made.phases[0].blocks] == order
    assert [name for name, _kind, _title in places(body(there), "step")] == [
        *("phase:first", "step:look", "step:which", "phase:last", "step:over")
    ]


def test_a_phase_may_stand_first_or_last():
    piece = taken_out(SOURCE, WORDS, "phase:last")
    there = replace(small_workflow(), phases=(Phase("only"),))

    first = compile_raw(put_in(body(there), piece, "")).document
    last = compile_raw(put_in(body(there), piece, "phase:gone")).document

    assert [phase.key for phase in first.phases] == ["last", "only"]
    assert [phase.key for phase in last.phases] == ["only", "last"]
    assert [name for name, _kind, _title in places(body(there), "phase")] == ["", "phase:only"]


def test_a_newer_piece_takes_the_place_of_the_earlier_one_and_blocks_keep_their_ids():
    before = body()
    changed = replace(WHICH, judged_by="own_contact")
    newer = replace(
        SOURCE,
        phases=(Phase("first", (LOOK, changed, Task("more"))),),
        gates=(Gate("ready", "look", ruled("look.ready")),),
        tables=(),
    )
    piece = taken_out(newer, {**WORDS, "step.more.title": "More"}, "phase:first")

    after = put_instead(before, narrowed(piece, SOURCE), "first")

    made = compile_raw(after).document
    assert made.phases == (*newer.phases, SOURCE.phases[1])
    assert made.gates == (*newer.gates, SOURCE.gates[1])
    assert [block["id"] for block in after] == [block["id"] for block in before]
    assert after[1]["value"]["blocks"][0]["id"] == before[1]["value"]["blocks"][0]["id"]


def test_a_deep_step_is_replaced_where_it_stands():
    piece = Piece(WorkflowDocument(phases=(Phase("", (Wait("rest", Moment("now")),)),)), WORDS)

    made = compile_raw(put_instead(body(), piece, "rest")).document

    assert made.phases[0].blocks[1].branches[0].blocks == (Wait("rest", Moment("now")),)


def test_a_part_says_which_roles_it_names():
    task = Meeting(
        "t", role="a", escalate_after=1, escalate_to="b", escalations=(Escalation(2, "c"),),
        appoints=("d",), tells=("a", "e"), attendees=("f",),
    )  # fmt: skip
    event = Event("e", roles=("a",), effect=Approval(roles=("b",)))

    assert named.roles(task) == ("a", "b", "c", "d", "e", "f")
    assert named.roles(Several("s", role="a", asks=("b",), may_ask=("c",))) == ("a", "b", "c")
    assert named.roles(event) == ("a", "b")
    assert named.roles(Event("e", effect=Transfer(roles=("t",)))) == ("t",)
    assert named.roles(Event("e", effect=ExtraTask(role="x"))) == ("x",)
    assert named.roles(Choice("c", judged_by="j")) == ("j",)
    owed = Obligation("o", Moment("now"), role="a", attendees=("b",), tells=("c",))
    assert named.roles(owed) == ("a", "b", "c")
    assert named.roles(Wait("w")) == ()


def test_a_part_says_what_it_reads():
    assert named.facts(Decision("d", exceeded_by="longer")) == ("event.longer.times",)
    assert named.facts(Obligation("o", Moment("answer:a.b"), rule=ruled("c.d"))) == ("c.d", "a.b")
