"""Incidents, interruption and declining: what is counted, what that unlocks, and who decides."""

import pytest

from cases.actions.events import Said, events_for, start_event
from cases.actions.tasks import complete_task
from cases.facts import Facts
from cases.refusals import GateHoldsBack, NotForYou, TaskNotYours
from cases.simulated_time import shift_case
from cases.sweeper import sweep
from forms.conditions.rules import Row, Rule
from tests.factories.accounts import make_user
from tests.factories.cases import (
    DONE,
    NEVER,
    STOPPED,
    end,
    flow,
    make_case,
    make_programme,
    make_worker,
    open_keys,
    open_task,
    task,
)
from workflows import document as doc
from workflows import effects, steps

pytestmark = pytest.mark.django_db
TWICE = Rule("all", (Row("event.incident.times", "at_least", 2),))
INCIDENT = doc.Event("incident", roles=("worker",), form="what")
CONTACT = doc.Role("contact", who=("decision_maker",))
ROLES = (doc.Role("worker", who=("counsellor",)), CONTACT)


def begun(document):
    """A case with a counsellor and a contact person."""
    programme = make_programme(document)
    worker = make_worker(programme, "alva")
    contact = make_user("elis", unit=programme.unit, roles=("decision_maker",))
    case = make_case(programme, by=worker)
    for user, role in ((worker, "worker"), (contact, "contact")):
        case.team.create(user=user, role=role, since=case.opened_at, appointed_by=worker)
    return case, worker, contact


def report(case, worker, what="shouting"):
    return start_event(case, "incident", worker, {"remark": what})


def offered(case, user):
    return [each.key for each in events_for(case, user)]


def test_a_single_incident_only_warns_and_two_make_the_ground_selectable():
    """AC-089: the number is the author's."""
    ending = doc.Event("aggression", roles=("worker",), blocks=(end("off", "stopped"),))
    gate = doc.Gate("repeated", "aggression", TWICE)
    case, worker, _ = begun(
        flow(task("work"), events=(INCIDENT, ending), gates=(gate,), roles=ROLES)
    )
    report(case, worker)
    assert offered(case, worker) == ["incident"]
    with pytest.raises(GateHoldsBack):
        start_event(case, "aggression", worker, {})

    report(case, worker)
    assert offered(case, worker) == ["incident", "aggression"]
    start_event(case, "aggression", worker, {})

    case.refresh_from_db()
    assert (case.outcome, case.outcome_kind) == ("stopped", "interrupted")


def test_the_incident_that_is_being_reported_counts_for_its_own_blocks():
    ways = (
        steps.Branch("again", (task("consider_ending"),), TWICE),
        steps.Branch("first", (task("talk"),)),
    )
    incident = doc.Event("incident", roles=("worker",), blocks=(steps.Choice("how", ways),))
    case, worker, _ = begun(flow(task("work"), events=(incident,), roles=ROLES))

    start_event(case, "incident", worker, {})
    assert open_keys(case) == ["talk", "work"]
    start_event(case, "incident", worker, {})
    assert open_keys(case) == ["consider_ending", "talk", "work"]


def test_an_end_may_be_held_back_until_there_are_enough_incidents():
    case, worker, _ = begun(
        flow(
            task("work"),
            events=(INCIDENT,),
            gates=(doc.Gate("enough", "end", TWICE),),
            roles=ROLES,
        )
    )
    with pytest.raises(GateHoldsBack):
        complete_task(open_task(case, "work"), by=worker, answers={})
    report(case, worker)
    report(case, worker)

    complete_task(open_task(case, "work"), by=worker, answers={})

    case.refresh_from_db()
    assert not case.is_open


def test_incidents_are_counted_per_case_and_per_event():
    other = doc.Event("influence", roles=("worker",))
    case, worker, _ = begun(flow(task("work"), events=(INCIDENT, other), roles=ROLES))
    report(case, worker)
    report(case, worker)
    beside = make_case(case.programme, by=worker)

    counted = [
        Facts(each).value(f"event.{key}.times")
        for each in (case, beside)
        for key in ("incident", "influence")
    ]

    assert counted == [2, 0, 0, 0]


def test_under_influence_one_incident_is_enough():
    """AC-090: the ground is there from the first one."""
    once = Rule("all", (Row("event.influence.times", "at_least", 1),))
    events = (
        doc.Event("influence", roles=("worker",)),
        doc.Event("ends", roles=("worker",), blocks=(end("off", "stopped"),)),
    )
    case, worker, _ = begun(
        flow(task("work"), events=events, gates=(doc.Gate("seen", "ends", once),), roles=ROLES)
    )
    assert offered(case, worker) == ["influence"]

    start_event(case, "influence", worker, {})

    assert offered(case, worker) == ["influence", "ends"]


