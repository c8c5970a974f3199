"""Where the five services contradict each other, each says so in its own files (requirements J.3), never code."""

from collections.abc import Callable

import pytest

from forms.document import Field
from programmes.bundle import SHIPPED, Bundle, read_folder
from workflows.document import WorkflowDocument
from workflows.steps import Decision, Period

ALAND, LJUSNARSBERG = "framsteget", "samverkan_ljusnarsberg"
NYLAND, GOTLAND, SKOVDE = "social_rehabilitering", "jobbvagen_forsteg", "vagen_framat"
SERVICES = {
    slug: read_folder(SHIPPED / slug) for slug in (ALAND, LJUSNARSBERG, NYLAND, GOTLAND, SKOVDE)
}


def path(slug: str) -> WorkflowDocument:
    return SERVICES[slug].workflow_document[0]


def asked(slug: str, form: str) -> dict[str, Field]:
    bundle: Bundle = SERVICES[slug]
    (document, _texts) = next(
        found for name, found in bundle.form_documents.items() if name == form
    )
    return {field.key: field for field in document.fields()}


def stops(slug: str, form: str) -> set[str]:
    """What one cannot go on with, by the question that decides it."""
    found = (field for field in asked(slug, form).values() if field.kind == "stop")
    return {row.field for field in found if field.visible_if for row in field.visible_if.rows}


def codes(slug: str, of: str) -> set[str]:
    return {code.code for code in SERVICES[slug].programme.code_lists[of].codes}


def owed(slug: str) -> dict[str, Period | None]:
    return {each.key: each.every for each in path(slug).obligations}


def decisions(slug: str) -> list[Decision]:
    grants = (block for block in path(slug).blocks() if isinstance(block, Decision))
    return [decision for decision in grants if decision.effect == "grant"]


def gates(slug: str) -> set[str]:
    return {row.field for gate in path(slug).gates for row in gate.rule.rows}


Says = Callable[[], bool]
CONFLICTS: list[tuple[str, str, Says]] = [
    ("J3-1", "another measure is needed", lambda: "enrolled" in stops(SKOVDE, "enrolment")),
    ("J3-1", "another measure is welcome", lambda: "parallel" in asked(GOTLAND, "referral")),
    ("J3-1", "… and stops nobody", lambda: "parallel" not in stops(GOTLAND, "referral")),
    ("J3-2", "nobody takes part intoxicated", lambda: "agreement.drug_free_agreed" in gates(ALAND)),
    ("J3-2", "treatment is no obstacle", lambda: "treatment" not in stops(GOTLAND, "referral")),
    ("J3-3", "no end", lambda: all(not (d.ends or d.total) for d in decisions(ALAND))),
    ("J3-3", "18 months", lambda: decisions(NYLAND)[0].total == Period(months=18)),
    ("J3-3", "12 months and an exception", lambda: "new_end" in asked(GOTLAND, "extension")),
    ("J3-4", "no progress may end it", lambda: "inactive" in codes(GOTLAND, "ground")),
    ("J3-4", "no progress never ends it", lambda: "inactive" not in codes(NYLAND, "ending_reason")),
    ("J3-4", "a second incident may end it", lambda: "event.incident.times" in gates(GOTLAND)),
    ("J3-5", "partners refer", lambda: "partner" in path(GOTLAND).start.roles),
    ("J3-5", "others only notify", lambda: "partner" not in path(NYLAND).start.roles),
    ("J3-6", "support from the municipality", lambda: "livelihood" in stops(GOTLAND, "referral")),
    ("J3-6", "… is the way in", lambda: "income_support" in asked(LJUSNARSBERG, "referral")),
    ("J3-7", "every three months", lambda: owed(GOTLAND)["check_ins"] == Period(months=3)),
    ("J3-7", "every week", lambda: owed(LJUSNARSBERG)["conversations"] == Period(weeks=1)),
    ("J3-7", "only half a year after", lambda: set(owed(ALAND)) == {"half_year_after"}),
    ("J3-11", "another occupation", lambda: "other_meaningful" in codes(ALAND, "onward")),
    ("J3-11", "an ordinary measure", lambda: "joint_programme" in codes(GOTLAND, "onward")),
    ("J3-12", "opinions with the case", lambda: "readier" in asked(SKOVDE, "exit_questions")),
    (
        "J3-12",
        "opinions apart from it",
        lambda: set(asked(NYLAND, "feedback_asked")).isdisjoint({"useful"}),
    ),
    ("J3-13", "gets there alone", lambda: "travels" in asked(GOTLAND, "referral")),
    ("J3-13", "travel is paid", lambda: "travel_kind" in asked(NYLAND, "decision")),
    (
        "J3-14",
        "consent or no start",
        lambda: {"secrecy_lifted", "storage"} <= stops(GOTLAND, "prepare_start"),
    ),
    ("J3-14", "consent for later contact", lambda: not stops(ALAND, "agreement")),
    ("J3-15", "17 § of Åland", lambda: decisions(ALAND)[0].laws == ("afs_14", "afs_17")),
    ("J3-15", "17 § of Finland", lambda: "svl_17" in decisions(NYLAND)[0].laws),
    ("J3-17", "16 to 64", lambda: "participant.age" in gates(GOTLAND)),
    ("J3-17", "a warning below 30", lambda: asked(ALAND, "granting")["younger_why"].checks[0].soft),
    ("J3-17", "no age at all", lambda: "participant.age" not in gates(SKOVDE)),
    ("J3-19", "one or several", lambda: {r.key: r.many for r in path(SKOVDE).roles}["consultant"]),
    ("J3-19", "one coach", lambda: not {r.key: r.many for r in path(GOTLAND).roles}["coach"]),
    ("J3-21", "a number in another system", lambda: "register_id" in asked(SKOVDE, "receive")),
]


@pytest.mark.parametrize(
    "says", [says for *_named, says in CONFLICTS], ids=[f"{a}: {b}" for a, b, _says in CONFLICTS]
)
def test_a_conflict_is_configuration(says):
    assert says()


def test_the_plan_and_the_people_have_five_names():
    assert len({SERVICES[slug].workflow.title.sv for slug in SERVICES}) == len(SERVICES)
    assert len({tuple(role.key for role in path(slug).roles) for slug in SERVICES}) == len(SERVICES)
