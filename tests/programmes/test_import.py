"""Bundles in and out: one transaction, twice is a no-op, export of an import is the same files."""

from pathlib import Path

import pytest
from django.core.management import call_command

from cases.models import Programme
from forms.models import FormDefinition, FormVersion
from programmes.bundle import SHIPPED
from workflows.models import WorkflowVersion

pytestmark = pytest.mark.django_db
SOCIAL = SHIPPED / "social_rehabilitering"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")
    }


def counts() -> tuple[int, ...]:
    return tuple(
        model.objects.count() for model in (FormVersion, WorkflowVersion, FormDefinition, Programme)
    )


def test_export_of_an_import_is_the_same_files(tmp_path):
    call_command("import_programme", str(SOCIAL))

    call_command("export_programme", "social_rehabilitering", str(tmp_path))

    assert contents(tmp_path) == contents(SOCIAL)


def test_importing_twice_is_no_more_than_once(capsys):
    call_command("import_programme", str(SOCIAL))
    before = counts()
    capsys.readouterr()

    call_command("import_programme", str(SOCIAL))

    assert counts() == before
    assert "social_rehabilitering" in capsys.readouterr().out
