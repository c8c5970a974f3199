"""A workflow like those that are shipped, with nearly everything in it: for pictures and for reading aloud."""

from forms.conditions.rules import Row, Rule
from workflows.document import Event, Obligation, Outcome, Phase, Role, Start, WorkflowDocument
from workflows.steps import (
    Branch,
    Choice,
    Decision,
    End,
    Meeting,
    Moment,
    Parallel,
    Period,
    Return,
    Task,
    Wait,
)

MORE = Rule("all", (Row("case.decisions", "less_than", 3),))
OWN, GUIDE = "own_contact", "counsellor"


def _intake() -> Phase:
    letter = Task("letter", role=OWN)
    no = Branch(
        "not_now",
        (letter, End("other_way", outcome="other")),
        Rule("all", (Row("done.receive", "is", False),)),
    )
    assess = Branch("yes", (Task("assess", role=OWN, due=Moment("now", Period(weeks=2))),), MORE)
    right = Choice(
        "right_now", (no, assess, Branch("otherwise", (Task("hear", role="reception"),)))
    )
    decide = Decision("decide", role=OWN)
    return Phase("intake", (Task("receive", role="reception"), right, decide))


def _meeting() -> Phase:
    ways = (
        Branch("no", (End("declined", outcome="not_begun"),)),
        Branch("begin", (Task("summary", role=GUIDE),)),
        Branch("think", (Wait("think_over", until=Moment("now", Period(days=14))),)),
    )
    return Phase("first_meeting", (Meeting("meet", role=OWN), Choice("wants", ways, judged_by=OWN)))


def _mapping() -> Phase:
    both = Parallel(
        "both",
        (
            Branch("network", (Task("network", role=GUIDE),)),
            Branch("self", (Task("self", role="together"),)),
        ),
    )
    return Phase("mapping", (both, Task("plan", role=GUIDE)))


def _work() -> Phase:
    again = Choice(
        "again", (Branch("more", (Return("back", phase="work"),), MORE), Branch("enough"))
    )
    return Phase("work", (Meeting("joint", role=OWN), again))


def _closing() -> Phase:
    return Phase(
        "closing",
        (Task("final", role=GUIDE), Meeting("last", role=OWN), End("over", outcome="done")),
    )


REHABILITATION = WorkflowDocument(
    start=Start(roles=("counsellor",)),
    phases=(_intake(), _meeting(), _mapping(), _work(), _closing()),
    events=(
        Event("stops", roles=(OWN,), phases=("intake", "first_meeting", "mapping")),
        Event("pause", roles=(OWN,), phases=("mapping", "work", "closing")),
        Event("change", roles=(OWN,), phases=("mapping", "work", "closing")),
    ),
    obligations=(
        Obligation("contact", Moment("case_start", Period(weeks=1)), role=OWN),
        Obligation("three_months", Moment("phase:mapping", Period(months=3)), role=OWN),
        Obligation(
            "joint_review", Moment("phase:work", Period(months=6)), Period(months=6), step="joint"
        ),
        Obligation("no_gap", Moment("decision_end", Period(days=-30)), role=OWN),
        Obligation("survey", Moment("closing"), role=OWN),
    ),
    roles=tuple(Role(key, who=("counsellor",)) for key in (OWN, GUIDE, "reception", "together")),
    outcomes=(
        Outcome("done"),
        Outcome("other", "not_started"),
        Outcome("not_begun", "not_started"),
    ),
)
WORDS = {
    "workflow.title": "Social rehabilitering",
    "phase.intake.title": "Anmälan och bedömning",
    "phase.first_meeting.title": "Inledande möte",
    "phase.mapping.title": "Kartläggning",
    "phase.work.title": "Arbetsskede",
    "phase.closing.title": "Avslutande skede",
    "step.start.title": "Registrera en anmälan",
    "step.receive.title": "Ta emot anmälan",
    "step.right_now.title": "Är tjänsten rätt just nu?",
    "branch.right_now.not_now": "Inte nu",
    "branch.right_now.yes": "Ja",
    "branch.right_now.otherwise": "Annars",
    "step.letter.title": "Brev om andra vägar",
    "step.assess.title": "Bedöm servicebehovet",
    "step.hear.title": "Hör vård, FPA, arbetsförmedling",
    "step.decide.title": "Beslut för 6 månader",
    "step.meet.title": "Inledande möte",
    "step.wants.title": "Vad vill personen?",
    "branch.wants.no": "Tackar nej",
    "branch.wants.begin": "Börja",
    "branch.wants.think": "Tänka",
    "step.summary.title": "Lättläst sammanfattning",
    "step.think_over.title": "Vänta 14 dagar",
    "step.network.title": "Kartlägg nätverket",
    "step.self.title": "Självskattning 1",
    "step.plan.title": "Genomförandeplan",
    "step.joint.title": "Gemensam utvärdering",
    "step.again.title": "Behövs en period till?",
    "branch.again.more": "Ja, högst 3 beslut",
    "branch.again.enough": "Annars",
    "step.final.title": "Slututvärdering",
    "step.last.title": "Avslutande möte",
    "event.stops.title": "Personen slutar",
    "event.pause.title": "Paus och återkomst",
    "event.change.title": "Byte av handledare",
    "obligation.contact.title": "Kontakt inom en vecka",
    "obligation.three_months.title": "3-månadersutvärdering",
    "obligation.joint_review.title": "Gemensam utvärdering",
    "obligation.no_gap.title": "Nytt beslut utan glapp",
    "obligation.survey.title": "Responsenkät",
    "role.own_contact.title": "Egen kontaktperson",
    "role.counsellor.title": "Socialhandledare",
    "role.reception.title": "Mottagningen",
    "role.together.title": "Tillsammans",
    "outcome.done.title": "Avslutad",
    "outcome.other.title": "Annan väg",
    "outcome.not_begun.title": "Inte påbörjad",
}
