"""The import table of the README, checked. A red test here is a design question, not a chore."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Each package may import the ones named after it, and itself. Nothing else of ours.
MAY_IMPORT = {
    "forms": set(),
    "accounts": set(),
    "themes": set(),
    "localdb": set(),
    "home": {"forms", "themes"},
    "workflows": {"forms"},
    "cases": {"workflows", "forms", "accounts"},
    "programmes": {"cases", "workflows", "forms", "home", "themes", "accounts"},
    "stegvis": {
        *("forms", "workflows", "home", "accounts"),
        *("themes", "cases", "programmes", "localdb"),
    },
}

# Modules that stay free of any framework, so that rules are read and tested without a database.
PURE = {
    "forms/document.py",
    "forms/conditions/rules.py",
    "forms/conditions/logic.py",
    "workflows/document.py",
    "workflows/steps.py",
    "workflows/dates.py",
    "workflows/effects.py",
    "workflows/diagram.py",
    "site/cases/labels.py",
    "site/cases/stopped_time.py",
    "site/programmes/bundle.py",
    "site/programmes/playing/days.py",
    "site/programmes/reading.py",
    "site/programmes/sentences.py",
    "site/programmes/workflow_files.py",
    "site/programmes/workflow_settings.py",
    "site/programmes/workflow_written.py",
    "site/programmes/writing.py",
    "site/themes/tokens.py",
    "site/localdb/place.py",
    "site/localdb/process.py",
    "site/localdb/cluster.py",
    "site/stegvis/supervisor.py",
    "site/stegvis/catalogues.py",
}
# Every module below these folders is pure.
PURE_FOLDERS = ("forms/written", "workflows/checks", "site/programmes/shapes")
# A sentence may be translated wherever it is written.
FREE = "django.utils.translation."
FRAMEWORKS = {"django", "wagtail", "viewflow", "procrastinate", "allauth", "modelcluster"}

# Names that say nothing about what is inside.
EMPTY_NAMES = {"utils", "helpers", "common", "manager", "managers", "service", "data", "info"}

# Imports inside a function, each with its reason. `ready()` in apps.py and manage.py are free.
IMPORTS_INSIDE: dict[str, str] = {}

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
LONGEST_TEST = 40

# Inside a package: what a module may be built on. Earlier ones never import later ones.
LAYERS = {"models": 0, "queries": 1, "access": 1, "actions": 2, "views": 3, "urls": 4}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def folder_of(package: str) -> Path:
    outside = ROOT / package
    return outside if outside.is_dir() else ROOT / "site" / package


def modules(package: str) -> list[Path]:
    found = folder_of(package).rglob("*.py")
    return sorted(path for path in found if "migrations" not in path.parts)


def ours() -> list[Path]:
    return [ROOT / "manage.py", *(path for package in MAY_IMPORT for path in modules(package))]


def modules_of_tests() -> list[Path]:
    return sorted((ROOT / "tests").rglob("*.py"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(path: Path) -> Iterator[str]:
    """The full names of what a module imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def frameworks_of(path: Path) -> set[str]:
    return {
        name
        for name in imported(path)
        if name.partition(".")[0] in FRAMEWORKS and not name.startswith(FREE)
    }


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_every_package_of_ours_has_a_row_in_the_table():
    packages = {path.parent.name for path in (ROOT / "site").glob("*/__init__.py")} | {
        path.parent.name for path in ROOT.glob("*/__init__.py")
    }

    assert packages - {"tests"} == set(MAY_IMPORT)


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_package_imports_only_what_lies_below(package):
    others = set(MAY_IMPORT) - {package} - MAY_IMPORT[package]
    forbidden = {
        f"{named(path)} imports {name}"
        for path in modules(package)
        for name in imported(path)
        if name.partition(".")[0] in others
    }

    assert forbidden == set()


def test_the_table_has_no_circle():
    order: list[str] = []
    while left := set(MAY_IMPORT) - set(order):
        free = sorted(name for name in left if MAY_IMPORT[name] <= set(order))
        assert free, f"{left} import each other"
        order += free


