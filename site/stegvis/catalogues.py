"""Message catalogues: fragments written by hand per part, compiled per language: words of pages, words of scripts.

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

# Fragments in `scripts/` are words that scripts of the admin show and that its own catalogue lacks.
DOMAINS = {"parts": "django", "scripts": "djangojs"}

PLACEHOLDER = re.compile(r"%\((\w+)\)[sdf]|\{(\w+)\}|%[sd]")


def placeholders(words: str) -> set[str]:
    """What a sentence leaves open to be filled in."""
    return {found.group(0) for found in PLACEHOLDER.finditer(words)}


def fragments(folder: Path) -> Iterator[tuple[str, polib.POFile]]:
    """Name and content of each fragment of one language, in order."""
    for part in DOMAINS:
        for path in sorted((folder / part).glob("*.po")):
            yield f"{part}/{path.name}", polib.pofile(str(path))


def compile_language(folder: Path) -> None:
    """Put the fragments of one language together and write `LC_MESSAGES/django.po`, `djangojs.po` and their `.mo`."""
    for part, domain in DOMAINS.items():
        _compile(folder, part, domain)


def _compile(folder: Path, part: str, domain: str) -> None:
    whole = polib.POFile()
    whole.metadata = {**HEADER, "Language": folder.name}
    seen = set()
    for name, fragment in fragments(folder):
        for entry in fragment if name.startswith(f"{part}/") else ():
            key = (entry.msgctxt, entry.msgid)
            if key not in seen and entry.translated():
                whole.append(entry)
                seen.add(key)
    target = folder / "LC_MESSAGES"
    target.mkdir(exist_ok=True)
    whole.save(str(target / f"{domain}.po"))
    whole.save_as_mofile(str(target / f"{domain}.mo"))


def problems(folder: Path) -> Iterator[str]:
    """One sentence per mistake in the fragments of one language."""
    said: dict[tuple[str, str | None, str], tuple[str, str]] = {}
    for name, fragment in fragments(folder):
        where = f"{folder.name}/{name}"
        for entry in fragment:
            words = entry.msgstr or str(sorted(entry.msgstr_plural.items()))
            if entry.obsolete:
                yield f"{where}: “{entry.msgid}” is marked obsolete. Remove it."
            elif "fuzzy" in entry.flags:
                yield f"{where}: “{entry.msgid}” is marked fuzzy. Check it and remove the mark."
            elif not entry.translated():
                yield f"{where}: “{entry.msgid}” has no translation."
            heard = (name.partition("/")[0], entry.msgctxt, entry.msgid)
            known = said.setdefault(heard, (name, words))
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
