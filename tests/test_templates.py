"""Templates: namespaced, short, told in one line, and free of anything the strict policy refuses."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 60
A_PIECE = 9
# Names that frameworks look up themselves, and the parts shared by every page.
FREE_NAMES = {"base.html", "base_public.html", "base_work.html"}
FREE_NAMES |= {
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "409.html",
    "413.html",
    "500.html",
    "503.html",
}
# Folders whose names belong to a framework whose templates we replace.
FOREIGN = {"account", "allauth", "mfa", "wagtailadmin", "wagtailsnippets", "wagtailusers"}
SHARED = {"stegvis": {"components", "stegvis"}}

FORBIDDEN = {
    "a script inside the page": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "a style inside the page": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=\s*[\"']", re.IGNORECASE),
    "an event handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "an address that runs": re.compile(r"[\"']\s*javascript:", re.IGNORECASE),
    "hx-on": re.compile(r"\shx-on", re.IGNORECASE),
    "an address of another server": re.compile(r"(?:src|href)=[\"'](?:https?:)?//", re.IGNORECASE),
}


def templates() -> list[Path]:
    found = [*ROOT.glob("*/templates/**/*.html"), *(ROOT / "site").glob("*/templates/**/*.html")]
    return sorted(found)


def label(path: Path) -> str:
    return str(path.relative_to(ROOT))


def inside(path: Path) -> tuple[str, Path]:
    """The app of a template, and its name as Django knows it."""
    at = path.parts.index("templates")
    return path.parts[at - 1], Path(*path.parts[at + 1 :])


@pytest.mark.parametrize("path", templates(), ids=label)
def test_a_template_lives_in_the_folder_of_its_part(path):
    app, name = inside(path)
    allowed = {app, *FOREIGN, *SHARED.get(app, set())}

    assert name.parts[0] in allowed or name.name in FREE_NAMES


@pytest.mark.parametrize("path", templates(), ids=label)
def test_a_template_is_under_sixty_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", templates(), ids=label)
def test_a_template_says_in_one_comment_what_the_reader_sees(path):
    lines = path.read_text(encoding="utf-8").splitlines()

    # A piece of a few lines shows itself, and a comment would add space inside a sentence.
    assert len(lines) < A_PIECE or any("{#" in line for line in lines[:8])


@pytest.mark.parametrize("path", templates(), ids=label)
def test_a_template_has_nothing_the_strict_policy_refuses(path):
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"))

    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


def test_there_are_templates_to_look_at():
    assert len(templates()) > 10