def interruption():
    """The counsellor reports, the contact person decides (002-B3.22, J4-11, J3-20)."""
    stop = steps.Branch(
        "ends", (steps.Decision("decide", role="contact", effect="end"), end("off", "stopped"))
    )
    ways = (stop, steps.Branch("goes_on"))
    blocks = (steps.Choice("way", ways, judged_by="contact"),)
    event = doc.Event("interruption", roles=("worker", "contact"), blocks=blocks)
    outcomes = (DONE, STOPPED, NEVER)
    return flow(task("work"), events=(event,), roles=ROLES, outcomes=outcomes)


def test_the_counsellor_reports_and_the_contact_person_decides():
    """AC-053, J4-11: whoever reports an interruption does not decide it."""
    case, worker, contact = begun(interruption())
    start_event(case, "interruption", worker, {})
    judged = open_task(case, "way")
    assert judged.owner == contact

    with pytest.raises(TaskNotYours):
        complete_task(judged, by=worker, answers={"branch": "ends"})
    complete_task(judged, by=contact, answers={"branch": "ends"})
    complete_task(open_task(case, "decide"), by=contact, answers={})

    case.refresh_from_db()
    assert (case.outcome, case.outcome_kind, case.closed_by) == ("stopped", "interrupted", contact)
    assert case.decisions.get().decided_by == contact


def test_an_interruption_that_is_not_decided_leaves_the_case_as_it_was():
    case, worker, contact = begun(interruption())
    start_event(case, "interruption", worker, {})

    complete_task(open_task(case, "way"), by=contact, answers={"branch": "goes_on"})

    case.refresh_from_db()
    assert (case.is_open, open_keys(case)) == (True, ["work"])


def test_after_an_interruption_a_new_application_is_a_new_case():
    """AC-099, 002-B1f: a new episode, the old one kept."""
    case, worker, contact = begun(interruption())
    start_event(case, "interruption", worker, {})
    complete_task(open_task(case, "way"), by=contact, answers={"branch": "ends"})
    complete_task(open_task(case, "decide"), by=contact, answers={})

    again = make_case(case.programme, by=worker, participant=case.participant)

    assert again.number == case.number + 1
    assert list(case.participant.cases.order_by("pk")) == [case, again]


def test_the_participant_declines_and_the_case_ends_as_the_author_counts_it():
    """AC-040, MN-5: at the start it counts as not started, later as interrupted."""
    early = doc.Event("declines", roles=("worker",), phases=("meet",), blocks=(end("no", "never"),))
    late = doc.Event("leaves", roles=("worker",), phases=("work",), blocks=(end("off", "stopped"),))
    phases = (doc.Phase("meet", (task("talk"),)), doc.Phase("work", (task("do"), end())))
    document = flow(phases=phases, events=(early, late), roles=ROLES)
    case, worker, contact = begun(document)
    with pytest.raises(NotForYou):
        start_event(case, "declines", contact, {})
    start_event(case, "declines", worker, {})
    case.refresh_from_db()
    assert case.outcome_kind == "not_started"

    case = make_case(case.programme, by=worker)
    case.team.create(user=worker, role="worker", since=case.opened_at, appointed_by=worker)
    complete_task(open_task(case, "talk"), by=worker, answers={})
    case.refresh_from_db()
    start_event(case, "leaves", worker, {})
    case.refresh_from_db()
    assert case.outcome_kind == "interrupted"


def test_a_pause_that_nobody_ends_may_become_an_ending():
    """M3: the author draws what happens when a case is not resumed in time."""
    back = Rule("all", (Row("case.paused", "is", False),))
    waits = steps.Wait("month", until=steps.Moment("now", steps.Period(months=1)), rule=back)
    ways = (steps.Branch("resumed", rule=back), steps.Branch("gone", (end("off", "stopped"),)))
    rest = doc.Event(
        "rest",
        roles=("worker",),
        effect=effects.Pause(("tasks", "obligations")),
        blocks=(waits, steps.Choice("back", ways)),
    )
    go_on = doc.Event("go_on", roles=("worker",), effect=effects.Resume())
    case, worker, _ = begun(flow(task("work"), events=(rest, go_on), roles=ROLES))
    start_event(case, "rest", worker, {}, said=Said("Sjukskriven"))
    shift_case(case, 32, really=True)
    sweep()

    case.refresh_from_db()
    assert (case.outcome, case.paused_on) == ("stopped", None)
