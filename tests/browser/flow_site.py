"""What a site with a drawn service holds: asking several, events with effects, a pause, a miss, cases that move."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Unit, User
from cases.actions import move_runs, several
from cases.actions.events import Said, start_event
from cases.actions.tasks import complete_task, take_task
from cases.models import Case, CaseTask, Programme, Proposal
from cases.parties import PARTY, SEVERAL, Whom
from cases.simulated_time import shift_case
from cases.sweeper import sweep
from tests.browser.site import Served
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import (
    DONE,
    LEADER,
    STOPPED,
    WORKER,
    flow,
    make_case,
    make_form_version,
    make_participant,
    make_programme,
    open_task,
    task,
)
from tests.factories.several import OTHERS, VERDICT, asking
from tests.factories.workflows import make_definition, publish, words
from workflows import document as doc
from workflows import effects, steps
from workflows.bodies.writing import body_from
from workflows.models import WorkflowDefinition

MONTH = steps.Period(months=1)
TEXTS = {
    "workflow.title": "Ungdomsverkstad",
    "phase.only.title": "Verkstaden",
    "role.worker.title": "Handledare",
    "role.leader.title": "Föreståndare",
    "role.others.title": "Nätverket",
    "step.statement.title": "Fråga nätverket hur det går",
    "step.statement.lead": "Var och en svarar för sig.",
    "step.after.title": "Sammanfatta svaren",
    "step.work.title": "Uppföljning i verkstaden",
    "event.rest.title": "Pausa tiden i verkstaden",
    "event.rest.guidance": "En paus kan behövas. Platsen finns kvar.",
    "event.go_on.title": "Fortsätt efter pausen",
    "event.hand_on.title": "Byt handledare",
    "event.longer.title": "Förläng tiden",
    "event.extra.title": "Ge en extra uppgift",
    "event.beside.title": "Börja i en annan tjänst",
    "obligation.talk.title": "Uppföljningssamtal",
    "outcome.finished.title": "Vägen är klar",
}
NAMES = ("Elsa Rosén", "Nils Öberg", "Aida Haddad", "Otso Laine", "Maj Ek", "Liv Strand")


@dataclass
class Drawn(Served):
    """The site, with the draft that is tried, and the run that moved its cases."""

    draft: WorkflowDefinition | None = None
    run: int = 0

    def case(self, page: str, name: str, *more: object) -> str:
        """The address of a page of somebody's case."""
        return reverse(f"cases:{page}", args=[self.cases[name].pk, *more])

    def step(self, page: str, name: str, *more: object) -> str:
        """The address of a page of the step in which somebody asks several."""
        asker = CaseTask.objects.get(case=self.cases[name], kind=SEVERAL)
        return self.case(page, name, asker.pk, *more)

    def asked(self, name: str, number: int = 0) -> CaseTask:
        """One of those who are asked, in order."""
        return CaseTask.objects.filter(case=self.cases[name], kind=PARTY).order_by("pk")[number]

    def about(self, page: str, *more: object) -> str:
        """The address of a page about the draft, in the admin."""
        name = f"wagtailsnippets_workflows_workflowdefinition:{page}"
        return reverse(name, args=[self.draft.pk, *more])


def draw() -> Drawn:
    """Write the content through the same actions that people use."""
    unit = make_unit()
    people = _people(unit)
    alva, bo = people["alva"], people["bo"]
    cases = {**_asking(unit, alva, people), **_happening(unit, alva, bo)}
    draft, run = _moving(unit, alva, people["oskar"])
    programme = cases["paused"].programme
    return Drawn(people, programme, cases, draft=draft, run=run)


def _people(unit: Unit) -> dict[str, User]:
    roles = {"alva": "counsellor", "bo": "counsellor", "maria": "manager", "oskar": "administrator"}
    names = {"alva": ("Alva", "Bergström"), "bo": ("Bo", "Nyholm"), "maria": ("Maria", "Ståhl")}
    made = {
        key: make_user(
            key, roles=(role,), unit=unit, first_name=names.get(key, ("Oskar", "Ek"))[0],
            last_name=names.get(key, ("Oskar", "Ek"))[1],
        )
        for key, role in roles.items()
    }  # fmt: skip
    for key, family in (("anna", "Partanen"), ("iris", "Holm")):
        made[key] = make_user(key, roles=("partner",), first_name=key.title(), last_name=family)
    return made


def _case(programme: Programme, by: User, name: str) -> Case:
    given, family = name.split()
    person = make_participant(programme.unit, given_name=given, family_name=family)
    case = make_case(programme, by=by, participant=person)
    take_task(CaseTask.objects.waiting().filter(case=case).earliest("pk"), by)
    return case


