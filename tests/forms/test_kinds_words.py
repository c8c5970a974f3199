"""Every sentence about questions and answers is said in Swedish and in Finnish."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

LOCALE = Path("site/locale")
CODE = [path for path in Path("forms").rglob("*.py") if "migrations" not in path.parts]
TEMPLATES = [*Path("forms/templates/forms/fields").glob("*.html")]
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
TAG = re.compile(r"""{%\s*translate\s+["']([^"']+)["']""")


def said_in(path: Path) -> Iterator[str]:
    """The message ids of a file."""
    text = path.read_text()
    if path.suffix == ".html":
        yield from (said.replace("%", "%%") for said in TAG.findall(text))  # as Django looks it up
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and node.args:
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if called in CALLS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_every_sentence_is_translated(language):
    known = {
        entry.msgid
        for fragment in (LOCALE / language / "parts").glob("*.po")
        for entry in polib.pofile(str(fragment))
        if entry.translated()
    }
    wanted = {said for path in (*CODE, *TEMPLATES) for said in said_in(path)}

    assert len(wanted) > 200
    assert sorted(wanted - known) == []
