"""The editor's blocks and the document are inverses: nothing is lost either way, in any drawing."""

from hypothesis import given, settings

from forms.conditions.rules import Row, Rule
from tests.factories.workflow_trees import texts_of, workflows
from workflows.blocks import WorkflowBlocks
from workflows.bodies.reading import compile_raw
from workflows.bodies.writing import body_from
from workflows.document import (
    Event,
    Gate,
    Need,
    Obligation,
    Outcome,
    Phase,
    Role,
    Start,
    WorkflowDocument,
)
from workflows.effects import Approval, Enrolment, ExtraTask, Pause, Resume, Transfer
from workflows.steps import (
    Branch,
    Choice,
    Decision,
    End,
    Escalation,
    Meeting,
    Moment,
    Period,
    Several,
    Task,
    Wait,
)
from workflows.tables import Table, TableRow

STREAM = WorkflowBlocks()
URGENT = Rule(
    "any", (Row("start.urgency", "one_of", ("now", "35")), Row("participant.age", "at_least", 18))
)
HALF_YEAR = Period(months=6)
WHOLE = WorkflowDocument(
    start=Start(roles=("counsellor", "manager"), form="notice", records={"urgency": "how_soon"}),
    phases=(
        Phase(
            "intake",
            (
                Task(
                    "call",
                    role="own_contact",
                    form="call",
                    due=Moment("now", Period(days=7)),
                    reminders=(-2, 0),
                    escalate_after=3,
                    escalate_to="leader",
                    escalations=(Escalation(7, "own_contact"), Escalation(14, "leader")),
                    not_before=Moment("now", Period(workdays=2), "previous"),
                    legal=Moment("case_start", Period(months=3), "next"),
                    may_skip=True,
                    appoints=("own_contact", "leader"),
                    tells=("leader",),
                    records={"entry": "how", "urgency": "how_soon"},
                    goals={"group": "goals", "main": "main_goal"},
                    survey="voices",
                ),
                Meeting("meet", role="own_contact", attendees=("leader",)),
                Decision(
                    "decide",
                    role="leader",
                    longest=HALF_YEAR,
                    total=Period(months=18),
                    starts="from_day",
                    ends="to_day",
                    verdict="verdict",
                    laws=("svl_36", "fl_45"),
                    exceeded_by="longer",
                ),
                Several(
                    "statements",
                    role="own_contact",
                    form="statement",
                    due=Moment("now", Period(days=14)),
                    reminders=(-3,),
                    escalate_after=2,
                    escalate_to="leader",
                    tells=("leader",),
                    asks=("leader", "own_contact"),
                    may_ask=("leader",),
                    links=True,
                    enough=2,
                    at_deadline="go_on",
                    late=True,
                ),
                Wait("think", until=Moment("answer:meet.day", Period(weeks=-2)), rule=URGENT),
                Choice(
                    "which",
                    (Branch("a", (End("off", outcome="done"),), URGENT), Branch("b")),
                    judged_by="",
                ),
            ),
        ),
    ),
    events=(
        Event("stop", roles=("leader",), form="why", phases=("intake",), blocks=(Task("bye"),)),
        Event("pause", effect=Pause(("tasks", "waits"), HALF_YEAR, Period(weeks=4))),
        Event("go_on", effect=Resume()),
        Event("again", effect=Enrolment(("path", "garden"))),
        Event("more", form="why", effect=ExtraTask("leader", Period(weeks=1))),
        Event("hand_on", effect=Transfer(("leader",))),
        Event("longer", effect=Approval(("leader", "own_contact"), 1, HALF_YEAR)),
    ),
    obligations=(
        Obligation(
            "review",
            Moment("service_start", HALF_YEAR),
            HALF_YEAR,
            3,
            opens=14,
            step="meet",
            tells=("leader",),
        ),
        Obligation(
            "check_in",
            Moment("date:2026-06-30", Period(workdays=3), "next"),
            Period(months=3, workdays=1),
            role="leader",
            from_last=True,
            rule=URGENT,
            attendees=("leader", "own_contact"),
            outlives=True,
            on_pause="runs",
        ),
    ),
    tables=(
        Table(
            "path",
            ("call.why", "participant.age"),
            (TableRow(("a, b", "18..24"), "young"), TableRow(("", ""), "others")),
            one=True,
        ),
        Table("other", ("call.why",), (TableRow(("?",), "x"), TableRow(("",), "y"))),
    ),
    calendar="AX",
    roles=(
        Role(
            "leader",
            who=("manager",),
            many=True,
            needs=(Need("social_worker", URGENT), Need("boss")),
            fallback="deputy",
        ),
    ),
    gates=(Gate("evaluated", step="call", rule=Rule("none", (Row("call.why", "not_answered"),))),),
    outcomes=(Outcome("done"), Outcome("off", kind="other", reasons=("moved", "other"))),
)
WORDS = {
    "step.call.title": "Ring upp",
    "step.call.guidance": "Lugnt\nVänligt",
    "step.call.lead": "Inom en vecka.",
    "step.statements.request": "Ge ett utlåtande",
    "decision.decide.text": "Du får {months} månader.",
    "decision.decide.refusal": "Du får inte tjänsten.",
    "gate.evaluated": "Säg varför.",
    "law.svl_36": "Socialvårdslagen 36 §",
    "event.stop.guidance": "Hör efter.",
    "branch.which.a": "Nej",
    "phase.intake.title": "Början",
    "outcome.off.reason.moved": "Flytt",
}


