"""The style sheet: its rules of the house, and one file for the visitor."""

import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from stegvis.sheet import PART, SHEET, OneSheetStorage

CSS = Path("site/stegvis/static/stegvis/css")
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|lab)a?\(", re.IGNORECASE)
SIDES = "left|right|top|bottom"
PHYSICAL = re.compile(
    rf"\b(?:margin|padding|border)-(?:{SIDES})|^\s*(?:{SIDES}|width|height):", re.MULTILINE
)
FILES = sorted(CSS.glob("*.css"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_the_tokens_know_a_colour(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)

    assert path.stem == "tokens" or COLOUR.findall(text) == []
    assert "!important" not in text
    assert PHYSICAL.findall(text) == []


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.stem != "tokens"], ids=lambda path: path.stem
)
def test_a_component_stays_small_and_says_what_it_is(path):
    lines = path.read_text().splitlines()

    assert lines[0].startswith("/* ")
    assert len(lines) <= 80


def test_every_part_is_named_in_the_sheet_exactly_once():
    named = PART.findall((CSS / "stegvis.css").read_text())

    assert sorted(named) == sorted(path.name for path in FILES if path.name != "stegvis.css")


STATIC = Path("site/stegvis/static")


def collect(target: Path) -> Path:
    """Do with our own files what collectstatic does with everybody's; return the sheet under its hashed name."""
    source = FileSystemStorage(STATIC)
    storage = OneSheetStorage(location=target, base_url="/static/")
    names = [str(path.relative_to(STATIC)) for path in STATIC.rglob("*") if path.is_file()]
    for name in names:
        if not storage.exists(name):
            storage.save(name, ContentFile((STATIC / name).read_bytes()))
    done = storage.post_process({name: (source, name) for name in names})
    assert [outcome for _name, _hashed, outcome in done if isinstance(outcome, Exception)] == []
    return target / storage.stored_name(SHEET)


def test_a_visitor_gets_one_file_with_hashed_fonts(tmp_path):
    sheet = collect(tmp_path)

    text = sheet.read_text()

    assert "@import" not in text
    assert all(word in text for word in ("--paper", ".topbar__link", "@media print"))
    fonts = re.findall(r'url\("\.\./fonts/([^"]+)"\)', text)
    assert len(fonts) == 8  # two families, two cuts, two ranges
    assert all((tmp_path / "stegvis/fonts" / font).is_file() for font in fonts)
    assert Path(f"{sheet}.gz").is_file()


def test_collecting_again_reads_the_sources_not_the_joined_copy(tmp_path):
    first = collect(tmp_path).read_text()

    assert collect(tmp_path).read_text() == first
