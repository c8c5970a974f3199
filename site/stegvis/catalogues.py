"""Message catalogues: fragments written by hand per part, compiled to one catalogue per language.

`python -m stegvis.catalogues` compiles; with `--check` it also refuses incomplete fragments.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parents[1] / "locale"
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


PLACEHOLDER = re.compile(r"%\((\w+)\)[sdf]|\{(\w+)\}|%[sd]")


def placeholders(words: str) -> set[str]:
    """What a sentence leaves open to be filled in."""
    return {found.group(0) for found in PLACEHOLDER.finditer(words)}


def fragments(folder: Path) -> Iterator[tuple[str, polib.POFile]]:
    """Name and content of each fragment of one language, in order."""
    for path in sorted((folder / "parts").glob("*.po")):
        yield path.name, polib.pofile(str(path))


def compile_language(folder: Path) -> polib.POFile:
    """Put the fragments of one language together and write `LC_MESSAGES/django.po` and `.mo`."""
    whole = polib.POFile()
    whole.metadata = {**HEADER, "Language": folder.name}
    seen = set()
    for _name, fragment in fragments(folder):
        for entry in fragment:
            key = (entry.msgctxt, entry.msgid)
            if key not in seen and entry.translated():
                whole.append(entry)
                seen.add(key)
    target = folder / "LC_MESSAGES"
    target.mkdir(exist_ok=True)
    whole.save(str(target / "django.po"))
    whole.save_as_mofile(str(target / "django.mo"))
    return whole


def problems(folder: Path) -> Iterator[str]:
    """One sentence per mistake in the fragments of one language."""
    said: dict[tuple[str | None, str], tuple[str, str]] = {}
    for name, fragment in fragments(folder):
        where = f"{folder.name}/parts/{name}"
        for entry in fragment:
            words = entry.msgstr or str(sorted(entry.msgstr_plural.items()))
            if entry.obsolete:
                yield f"{where}: “{entry.msgid}” is marked obsolete. Remove it."
            elif "fuzzy" in entry.flags:
                yield f"{where}: “{entry.msgid}” is marked fuzzy. Check it and remove the mark."
            elif not entry.translated():
                yield f"{where}: “{entry.msgid}” has no translation."
            known = said.setdefault((entry.msgctxt, entry.msgid), (name, words))
            if known[1] != words:
                yield f"{where}: “{entry.msgid}” is translated differently in {known[0]}."


def languages() -> list[Path]:
    """The folder of each language that has fragments."""
    return sorted(path.parent for path in LOCALE.glob("*/parts"))


def main(*arguments: str) -> None:
    """Compile every language; with `--check`, end with code 1 when a fragment has a mistake."""
    found = [problem for folder in languages() for problem in problems(folder)]
    for folder in languages():
        compile_language(folder)
    if "--check" in arguments and found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
