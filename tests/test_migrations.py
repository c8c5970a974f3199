"""Migrations say what the models say, and StreamField blocks stay out of them."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[1]
OURS = ("home", "forms", "workflows", "accounts", "cases", "programmes", "themes")
LONGEST = 1200


def migrations() -> list[Path]:
    found = [*ROOT.glob("*/migrations/0*.py"), *(ROOT / "site").glob("*/migrations/0*.py")]
    return sorted(found)


@pytest.mark.django_db
def test_no_migration_is_missing():
    said = io.StringIO()
    try:
        call_command("makemigrations", *OURS, check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


@pytest.mark.parametrize("path", migrations(), ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_a_migration_knows_no_blocks(path):
    """A changed block would otherwise be a migration, and blocks change with every release."""
    text = path.read_text(encoding="utf-8")

    assert "wagtail.blocks" not in text
    assert "block_lookup={0" not in text
    assert len(text.splitlines()) < LONGEST


@pytest.mark.parametrize("path", migrations(), ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_a_migration_is_named_by_what_it_changes(path):
    assert "_auto_" not in path.name
