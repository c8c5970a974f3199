"""The play command: a story on the real engine, told or reported, and stopped at the first thing that is not so."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import gettext as _

from accounts.models import RoleGrant, User
from cases.models import Case, Programme
from programmes.actions.importing import import_bundle
from programmes.playing.cast import INVENTED
from tests.factories.accounts import make_user
from tests.factories.bundles import small_bundle, small_folder

pytestmark = pytest.mark.django_db


def played(capsys, *arguments: str) -> dict:
    call_command("play", *arguments, "--json")
    (line,) = capsys.readouterr().out.splitlines()
    return json.loads(line)


def test_a_folder_that_is_not_shipped_is_imported_and_played(tmp_path, capsys):
    assert played(capsys, str(small_folder(tmp_path)), "once") == {
        "ok": True,
        "steps": [
            {"day": 0, "role": "worker", "task": "start", "result": "done"},
            {"day": 5, "role": "", "task": "", "result": "time passed"},
            {"day": 6, "role": "worker", "task": "ask", "result": "done"},
        ],
        "outcome": "done",
        "open_tasks": [],
        "obligations": {"met": 0, "missed": 0, "late": 0},
    }


def test_a_programme_is_played_by_its_name(capsys):
    import_bundle(small_bundle())

    assert played(capsys, "small", "once")["ok"] is True


def test_the_told_path_names_days_people_and_the_end(tmp_path, capsys):
    call_command("play", str(small_folder(tmp_path)), "once")

    told = capsys.readouterr().out
    assert f"    5        {_('Time passes.')}" in told
    assert "    6        Fråga · Aino Lindqvist" in told
    assert "Klar" in told


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        (("open: [ask], late: [ask]", "not_open: [ask]"), "Day 5|Dag 5"),
        (("outcome: done, closed: true", "closed: false"), "Day 6 ask|Dag 6 ask"),
        (("{way: yes_please}", "{way: no_thanks}"), "answers_wrong"),
        (("{way: yes_please}", "{}"), "answers_wrong"),
        (("outcome: done, closed: true", "refused: task_not_yours"), "Day 6 ask|Dag 6 ask"),
        (("{way: yes_please}", "{way: no_thanks, why: {from: nowhere}}"), "nowhere"),
    ],
)
def test_the_first_expectation_that_fails_is_named_and_ends_with_one(
    tmp_path, capsys, changed, named
):
    folder = small_folder(tmp_path, once=changed)

    with pytest.raises(CommandError, match=named):
        call_command("play", str(folder), "once", "--json")

    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["ok"] is False


def test_a_folder_that_says_something_else_is_kept_apart(tmp_path, capsys):
    import_bundle(small_bundle())
    before = Programme.objects.get(slug="small").current_version()
    folder = small_folder(tmp_path, workflow=("days: 3", "days: 4"))

    played(capsys, str(folder), "once")
    played(capsys, str(folder), "once")

    assert Programme.objects.get(slug="small").current_version() == before
    assert [case.programme.slug[:6] for case in Case.objects.all()] == ["small_", "small_"]
    assert Programme.objects.count() == 2


def test_a_story_never_uses_somebody_real(tmp_path, capsys):
    real = make_user("aino", roles=(), first_name="Aino", last_name="Lindqvist")

    played(capsys, str(small_folder(tmp_path)), "once")

    assert not real.grants.exists()
    invented = User.objects.get(grants__reason=INVENTED)
    assert (invented.username, invented.has_usable_password()) == ("aino2", False)


def test_people_are_made_once(tmp_path, capsys):
    folder = str(small_folder(tmp_path))
    played(capsys, folder, "once")
    before = (User.objects.count(), RoleGrant.objects.count())

    played(capsys, folder, "once")

    assert (User.objects.count(), RoleGrant.objects.count()) == before


@pytest.mark.parametrize(
    ("programme", "story"), [("nowhere", "once"), ("small", "twice"), ("small", "../once")]
)
def test_what_is_not_there_is_said(programme, story):
    import_bundle(small_bundle())

    with pytest.raises(CommandError):
        call_command("play", programme, story)
