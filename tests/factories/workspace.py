"""A small service as it looks in the workspace: words in Swedish, people, and cases at several points of the way."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Unit, User
from cases.actions.tasks import complete_task, take_task
from cases.models import Case, Programme
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import make_case, make_participant, make_programme, open_task
from tests.factories.forms import make_form
from workflows import document as doc
from workflows import steps

CONTACT = doc.Role("contact", who=("decision_maker",))
COUNSELLOR = doc.Role("counsellor", who=("counsellor",))
PARTNER = doc.Role("social_work", who=("partner",), many=True)

TEXTS = {
    "workflow.title": "Social rehabilitering",
    "phase.intake.title": "Anmälan och bedömning",
    "phase.mapping.title": "Kartläggning",
    "phase.work.title": "Arbetsskede",
    "phase.closing.title": "Avslutande skede",
    "role.contact.title": "Egen kontaktperson",
    "role.counsellor.title": "Socialhandledare",
    "role.social_work.title": "Vuxensocialarbetet",
    "step.start.title": "Ny anmälan",
    "step.start.lead": "Skriv det du vet. Resten frågar vi om senare.",
    "step.assess.title": "Bedöm servicebehovet",
    "step.assess.lead": "Ni två går igenom vardagen och vad som behövs.",
    "step.assess.guidance": "Börja med det som fungerar.\nFråga vad personen själv vill ändra.",
    "step.decide.title": "Fatta beslut",
    "step.meet.title": "Inledande möte",
    "step.plan.title": "Genomförandeplan",
    "step.plan.guidance": "Två eller tre mål räcker.",
    "step.evaluate.title": "Utvärdering",
    "step.final.title": "Slututvärdering",
    "branch.onward.again": "En period till i arbetsskedet",
    "branch.onward.close": "Vidare till avslutning",
    "step.onward.title": "Hur går vi vidare?",
    "event.stop.title": "Personen vill sluta",
    "event.stop.guidance": "Att sluta påverkar inga förmåner.",
    "event.pause.title": "Anteckna ett avbrott",
    "obligation.three.title": "3-månadersutvärdering",
    "obligation.joint.title": "Gemensam utvärdering",
    "outcome.finished.title": "Vägen är klar",
    "outcome.stopped.title": "Avbruten på egen begäran",
    "gate.close": "Skriv slututvärderingen först.",
    "law.svl17": "Socialvårdslagen 17 §",
    "law.svl34": "Socialvårdslagen 34 §",
    "decision.decide.text": "{participant} beviljas social rehabilitering {starts_on} – {ends_on}, "
    "{months} månader.\n\n"
    "Skäl: {answer:grounds}\n\n{decided_by}, {organisation}",
}


def service() -> doc.WorkflowDocument:
    """The drawing: four phases, two events, two obligations."""
    closing = (_final(), steps.End("end", outcome="finished"))
    stopped = (steps.End("stopped", "stopped"),)
    leaders = ("counsellor", "contact")
    return doc.WorkflowDocument(
        start=doc.Start(("counsellor", "partner"), "referral", {"urgency": "urgency"}),
        phases=(
            doc.Phase("intake", _intake()),
            doc.Phase("mapping", _mapping()),
            doc.Phase("work", _work()),
            doc.Phase("closing", closing),
        ),
        events=(
            doc.Event("stop", roles=leaders, form="stopping", blocks=stopped),
            doc.Event("pause", roles=("counsellor",)),
        ),
        obligations=_obligations(),
        roles=(CONTACT, COUNSELLOR, PARTNER),
        outcomes=(doc.Outcome("finished"), doc.Outcome("stopped", "interrupted")),
    )


def _work() -> tuple[steps.AnyBlock, ...]:
    again = steps.Branch("again", (steps.Return("again_work", phase="work"),))
    return (
        steps.Task(
            "evaluate", role="counsellor", form="evaluation", due=_in(steps.Period(weeks=2))
        ),
        steps.Choice("onward", judged_by="counsellor", branches=(again, steps.Branch("close"))),
    )


def _obligations() -> tuple[doc.Obligation, ...]:
    every = steps.Period(months=6)
    asked = {"opens": 14, "form": "evaluation"}
    three = steps.Moment("service_start", steps.Period(months=3))
    return (
        doc.Obligation("three", three, role="counsellor", miss_needs_reason=True, **asked),
        doc.Obligation(
            "joint", steps.Moment("service_start", every), every=every, role="contact", **asked
        ),
    )


def _in(period: steps.Period) -> steps.Moment:
    return steps.Moment("now", period)


def _intake() -> tuple[steps.Task, ...]:
    return (
        steps.Task(
            "assess",
            role="contact",
            form="assessment",
            due=steps.Moment("now", steps.Period(days=14)),
            appoints=("counsellor",),
            records={"service_start": "service_start"},
        ),
        steps.Decision(
            "decide",
            role="contact",
            form="decision",
            starts="starts_on",
            ends="ends_on",
            longest=steps.Period(months=6),
            total=steps.Period(months=18),
            laws=("svl17", "svl34"),
        ),
    )


def _mapping() -> tuple[steps.Task, ...]:
    plan = {
        "group": "goals",
        "main": "main",
        "own_words": "own_words",
        "sub": "sub",
        "change": "change",
        "review_on": "review_on",
    }
    return (
        steps.Meeting(
            "meet",
            role="counsellor",
            form="meeting",
            due=steps.Moment("now", steps.Period(days=7)),
            may_skip=True,
        ),
        steps.Task(
            "plan",
            role="counsellor",
            form="plan",
            due=steps.Moment("now", steps.Period(weeks=4)),
            tells=("contact",),
            goals=plan,
        ),
    )


def _final() -> steps.Task:
    return steps.Task(
        "final",
        role="counsellor",
        form="evaluation",
        due=steps.Moment("now", steps.Period(weeks=4)),
    )


def make_forms() -> dict[str, Any]:
    """The forms of the service, with Swedish words where they are seen."""
    group = {
        "kind": "group",
        "items": {"sub": "text", "change": "long_text", "review_on": "date"},
    }
    asked: dict[str, dict[str, Any]] = {
        "referral": {
            "reason": {"kind": "long_text", "required": True},
            "urgency": {"kind": "choice", "choices": ("at_once", "not_urgent")},
            "contact_wish": "text",
        },
        "assessment": {
            "life": {"kind": "long_text", "required": True},
            "works": {"kind": "yes_no"},
            "service_start": {"kind": "date", "required": True},
        },
        "decision": {
            "grounds": {"kind": "long_text", "required": True},
            "starts_on": {"kind": "date", "required": True},
            "ends_on": {"kind": "date", "required": True},
        },
        "meeting": {"agreed": {"kind": "long_text", "required": True}},
        "plan": {
            "main": {"kind": "text", "required": True},
            "own_words": "long_text",
            "goals": group,
        },
        "evaluation": {
            "view": {"kind": "long_text", "required": True},
            "well": {"kind": "scale", "least": 0, "most": 10},
        },
        "stopping": {"why": "long_text"},
    }
    return {
        slug: make_form(slug, fields, texts=FORM_TEXTS.get(slug)) for slug, fields in asked.items()
    }


FORM_TEXTS: dict[str, dict[str, str]] = {
    "referral": {
        "section.part_1.title": "Anmälan",
        "field.reason.label": "Varför görs anmälan?",
        "field.urgency.label": "Hur brådskande är det?",
        "field.urgency.choice.at_once": "Genast",
        "field.urgency.choice.not_urgent": "Kan vänta några veckor",
    },
    "assessment": {
        "section.part_1.title": "Vardagen nu",
        "section.part_1.tips": "Börja med det som har gått bra.\nLåt tystnaden få ta plats.",
        "field.life.label": "Hur ser en vanlig dag ut?",
        "field.works.label": "Finns det något som fungerar redan?",
        "field.service_start.label": "Första dagen i tjänsten",
    },
    "decision": {
        "section.part_1.title": "Beslutet",
        "field.grounds.label": "Skäl",
        "field.starts_on.label": "Från och med",
        "field.ends_on.label": "Till och med",
    },
    "plan": {
        "section.part_1.title": "Målen",
        "field.main.label": "Huvudmål",
        "field.own_words.label": "Med personens egna ord",
        "field.goals.label": "Delmål",
        "field.goals.row": "Delmål",
        "field.goals.sub.label": "Vad ska vara annorlunda?",
        "field.goals.change.label": "Små steg, ett per rad",
        "field.goals.review_on.label": "När ser vi på det?",
    },
    "meeting": {"section.part_1.title": "Mötet", "field.agreed.label": "Vad kom ni överens om?"},
    "evaluation": {
        "section.part_1.title": "Så har det gått",
        "field.view.label": "Hur har tiden varit?",
        "field.well.label": "Hur mår du?",
    },
    "stopping": {
        "section.part_1.title": "Vad hände?",
        "field.why.label": "Varför vill personen sluta?",
    },
}


def make_service(unit: Unit | None = None, slug: str = "social-rehabilitering") -> Programme:
    """The programme, its forms and words."""
    programme = make_programme(
        service(), unit=unit or make_unit(), slug=slug, forms=make_forms(), texts=TEXTS
    )
    programme.titles = {
        "sv": "Social rehabilitering",
        "fi": "Sosiaalinen kuntoutus",
        "en": "Social rehabilitation",
    }
    programme.save(update_fields=["titles"])
    return programme


def make_people(unit: Unit) -> dict[str, User]:
    """A counsellor, an own contact person who decides, a manager."""
    return {
        "alva": make_user(
            "alva", unit=unit, first_name="Alva", last_name="Bergström", title="Socialhandledare"
        ),
        "petter": make_user(
            "petter", roles=("decision_maker",), unit=unit, first_name="Petter", last_name="Nyholm"
        ),
        "maria": make_user(
            "maria", roles=("manager",), unit=unit, first_name="Maria", last_name="Chef"
        ),
    }


def referred(
    programme: Programme, by: User, name: str = "Sirkka Holmlund", urgency: str = "not_urgent"
) -> Case:
    """A case that was just registered; its first task lies in the queue."""
    given, family = name.split()
    person = make_participant(
        programme.unit,
        given_name=given,
        family_name=family,
        birth_date=date(1981, 4, 2),
        contact_wish="på telefon, före lunch",
    )
    answers = {"reason": "Orkar inte ut.", "urgency": urgency}
    return make_case(programme, by=by, participant=person, answers=answers)


def assessed(
    programme: Programme, people: dict[str, User], name: str = "Sirkka Holmlund", **more: Any
) -> Case:
    """A case whose need was assessed: the decision is next, and the counsellor is appointed."""
    case = referred(programme, people["alva"], name, **more)
    task = open_task(case, "assess")
    take_task(task, people["petter"])
    start = timezone.localdate().isoformat()
    complete_task(
        open_task(case, "assess"),
        by=people["petter"],
        answers={"life": "Sover dåligt.", "works": True, "service_start": start},
        appointments={"counsellor": [people["alva"]]},
    )
    return Case.objects.get(pk=case.pk)


def decided(
    programme: Programme, people: dict[str, User], name: str = "Sirkka Holmlund", **more: Any
) -> Case:
    """A case with its first decision: the counsellor's start meeting is next."""
    case = assessed(programme, people, name, **more)
    today = timezone.localdate()
    complete_task(
        open_task(case, "decide"),
        by=people["petter"],
        answers={
            "grounds": "Behovet är bedömt.",
            "starts_on": today.isoformat(),
            "ends_on": (today + timedelta(days=180)).isoformat(),
        },
    )
    return Case.objects.get(pk=case.pk)


def planned(
    programme: Programme, people: dict[str, User], name: str = "Sirkka Holmlund", **more: Any
) -> Case:
    """A case with goals: the evaluation is next."""
    case = decided(programme, people, name, **more)
    alva = people["alva"]
    complete_task(open_task(case, "meet"), by=alva, answers={"agreed": "Vi ses varje vecka."})
    goals = [
        {"sub": "En dygnsrytm som håller", "change": "Lägga mig före midnatt\nFrukost vid bordet"}
    ]
    answers = {
        "main": "Orka gå ut",
        "own_words": "Jag vill orka gå ut utan att planera hela dagen.",
        "goals": goals,
    }
    complete_task(open_task(case, "plan"), by=alva, answers=answers)
    return Case.objects.get(pk=case.pk)