def _asking(unit: Unit, alva: User, people: dict[str, User]) -> dict[str, Case]:
    """Nobody chosen yet; one of three has answered; all have answered."""
    settings = {"asks": (), "may_ask": ("others",), "links": True, "enough": 2, "late": True}
    form = make_form_version("statement", VERDICT, "remark")
    programme = make_programme(
        flow(asking(**settings), task("after"), roles=(WORKER, LEADER, OTHERS)),
        unit=unit, slug="asking", forms={"statement": form}, texts=TEXTS,
    )  # fmt: skip
    names = zip(("chosen", "growing", "answered"), NAMES, strict=False)
    cases = {key: _case(programme, alva, name) for key, name in names}
    for key in ("growing", "answered"):
        asker = CaseTask.objects.waiting().get(case=cases[key], kind=SEVERAL)
        whom = [Whom("others", user=people[who]) for who in ("anna", "iris")]
        outside = Whom("", name="Kurator Berg, gymnasiet")
        rows = several.ask_more(asker, by=alva, whom=[*whom, outside])
        for row in rows[: 1 if key == "growing" else 2]:
            said = {"suits": "yes", "remark": "Det går bättre än i höstas."}
            complete_task(row, by=row.owner, answers=said)
    return cases


def _happening(unit: Unit, alva: User, bo: User) -> dict[str, Case]:
    """A case that may be paused, one that is, and one in which something was missed."""
    make_programme(flow(task("dig")), unit=unit, slug="garden")
    mine, both = ("worker",), ("worker", "leader")
    events = (
        doc.Event("rest", roles=mine, effect=effects.Pause(("tasks", "waits"), longest=MONTH)),
        doc.Event("go_on", roles=mine, effect=effects.Resume()),
        doc.Event("hand_on", roles=mine, effect=effects.Transfer(("worker",))),
        doc.Event("longer", roles=mine, effect=effects.Approval(both, longer=MONTH)),
        doc.Event("extra", roles=mine, effect=effects.ExtraTask("worker", within=MONTH)),
        doc.Event("beside", roles=mine, effect=effects.Enrolment(("garden",))),
    )
    talk = doc.Obligation(
        "talk", steps.Moment("case_start", steps.Period(weeks=1)), steps.Period(weeks=1),
        role="worker", opens=2, miss_needs_reason=True,
    )  # fmt: skip
    programme = make_programme(
        flow(task("work"), events=events, obligations=(talk,), outcomes=(DONE, STOPPED)),
        unit=unit, slug="workshop", texts=TEXTS,
    )  # fmt: skip
    cases = {
        key: _case(programme, alva, name)
        for key, name in zip(("busy", "paused", "missed"), NAMES[3:], strict=True)
    }
    start_event(cases["busy"], "hand_on", alva, {}, said=Said("Jag byter tjänst", to=bo))
    start_event(cases["busy"], "longer", alva, {}, said=Said("Praktiken slutar i maj"))
    start_event(cases["paused"], "rest", alva, {}, said=Said("Sjukskriven i två veckor"))
    for _week in range(2):  # each week is missed by itself
        shift_case(cases["missed"], 8, really=True)
        sweep(case=cases["missed"])
    return cases


def _moving(unit: Unit, alva: User, oskar: User) -> tuple[WorkflowDefinition, int]:
    """A workflow that was changed and whose cases moved, and a draft that takes a step away."""
    first, second = flow(task("look"), task("work")), flow(task("look"), task("plan"), task("work"))
    definition = make_definition("way", first, texts=TEXTS)
    publish(definition)
    programme = Programme.objects.create(
        slug="way", titles={"sv": "Vägen vidare"}, unit=unit, workflow=definition
    )
    cases = [_case(programme, alva, name) for name in NAMES[:4]]
    for case in cases[:2]:
        complete_task(open_task(case, "look"), by=alva, answers={})
    definition.refresh_from_db()
    definition.body = body_from(second, words(second, TEXTS))
    publish(definition, by=oskar)
    definition.refresh_from_db()
    run = move_runs.start_run(definition.latest_version(), by=oskar, choices={"1": {}})
    move_runs.carry_on(run.pk)
    third = flow(task("look"), task("plan"), task("end_talk"))
    definition.body = body_from(third, words(third, TEXTS))
    definition.save_revision(user=oskar)
    return definition, run.pk


def proposal(kind: str) -> str:
    """The address of what was asked of others."""
    return reverse("cases:proposal", args=[Proposal.objects.get(kind=kind).pk])
