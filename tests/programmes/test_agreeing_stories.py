"""Stories in which several must agree, a second case runs beside, somebody outside answers, working days count."""

import json

import pytest
from django.core.management import CommandError, call_command

from cases.models import Programme
from programmes.actions.importing import import_bundle
from programmes.problems import problems
from programmes.reading import BrokenBundle
from tests.factories.bundles import small_bundle, small_folder

pytestmark = pytest.mark.django_db
EVENTS = """\
events:
  - key: hand_on
    title: {sv: Lämna över, fi: Siirrä, en: Hand on}
    roles: [worker]
    effect: {kind: transfer, roles: [worker]}
  - key: longer
    title: {sv: Längre, fi: Pidempään, en: Longer}
    roles: [worker]
    effect: {kind: approval, roles: [worker, leader]}
  - {key: also, title: {sv: Bredvid, fi: Rinnalle, en: Beside}, roles: [worker], effect: {kind: enrolment}}
outcomes:
"""
LEADER = """\
    who: [counsellor]
  - key: leader
    title: {sv: Ledare, fi: Johtaja, en: Leader}
    who: [manager]
start:
"""
POLL = """\
        due: {anchor: now, workdays: 3}
      - kind: several
        key: poll
        title: {sv: Fråga flera, fi: Kysy monelta, en: Ask several}
        role: worker
        form: question
        links: true
        enough: 1
"""
ONCE = """\
steps:
  - {day: 0, role: worker, start: case, expect: {due: {ask: {in: {workdays: 3}}}}}
"""


def folder(tmp_path, *lines: str, story: str = ONCE):
    """The small service with more in it, and a story of these steps."""
    made = small_folder(
        tmp_path,
        workflow=("outcomes:\n", EVENTS),
        once=("steps:\n", "rest:\n"),
        question=("sections:\n", "settings: {open_to: link}\nsections:\n"),
    )
    path = made / "workflow.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("    who: [counsellor]\nstart:\n", LEADER)
    path.write_text(text.replace("        due: {anchor: now, days: 3}\n", POLL), encoding="utf-8")
    path = made / "stories" / "once.yaml"
    head = path.read_text(encoding="utf-8").partition("rest:")[0]
    path.write_text(head + story + "".join(f"  - {line}\n" for line in lines), encoding="utf-8")
    return str(made)


def played(capsys, *where) -> list[tuple[str, str]]:
    call_command("play", *where, "once", "--json")
    (line,) = capsys.readouterr().out.splitlines()
    return [(step["task"], step["result"]) for step in json.loads(line)["steps"]]


ASKED = "{day: 1, role: worker, task: ask, answers: {way: yes_please}}"


def test_a_role_is_offered_declined_and_taken_over(tmp_path, capsys):
    where = folder(
        tmp_path,
        ASKED,
        "{day: 2, role: worker, event: hand_on, reason: Flyttar, hand_on: {to: another_worker}}",
        "{day: 3, role: another_worker, disagree: hand_on, expect: {refused: reason_missing}}",
        "{day: 3, role: another_worker, disagree: hand_on, reason: För mycket, expect: {told: [worker]}}",
        "{day: 4, role: worker, event: hand_on, reason: Flyttar, hand_on: {role: worker, to: another_worker}}",
        "{day: 5, role: worker, look: case}",
        "{day: 5, role: another_worker, agree: hand_on}",
        "{day: 6, role: worker, look: case, expect: {refused: not_found}}",
        "{day: 6, role: another_worker, look: case}",
    )

    assert played(capsys, where)[-4:] == [
        ("look", "done"),
        ("agree:hand_on", "done"),
        ("look", "refused: not_found"),
        ("look", "done"),
    ]


def test_what_needs_several_happens_when_each_has_agreed(tmp_path, capsys):
    held = "{all: [[event.longer.times, at_least, 1]]}"
    where = folder(
        tmp_path,
        ASKED,
        "{day: 1, role: worker, appoint: {leader: leader}}",
        "{day: 2, role: worker, event: longer, reason: Behövs, expect: {told: [leader]}}",
        "{day: 3, role: worker, agree: longer}",
        "{day: 3, role: worker, agree: longer, expect: {refused: not_for_you}}",
        f"{{day: 4, role: leader, agree: longer, expect: {{holds: {held}}}}}",
    )

    assert ("agree:longer", "done") in played(capsys, where)


