"""Who is offered for a role, from which places, and several at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.actions import tasks, team
from cases.candidates import people_for
from cases.facts import Facts
from cases.queries.people import SHOWN_AT_MOST, RolePick, about
from cases.refusals import CannotHoldRole
from tests.factories.accounts import grant_role, make_organisation, make_unit, make_user
from tests.factories.cases import (
    DONE,
    WORKER,
    flow,
    make_case,
    make_programme,
    make_worker,
    open_task,
    task,
)
from workflows import document as doc

pytestmark = pytest.mark.django_db

HELPER = doc.Role("helper", who=("partner", "group_leader"), many=True)
DECIDER = doc.Role("decider", who=("decision_maker",))


@pytest.fixture
def place():
    """A case whose first task names helpers, and the unit's own worker who has it."""
    drawn = flow(
        task("first", appoints=("helper",)),
        task("second"),
        roles=(WORKER, HELPER, DECIDER),
        outcomes=(DONE,),
    )
    programme = make_programme(drawn)
    worker = make_worker(programme, "alva")
    case = make_case(programme, by=worker)
    tasks.take_task(open_task(case, "first"), worker)
    return programme, worker, case


def partner(name, place="Arbetskraftsbyrån"):
    unit = make_unit("Kundservice", organisation=make_organisation(place))
    return make_user(name, roles=("partner",), unit=unit, last_name=name)


def offered(case, role):
    return [user.username for user in people_for(Facts(case), role)]


def test_partners_of_every_organisation_are_offered_after_the_units_own(place):
    programme, _, case = place
    partner("berit"), partner("aron", "FPA")
    make_worker(programme, "cia", roles=("group_leader",))
    make_user("elsewhere", roles=("group_leader",), unit=make_unit("Vuxensocialt arbete"))

    assert offered(case, HELPER) == ["cia", "aron", "berit"]


def test_a_partner_whose_role_is_on_the_platform_is_offered_too(place):
    _, _, case = place
    make_user("fri", roles=("partner",))

    assert offered(case, HELPER) == ["fri"]


def test_other_units_of_the_organisation_help_while_the_own_has_nobody(place):
    programme, worker, case = place
    near = make_user("nora", roles=("decision_maker",), unit=make_unit("Vuxensocialt arbete"))
    far = make_unit("Annan enhet", organisation=make_organisation("Annan kommun"))
    make_user("frans", roles=("decision_maker",), unit=far)
    boss = make_user("berta", roles=())
    grant_role(boss, "decision_maker", organisation=far.organisation)

    assert offered(case, DECIDER) == ["nora"]
    own = make_worker(programme, "olle", roles=("decision_maker",))
    assert offered(case, DECIDER) == ["olle"]
    with pytest.raises(CannotHoldRole):
        team.appoint(case, by=worker, role="decider", people=[near])
    team.appoint(case, by=worker, role="decider", people=[own])


def test_who_is_offered_may_be_appointed_and_nobody_else(place):
    _, worker, case = place
    near = make_user("nora", roles=("decision_maker",), unit=make_unit("Vuxensocialt arbete"))
    stranger = partner("berit")

    team.appoint(case, by=worker, role="decider", people=[near])

    with pytest.raises(CannotHoldRole):
        team.appoint(case, by=worker, role="decider", people=[stranger])
    assert case.team.get(role="decider", until=None).user == near


def test_several_are_appointed_at_once_by_finishing_a_task(place):
    _, worker, case = place
    people = [partner("berit"), partner("aron", "FPA")]

    finish(case, worker, people)

    held = case.team.filter(role="helper", until=None).values_list("user__username", flat=True)
    assert set(held) == {"berit", "aron"}
    assert [person.notices.get().code for person in people] == ["appointed", "appointed"]


def test_one_who_may_not_keeps_all_of_them_out(place):
    _, worker, case = place
    people = [partner("berit"), make_user("nobody", roles=())]

    with pytest.raises(CannotHoldRole, match="nobody"):
        finish(case, worker, people)
    with pytest.raises(CannotHoldRole, match="nobody"):
        team.appoint(case, by=worker, role="helper", people=people)

    assert not case.team.filter(role="helper").exists()


def test_a_role_for_one_is_not_given_to_two(place):
    programme, worker, case = place
    two = [make_worker(programme, name, roles=("decision_maker",)) for name in ("bo", "cia")]

    with pytest.raises(CannotHoldRole):
        team.appoint(case, by=worker, role="decider", people=two)

    assert not case.team.filter(role="decider").exists()


def test_who_holds_a_role_already_is_not_told_again(place):
    _, worker, case = place
    berit, aron = partner("berit"), partner("aron")
    team.appoint(case, by=worker, role="helper", people=[berit])

    finish(case, worker, [berit, aron])

    assert berit.notices.count() == 1
    assert case.team.filter(role="helper", until=None).count() == 2


def test_a_person_is_told_apart_by_title_unit_and_organisation(place):
    _, worker, case = place
    guest = partner("berit")
    guest.title = "Handläggare"

    assert about(guest, case.unit) == "Handläggare, Kundservice, Arbetskraftsbyrån"
    assert about(worker, case.unit) == "Social rehabilitering"


def test_a_long_list_is_searched_and_the_chosen_stay_in_sight(place):
    _, _, case = place
    people = [partner(f"person{n:02}") for n in range(SHOWN_AT_MOST + 3)]
    chosen = people[-1]
    pick = RolePick(
        "helper", "Hjälp", people, case.unit, many=True, chosen=frozenset({str(chosen.pk)})
    )

    found = RolePick("helper", "Hjälp", people, case.unit, many=True, asked="PERSON03 kund")

    assert pick.rows[0].user == chosen
    assert len(pick.rows) == SHOWN_AT_MOST + 1
    assert [row.user.username for row in found.rows] == ["person03"]


def test_offering_costs_the_same_for_one_person_and_for_three(place):
    _, _, case = place
    costs = []
    assert case.unit.organisation
    for names in (["a"], ["b", "c"]):
        for name in names:
            partner(name, f"Organisation {name}")
        with CaptureQueriesContext(connection) as made:
            for person in people_for(Facts(case), HELPER):
                about(person, case.unit)
        costs.append(len(made))

    assert costs[0] == costs[1] <= 3


def finish(case, worker, people):
    return tasks.complete_task(
        open_task(case, "first"), by=worker, answers={}, appointments={"helper": people}
    )


def test_a_role_for_one_takes_one_however_many_were_sent(place):
    programme, worker, _case = place
    people = [worker, make_worker(programme, "bo")]
    sent = [str(each.pk) for each in people]

    alone = RolePick("helper", "Helper", people, programme.unit)
    together = RolePick("helper", "Helper", people, programme.unit, many=True)

    assert alone.those(sent) == people[:1]
    assert together.those(sent) == people
    assert together.those(["0", "x"]) == []


def test_who_holds_a_role_for_many_is_not_offered_again_but_a_role_for_one_shows_its_holder(place):
    programme, worker, _case = place
    people = [worker, make_worker(programme, "bo")]

    def shown(*, many: bool) -> list[str]:
        pick = RolePick("helper", "Helper", people, programme.unit, many=many, now=(worker,))
        return [each.user.username for each in pick.rows]

    assert shown(many=True) == ["bo"]
    assert shown(many=False) == ["alva", "bo"]
