"""What prevents publishing: each rule finds its mistake, and a sound workflow has none."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from forms.conditions.rules import Row, Rule
from forms.document import Choice as Answer
from forms.document import Field, FormDocument, Section
from tests.factories.workflow_trees import texts_of, workflows
from tests.workflows.example import REHABILITATION
from tests.workflows.example import WORDS as EXAMPLE_WORDS
from tests.workflows.mistaken_tables import mistaken
from tests.workflows.poll_mistakes import mistaken_polls
from workflows.checks import CHECKS, problems, word_problems
from workflows.checks.drawing import Drawing
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
from workflows.steps import (
    Branch,
    Choice,
    Decision,
    End,
    Escalation,
    Moment,
    Parallel,
    Period,
    Return,
    Task,
    Wait,
)

FORM = FormDocument(
    (
        Section(
            "all",
            (
                Field("day", "date"),
                Field("until", "date"),
                Field("why", "choice", choices=(Answer("moved"), Answer("well"))),
                Field("ready", "yes_no"),
                Field("tip", "guidance"),
                Field("aims", "group", items=(Field("aim", "text"), Field("step", "text"))),
            ),
        ),
    )
)
FORMS = {"ask": FORM} | {
    f"rows:{fact}:{item}": FormDocument(
        (Section("all", (Field("again", "group", items=(Field(item, "text"),), prefill=fact),)),)
    )
    for fact in ("start.aims", "start.gone", "start.day", "gone.aims", "case.entry")
    for item in ("aim", "other")
}
PEOPLE, PROGRAMMES = {"counsellor", "manager"}, frozenset({"here"})
KNOWN = {"forms": FORMS, "platform_roles": PEOPLE, "programmes": PROGRAMMES}
READY = Rule("all", (Row("look.ready", "is", True),))
OTHER = Rule("all", (Row("look.why", "is", "moved"),))
LOOK = Task("look", role="own", form="ask")
OVER = End("over", outcome="done")
WHICH = Choice("which", (Branch("yes", (Task("act", role="own"),), READY), Branch("no")))
SOUND = WorkflowDocument(
    start=Start(roles=("counsellor",), form="ask"),
    phases=(Phase("first", (LOOK, WHICH)), Phase("last", (OVER,))),
    roles=(Role("own", who=("counsellor",)),),
    outcomes=(Outcome("done"),),
)


def found(document, texts=None, **named):
    """Problems of a document whose every part is called by its key."""
    words = texts_of(document) | {"step.look.title": "Titta"} if texts is None else texts
    return list(problems(document, words, **KNOWN | named))


def path(*blocks, **parts):
    """A sound workflow with these blocks as its only phase."""
    return replace(SOUND, phases=(Phase("only", blocks),), **parts)


def with_events(**settings):
    return replace(SOUND, events=(Event("stop", **{"roles": ("own",), **settings}),))


def owed(**settings):
    given = {"first": Moment("case_start"), "role": "own", **settings}
    return replace(SOUND, obligations=(Obligation("review", **given),))


def decided(**settings):
    return path(Decision("decide", role="own", form="ask", **settings), OVER)


def chosen(*branches, **settings):
    return path(LOOK, Choice("which", branches, **settings), OVER)


def ruled(*row):
    return chosen(Branch("yes", rule=Rule("all", (Row(*row),))), Branch("no"))


def asked(**settings):
    return path(replace(LOOK, **settings), OVER)


def rows_from(fact, item="aim"):
    """A step whose form takes its first rows from there."""
    return asked(form=f"rows:{fact}:{item}")


def role(**settings):
    return replace(SOUND, roles=(replace(SOUND.roles[0], **settings),))


def step(key):
    return Task(key, role="own")


def phases(first, second, last="last"):
    return replace(SOUND, phases=(Phase("first", first), Phase(last, second)))


def forking(branch):
    """A choice by earlier answers: this way, or on."""
    return replace(WHICH, branches=(branch, Branch("no")))


def turning(phase):
    return forking(Branch("a", (Return("r", phase=phase),), READY))


def nested(levels):
    inner = nested(levels - 1) if levels > 1 else step("deepest")
    ways = (Branch("a", (step(f"beside{levels}"),)), Branch("b", (inner,)))
    return Parallel(f"level{levels}", ways)


END = End("e", outcome="done")
GONE = Rule("all", (Row("done.gone", "is", True),))
YES, NO = Branch("yes", (Task("act", role="own"),)), Branch("no")
BACK = Return("back", phase="only")
MISTAKES = [
    # keys
    (asked(key="Titta"), "key that cannot be used", "Titta"),
    (asked(key="a_path"), "key that cannot be used", "a_path"),
    (asked(key="done"), "key that is taken", "done"),
    (path(LOOK, LOOK, OVER), "used more than once (look)", "look"),
    (chosen(YES, replace(NO, key="yes"), judged_by="own"), "used more than once (yes)", "yes"),
    (phases((LOOK,), (OVER,), last="first"), "used more than once (first)", "first"),
    # the path
    (replace(SOUND, phases=()), "no phases", ""),
    (phases((), (OVER,)), "is empty", "first"),
    (path(LOOK, OVER, Task("late", role="own")), "can never be reached", "late"),
    (path(forking(Branch("a", (OVER, LOOK), READY)), END), "can never be reached", "look"),
    (phases((OVER,), (LOOK, END)), "no path leads into it", "last"),
    (path(LOOK), "nothing follows", "only"),
    (path(LOOK, BACK), "go round for ever", "look"),
    (chosen(Branch("yes", (BACK,), READY), Branch("no", (replace(BACK, key="again"),))), "go round for ever", "look"),
    (path(LOOK, turning("never"), OVER), "names no phase that exists", "only"),
    (phases((LOOK, turning("last")), (OVER,)), "leads forward", "first"),
    (path(Parallel("both", (YES, Branch("b", (LOOK, turning("only"))))), OVER), "left behind", "both"),
    (with_events(blocks=(Return("r", phase="first"),)), "turn it back", "stop"),
    (chosen(YES, judged_by="own"), "at least two ways", "which"),
    (chosen(replace(YES, rule=READY), replace(NO, rule=OTHER)), "no way for everybody else", "which"),
    (chosen(replace(YES, rule=READY), replace(NO, rule=READY), Branch("else")), "Way 2", "which"),
    (chosen(YES, NO), "Way 1", "which"),
    (chosen(replace(YES, rule=READY), NO, judged_by="own"), "rules are never read", "which"),
    (path(Parallel("both", (YES, NO)), OVER), "empty way", "both"),
    (path(nested(4), OVER), "more than 3 levels", "only"),
    # people
    (asked(role=""), "does not say who does it", "look"),
    (owed(role=""), "does not say how it is met", "review"),
    (owed(step="never"), "does not exist (never)", "review"),
    (replace(SOUND, start=Start()), "who registers", "start"),
    (with_events(roles=()), "who may start it", "stop"),
    (role(who=()), "Nobody can hold", "own"),
    (role(who=("king",)), "does not know (king)", "own"),
    (replace(SOUND, start=Start(roles=("king",))), "does not know (king)", "start"),
    *[(asked(**{name: value}), "role that does not exist (king)", "look") for name, value in [
        ("role", "king"), ("appoints", ("king",)), ("tells", ("king",))]],
    (asked(due=Moment("now"), escalate_after=1, escalate_to="king"), "role that does not exist (king)", "look"),
    (chosen(YES, NO, judged_by="king"), "role that does not exist (king)", "which"),
    (with_events(roles=("king",)), "role that does not exist (king)", "stop"),
    (owed(tells=("king",)), "role that does not exist (king)", "review"),
    (asked(due=Moment("now"), escalate_after=1), "both after how many days", "look"),
    (asked(escalate_after=1, escalate_to="own"), "can only be late", "look"),
    (asked(escalations=(Escalation(1, "own"),)), "can only be late", "look"),
    (asked(due=Moment("now"), escalations=(Escalation(-1, "own"),)), "can only be late", "look"),
    (asked(due=Moment("now"), escalations=(Escalation(1, "king"),)), "does not exist (king)", "look"),
    (asked(due=Moment("now"), escalations=(Escalation(1),)), "both after how many days", "look"),
    (asked(not_before=Moment("phase:gone")), "does not exist (phase:gone)", "look"),
    (asked(legal=Moment("now", Period(months=1201))), "more than 100 years", "look"),
    (asked(reminders=(-1,)), "no day to be done by", "look"),
    # forms
    (asked(form="gone"), "not published (gone)", "look"),
    (with_events(form="gone"), "not published (gone)", "stop"),
    (owed(form="gone"), "not published (gone)", "review"),
    (asked(records={"shoe_size": "day"}), "does not know (shoe_size)", "look"),
    (asked(records={"service_start": "gone"}), "does not ask it", "look"),
    (asked(records={"service_start": "why"}), "another kind (choice)", "look"),
    (asked(form="", records={"service_start": "day"}), "asks no form", "look"),
    (asked(goals={"group": "aims"}), "which question is the main goal", "look"),
    (asked(goals={"group": "why", "main": "aim"}), "no group of questions", "look"),
    (asked(goals={"group": "aims", "main": "gone"}), "“aims.gone”", "look"),
    (rows_from("gone.aims"), "no step asks such a group", "look"),
    (rows_from("start.gone"), "no step asks such a group", "look"),
    (rows_from("start.day"), "no step asks such a group", "look"),
    (rows_from("case.entry"), "no step asks such a group", "look"),
    (rows_from("start.aims", "other"), "the same key", "look"),
    (decided(longest=Period(months=6)), "first and last day", "decide"),
    (decided(starts="gone"), "does not ask it", "decide"),
    (decided(ends="why"), "another kind (choice)", "decide"),
    (decided(verdict="day"), "another kind (date)", "decide"),
    (decided(verdict="why"), "can never grant", "decide"),
    (decided(starts="day", ends="until", longest=Period()), "no time at all", "decide"),
    (decided(starts="day", ends="until", longest=Period(7), total=Period(6)), "longer than all", "decide"),
    (path(LOOK, End("over", outcome="gone")), "no outcome that exists (gone)", "over"),
    # days
    (path(LOOK, Wait("pause"), OVER), "waits for nothing", "pause"),
    (path(LOOK, Wait("pause", until=Moment("birth")), OVER), "does not exist (birth)", "pause"),
    (asked(due=Moment("answer:look.why")), "does not exist (answer:look.why)", "look"),
    (asked(due=Moment("phase:gone")), "does not exist (phase:gone)", "look"),
    (owed(first=Moment("obligation:gone")), "does not exist (obligation:gone)", "review"),
    (owed(every=Period(months=10**11)), "more than 100 years", "review"),
    (owed(first=Moment("case_start", Period(weeks=-(10**9)))), "more than 100 years", "review"),
    (asked(due=Moment("now", Period(days=36_501))), "more than 100 years", "look"),
    (asked(reminders=(10**9,)), "more than 100 years", "look"),
    (path(LOOK, Wait("pause", until=Moment("now", Period(months=1201))), OVER), "more than 100 years", "pause"),
    (owed(first=Moment("now")), "no firm first day", "review"),
    (owed(first=Moment("obligation:review")), "no firm first day", "review"),
    (owed(every=Period(months=-1)), "no time at all", "review"),
    (owed(times=2), "number of times", "review"),
    (owed(every=Period(days=1), times=0), "number of times", "review"),
    (owed(opens=-1), "opens after it is due", "review"),
    (owed(first=Moment("date:2026-02-30")), "does not exist (date:2026-02-30)", "review"),
    (owed(first=Moment("case_start", Period(workdays=25_001))), "more than 100 years", "review"),
    (owed(first=Moment("decision_end")), "no step grants one", "review"),
    (owed(first=Moment("service_start")), "no step records it", "review"),
    (owed(rule=Rule("all", (Row("participant.age", "less_than", 25),))), "changes with time alone", "review"),
    (owed(rule=GONE), "nobody asks (done.gone)", "review"),
    (owed(from_last=True), "never comes back", "review"),
    (owed(step="look", outlives=True), "cannot be done then", "review"),
    (owed(step="look", first=Moment("closing")), "cannot be done then", "review"),
    (owed(step="look", attendees=("own",)), "names who takes part", "review"),
    (owed(attendees=("king",)), "role that does not exist (king)", "review"),
    (decided(starts="day", ends="until", longest=Period(workdays=9)), "in working days", "decide"),
    (replace(SOUND, calendar="XX"), "of XX are not known", "calendar"),
    (with_events(phases=("gone",)), "phase that does not exist (gone)", "stop"),
    (replace(SOUND, gates=(Gate("g", "gone", READY),)), "guards a step that does not exist (gone)", "g"),
    # rules
    (ruled("look.gone", "is", True), "nobody asks (look.gone)", "which"),
    (ruled("case.shoe", "is", True), "nobody asks (case.shoe)", "which"),
    (ruled("look.tip", "answered"), "nobody asks (look.tip)", "which"),
    (ruled("met.look", "at_least", 1), "nobody asks (met.look)", "which"),
    (path(Wait("pause", rule=GONE), OVER), "nobody asks (done.gone)", "pause"),
    (replace(SOUND, gates=(Gate("g", "look", Rule("all", (Row("x.y", "answered"),))),)), "nobody asks (x.y)", "g"),
    (role(needs=(Need("boss", Rule("all", (Row("x.y", "answered"),))),)), "nobody asks (x.y)", "own"),
    (ruled("look.ready", "at_least", 1), "does not suit", "which"),
    (ruled("look.why", "includes", "moved"), "does not suit", "which"),
    (ruled("look.why", "is", "gone"), "does not exist (look.why: gone)", "which"),
    (ruled("look.why", "one_of", ("moved", "gone")), "does not exist (look.why: gone)", "which"),
    (chosen(Branch("yes", rule=Rule("all", ())), NO), "without any line", "which"),
    (path(WHICH, LOOK, OVER), "chooses by “Titta”, which is only done later", "which"),
]  # fmt: skip


MISTAKES += mistaken(SOUND, ruled) + mistaken_polls()


@pytest.mark.parametrize(("document", "sentence", "where"), MISTAKES)
def test_a_mistake_is_named_with_the_part_it_is_about(document, sentence, where):
    matching = [problem for problem in found(document) if sentence in problem.sentence]

    assert [problem.where for problem in matching] == [where]


def test_a_sound_workflow_has_no_problems():
    assert found(owed(every=Period(months=6), times=3, opens=14)) == []
    assert found(owed(every=Period(workdays=5), from_last=True, rule=READY, outlives=True)) == []
    assert found(rows_from("start.aims")) == found(SOUND) == []
    assert found(with_events(phases=("first",), blocks=(End("off", outcome="done"),))) == []


def test_a_part_is_called_by_its_title():
    assert found(asked(role=""))[0].sentence == "“Titta” does not say who does it. Choose a role."


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("workflow.title", "The workflow has no title. Write one."),
        (
            "step.start.title",
            "The start has no title. Write what registering a new case is called.",
        ),
        ("step.act.title", "The step with the key “act” has no title. Write one."),
        ("phase.last.title", "The phase with the key “last” has no title. Write one."),
        ("role.own.title", "The role with the key “own” has no title. Write one."),
        ("outcome.done.title", "The outcome with the key “done” has no title. Write one."),
    ],
)
def test_what_has_no_title_is_named_by_its_key(missing, sentence):
    texts = texts_of(SOUND)
    del texts[missing]

    assert [problem.sentence for problem in found(SOUND, texts)] == [sentence]


def test_every_way_needs_a_label_and_every_law_a_text():
    document = decided(laws=("svl",))
    texts = texts_of(document) | {"law.svl": " "}
    assert [problem.sentence for problem in found(document, texts)] == [
        "The law “svl” has no text. Write what it is called."
    ]

    texts = texts_of(SOUND) | {"branch.which.no": "", "step.which.title": "Hur?"}
    assert [problem.sentence for problem in found(SOUND, texts)] == [
        "Way 2 of “Hur?” has no label. Write when it is taken."
    ]


def test_structure_is_judged_without_words():
    assert list(problems(SOUND, forms=FORMS, platform_roles=PEOPLE)) == []


def test_a_choice_may_read_what_an_earlier_round_or_a_parallel_way_asked():
    again = Choice("again", (Branch("once_more", (BACK,), OTHER), NO))
    first = Choice("first", (Branch("seen", (), READY), Branch("new")))
    side = Parallel("both", (Branch("a", (LOOK,)), Branch("b", (WHICH,))))

    assert found(path(first, LOOK, again, OVER)) == []
    assert found(path(side, OVER)) == []


def test_a_missing_form_is_one_problem_and_not_many():
    document = path(replace(LOOK, form="gone", records={"service_start": "day"}), WHICH, OVER)

    assert [problem.where for problem in found(document)] == ["look"]


@pytest.mark.parametrize(
    ("key", "text", "where"),
    [
        ("step.letter.title", "x" * 201, "letter"),
        ("phase.work.title", "two\nlines", "work"),
        ("step.letter.lead", "x" * 1_001, "letter"),
        ("event.stops.guidance", "x\n" * 3_334 + "x", "stops"),  # an end of a line is sent as two
    ],
)
def test_a_text_without_room_is_a_problem_in_every_language(key, text, where):
    assert [problem.where for problem in word_problems(REHABILITATION, {key: text})] == [where]
    assert where in {
        problem.where
        for problem in problems(
            REHABILITATION, {**EXAMPLE_WORDS, key: text}, forms={}, platform_roles=PEOPLE
        )
    }


ELSEWHERE = ("effects", "coming", "surveys", "endings", "roles")  # in files of their own


def test_every_check_is_tested():
    """A check that finds nothing in any mistake above is not tested; those about words have tests of their own."""
    drawings = [Drawing(document, None, FORMS, frozenset(PEOPLE)) for document, _, _ in MISTAKES]
    judged = [each for each in CHECKS if not each.__module__.endswith(ELSEWHERE)]
    silent = [each.__name__ for each in judged if not any(list(each(one)) for one in drawings)]

    assert silent == [
        "everything_is_named",
        "every_way_of_a_choice_is_named",
        "everything_has_room",
        "placeholders_are_known",
        "refusals_can_happen",
        *("fallbacks_come_to_an_end", "links_lead_to_a_form"),  # in files of their own
    ]


@given(workflows())
@settings(max_examples=150, deadline=None)
def test_random_workflows_are_sound(document):
    found_here = problems(document, texts_of(document), forms={}, platform_roles=PEOPLE)

    assert [
        problem.sentence for problem in found_here if "placeholder" not in problem.sentence
    ] == []


def test_the_example_of_these_tests_is_sound():
    assert list(problems(REHABILITATION, EXAMPLE_WORDS, forms={}, platform_roles=PEOPLE)) == []