def test_somebody_outside_answers_by_a_personal_link_once(tmp_path, capsys):
    where = folder(
        tmp_path,
        "{day: 1, role: worker, link: {step: ask}}",
        "{day: 2, outside: {step: ask}, answers: {way: no_thanks}, expect: {refused: answers_wrong}}",
        "{day: 2, outside: {step: ask}, answers: {way: yes_please}, expect: {open: [ask], told: [worker]}}",
        "{day: 3, outside: {step: ask}, answers: {way: yes_please}, expect: {refused: link_refused}}",
        "{day: 3, role: worker, task: ask, answers: {way: yes_please}, expect: {open: [poll]}}",
        "{day: 4, role: worker, link: {step: poll, name: Doktor Berg}}",
        "{day: 9, outside: {step: poll, name: Doktor Berg}, answers: {way: yes_please}, expect: {closed: true}}",
    )

    assert played(capsys, where)[-1] == ("outside", "done")


def test_a_case_begun_beside_goes_on_when_the_first_one_ends(tmp_path, capsys):
    """AC-028, AC-029."""
    beside = "{closed: false, open: [ask], late: [ask]}"
    where = folder(
        tmp_path,
        ASKED,
        "{day: 2, role: worker, enrol: {event: also}, expect: {beside: {open: [ask]}}}",
        "{day: 30, role: worker, without: poll, reason: Räcker, "
        f"expect: {{closed: true, beside: {beside}}}}}",
    )

    assert played(capsys, where)[2] == ("enrol:also", "done")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{day: 0, role: worker, look: case, expect: {due: {ask: {in: {workdays: 4}}}}}", "ask"),
        ("{day: 0, role: worker, agree: longer}", "longer"),
        ("{day: 0, role: worker, look: case, expect: {beside: {closed: false}}}", "Day 0|Dag 0"),
        ("{day: 0, role: worker, enrol: {event: also, programme: nowhere}}", "nowhere|not_for_you"),
        ("{day: 0, outside: {step: ask}, answers: {way: yes_please}}", "ask"),
    ],
)
def test_what_is_not_so_stops_the_story_with_a_sentence(tmp_path, line, said):
    with pytest.raises(CommandError, match=said):
        call_command("play", folder(tmp_path, ASKED.replace("day: 1", "day: 0"), line), "once")


@pytest.mark.parametrize(
    "line",
    [
        "agree: ask, role: worker",
        "event: longer, role: worker, hand_on: {to: worker}",
        "event: hand_on, role: worker, hand_on: {to: nobody_known}",
        "enrol: {event: hand_on}, role: worker",
        "link: {step: nowhere}, role: worker",
        "outside: {step: ask, name: Doktor Berg}",
        "look: case, role: worker, expect: {due: {nowhere: {in: {days: 1}}}}",
        "role: another_nobody, look: case",
    ],
)
def test_names_that_nothing_answers_to_are_problems(line):
    bundle = small_bundle(
        workflow=("outcomes:\n", EVENTS.replace("[worker, leader]", "[worker]")),
        once=("start: case}\n", f"start: case}}\n  - {{day: 1, {line}}}\n"),
    )

    assert [each.file for each in problems(bundle)] == ["stories/once.yaml"]


def test_a_case_may_only_begin_in_a_programme_that_is_there():
    named = EVENTS.replace("{kind: enrolment}", "{kind: enrolment, programmes: [small, far_away]}")
    bundle = small_bundle(workflow=("outcomes:\n", named.replace(", leader]", "]")))

    with pytest.raises(BrokenBundle) as refused:
        import_bundle(bundle)

    [problem] = refused.value.problems
    assert "far_away" in problem.sentence
    line = bundle.files()[problem.file].splitlines()[problem.line - 1]
    assert (problem.file, line.strip()) == ("workflow.yaml", "- key: also")


def test_a_programme_may_begin_cases_of_its_own():
    named = EVENTS.replace("{kind: enrolment}", "{kind: enrolment, programmes: [small]}")

    import_bundle(small_bundle(workflow=("outcomes:\n", named.replace(", leader]", "]"))))

    assert Programme.objects.get().slug == "small"