@pytest.mark.parametrize("package", ["cases", "forms", "workflows", "accounts"])
def test_inside_a_package_imports_point_one_way(package):
    """pure -> models -> queries, access -> actions -> views."""

    wrong = set()
    for path in modules(package):
        here = LAYERS.get(path.relative_to(folder_of(package)).parts[0].removesuffix(".py"))
        for name in imported(path):
            parts = name.split(".")
            if parts[0] == package and here is not None and LAYERS.get(parts[1], 0) > here:
                wrong.add(f"{named(path)} imports {name}")

    assert wrong == set()


@pytest.mark.parametrize("package", ["accounts", "localdb", "stegvis"])
def test_no_two_modules_of_a_package_import_each_other(package):
    """Also not for types alone: what two modules share stands in a third."""
    known = {_dotted(path): path for path in modules(package)}
    uses = {
        name: {found for each in imported(path) if (found := _module_of(each, known))} - {name}
        for name, path in known.items()
    }

    assert {(a, b) for a, found in uses.items() for b in found if a < b and a in uses[b]} == set()


def _dotted(path: Path) -> str:
    folder = ROOT / "site" if ROOT / "site" in path.parents else ROOT
    return ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")


def _module_of(name: str, known: dict[str, Path]) -> str:
    return name if name in known else parent if (parent := name.rpartition(".")[0]) in known else ""


def test_views_fetch_through_access_and_queries():
    """A view that reads tables by itself forgets sooner or later who may see what."""
    reading = [
        f"{named(path)}:{node.lineno}"
        for path in modules("cases")
        if "views" in path.relative_to(folder_of("cases")).parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]

    assert reading == []


@pytest.mark.parametrize("module", sorted(PURE))
def test_pure_module_knows_no_framework(module):
    path = ROOT / module

    assert path.exists()
    assert frameworks_of(path) == set()


@pytest.mark.parametrize("folder", PURE_FOLDERS)
def test_pure_folder_knows_no_framework(folder):
    used = {named(path): frameworks_of(path) for path in (ROOT / folder).rglob("*.py")}

    assert used
    assert {path for path, found in used.items() if found} == set()


def test_no_module_is_named_after_nothing():
    assert [named(path) for path in ours() + modules_of_tests() if path.stem in EMPTY_NAMES] == []


def test_imports_are_written_in_full():
    relative = [
        f"{named(path)}:{node.lineno}"
        for path in ours() + modules_of_tests()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]

    assert relative == []


def test_imports_stand_at_the_top():
    inside = {
        named(path)
        for path in ours()
        if path.name not in {"apps.py", "manage.py"}
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }

    assert inside == set(IMPORTS_INSIDE)


def test_files_stay_short():
    long = {
        named(path): lines
        for path in ours() + modules_of_tests()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }

    assert long == {}


def test_functions_stay_short():
    long = {}
    for path in ours() + modules_of_tests():
        for function in functions(path):
            longest = LONGEST_TEST if function.name.startswith("test_") else LONGEST_FUNCTION
            lines = (function.end_lineno or 0) - function.lineno + 1
            if lines > longest:
                long[f"{named(path)}:{function.name}"] = lines

    assert long == {}


def test_site_is_a_folder_of_packages_and_no_package():
    """The standard library owns the name "site"; a package of that name would hide it or be hidden."""
    assert not (ROOT / "site" / "__init__.py").exists()


def test_only_the_settings_read_the_environment():
    readers = {
        named(path)
        for path in ours()
        if re.search(r"\bos\.environ\.get|\bos\.getenv|\bgetenv\(", path.read_text("utf-8"))
    }

    # The embedded database is also asked by hand, without settings, for the folder that they would name.
    assert readers == {"site/stegvis/env.py", "site/localdb/__main__.py"}


def test_no_service_is_named_in_code():
    """A service is data: a programme's slug appears in its own folder and in tests only."""
    shipped = ROOT / "site" / "programmes" / "shipped"
    slugs = {
        path.name for path in shipped.glob("*") if path.is_dir() and path.name != "__pycache__"
    }
    spellings = slugs | {slug.replace("_", "-") for slug in slugs}
    naming = {
        f"{named(path)} names {slug}"
        for path in ours()
        if shipped not in path.parents
        for slug in spellings
        if slug in path.read_text("utf-8")
    }

    assert naming == set()


def test_no_lock_file_names_an_address():
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in (ROOT / name).read_text("utf-8")
