"""The style sheet: its rules of the house, and one file for the visitor."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from stegvis.sheet import PART, SHEET

CSS = Path("site/stegvis/static/stegvis/css")
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|lab)a?\(", re.IGNORECASE)
PHYSICAL = re.compile(r"\b(?:margin|padding|border)-(?:left|right|top|bottom)|^\s*(?:left|right|top|bottom|width|height):", re.M)
FILES = sorted(CSS.glob("*.css"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_the_tokens_know_a_colour(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)

    assert path.stem == "tokens" or COLOUR.findall(text) == []
    assert "!important" not in text
    assert PHYSICAL.findall(text) == []


@pytest.mark.parametrize("path", [path for path in FILES if path.stem != "tokens"], ids=lambda path: path.stem)
def test_a_component_stays_small_and_says_what_it_is(path):
    lines = path.read_text().splitlines()

    assert lines[0].startswith("/* ")
    assert len(lines) <= 80


def test_every_part_is_named_in_the_sheet_exactly_once():
    named = PART.findall((CSS / "stegvis.css").read_text())

    assert sorted(named) == sorted(path.name for path in FILES if path.name != "stegvis.css")


@pytest.fixture
def collected(settings, tmp_path) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_DIRS = []
    settings.INSTALLED_APPS = ["stegvis"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "stegvis.sheet.OneSheetStorage"}}
    assert list(get_finders())
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_a_visitor_gets_one_file_with_hashed_fonts(collected):
    (sheet,) = collected.glob(SHEET.replace(".css", ".*.css"))
    text = sheet.read_text()

    assert "@import" not in text
    assert ".topbar__link" in text and "--paper" in text  # noqa: PT018 - first and later part
    fonts = re.findall(r'url\("\.\./fonts/([^"]+)"\)', text)
    assert len(fonts) == 8  # noqa: PLR2004 - two families, two cuts, two ranges
    assert all((collected / "stegvis/fonts" / font).is_file() for font in fonts)
    assert (collected / f"{sheet.relative_to(collected)}.gz").is_file()


def test_collecting_twice_gives_the_same_file(collected):
    (before,) = collected.glob(SHEET.replace(".css", ".*.css"))

    call_command("collectstatic", interactive=False, verbosity=0)

    assert [path.name for path in collected.glob(SHEET.replace(".css", ".*.css"))] == [before.name]