def stored(body):
    """What the database holds after the editor has read and written the blocks."""
    return STREAM.get_prep_value(STREAM.to_python(body))


def test_every_setting_survives_the_editor():
    compiled = compile_raw(stored(body_from(WHOLE, WORDS)))

    assert compiled.document == WHOLE
    assert compiled.texts == WORDS
    assert compiled.problems == []


def test_writing_again_gives_the_same_blocks_with_the_same_ids():
    body = stored(body_from(WHOLE, WORDS))

    again = compile_raw(body)

    assert stored(body_from(again.document, again.texts)) == body


@given(workflows(several=True))
@settings(max_examples=60, deadline=None)
def test_every_drawing_survives_the_editor(document):
    texts = texts_of(document)

    compiled = compile_raw(stored(body_from(document, texts)))

    assert compiled.document == document
    assert compiled.texts == {key: text for key, text in texts.items() if key != "workflow.title"}


def test_a_document_survives_json():
    assert WorkflowDocument.from_json(WHOLE.to_json()) == WHOLE


def test_settings_that_came_later_are_not_written_when_unset():
    """The fingerprint of an older version stays what it was."""
    review = WHOLE.to_json()["obligations"][0]

    half_year = {"months": 6, "weeks": 0, "days": 0}
    assert review["first"] == {"anchor": "service_start", "period": half_year}
    assert review.keys() == {"key", "first", "every", "times", "opens", "step", "tells"}


def test_keys_are_made_of_titles_and_places():
    blocks = [
        {"type": "task", "value": {"title": "Ring först!"}},
        {
            "type": "choice",
            "value": {
                "title": "Hur nu?",
                "branches": [
                    {"value": {"label": "Nej", "blocks": [{"type": "end", "value": {}}]}},
                    {"value": {}},
                ],
            },
        },
    ]
    body = [{"type": "phase", "value": {"title": "Början", "blocks": blocks}}]

    document = compile_raw(body).document

    assert [block.key for block in document.blocks()] == ["ring_forst", "hur_nu", "end_hur_nu_nej"]
    assert document.phases[0].key == "borjan"
    assert [branch.key for branch in document.phases[0].blocks[1].branches] == ["nej", "way_2"]


def test_an_unfinished_draft_is_read_and_its_mistakes_are_listed():
    body = [
        {
            "type": "gate",
            "value": {"key": "g", "rule": {"match": "all", "rows": [{"value": {"field": "a b"}}]}},
        },
        {
            "type": "phase",
            "value": {
                "blocks": [
                    {
                        "type": "task",
                        "value": {"settings": [{"type": "reminders", "value": "-7, soon"}]},
                    }
                ]
            },
        },
        {"type": "obligation", "value": {}},
    ]

    compiled = compile_raw(body)

    assert [problem.where for problem in compiled.problems] == ["task_phase", "g"]
    assert "soon" in compiled.problems[0].sentence
    assert compiled.document.obligations[0].first == Moment("")
