"""The demo: a service, people of every role and cases on their way, all made up, and never twice."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.role_table import ROLE_BY_KEY
from accounts.roles import roles_of
from cases.models import Case, CaseTask
from programmes.demo import PASSWORD, content


@pytest.mark.django_db
def test_a_second_demo_changes_nothing(capsys):
    call_command("demo")
    before = (User.objects.count(), Case.objects.count(), CaseTask.objects.count())
    first = capsys.readouterr().out

    call_command("demo")

    assert (User.objects.count(), Case.objects.count(), CaseTask.objects.count()) == before
    assert capsys.readouterr().out == first
    assert Case.objects.count() == 1 + len(content().on_their_way)
    people = User.objects.filter(grants__isnull=False).distinct()
    assert all(person.check_password(PASSWORD) for person in people if person.title)
    assert {role for person in people for role in roles_of(person)} == ROLE_BY_KEY.keys()


def test_the_demo_never_runs_in_production(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError):
        call_command("demo")
