"""A programme as a folder of files: read as a whole, written as a whole. Pure, save for the files themselves."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from forms.document import FormDocument
from forms.written.reading import form_from, group_from
from forms.written.shapes import ChoiceShape, FormShape, GroupShape, SettingsShape
from forms.written.wording import Wordings
from programmes import sentences
from programmes.reading import MOST_BYTES, BrokenBundle, Page, Problem, read
from programmes.shapes.parts import Shape
from programmes.shapes.programme import ProgrammeShape
from programmes.shapes.shaping import shape
from programmes.shapes.story import StoryShape
from programmes.shapes.workflow import WorkflowShape
from programmes.workflow_files import workflow_from
from programmes.writing import write
from workflows.document import WorkflowDocument

PROGRAMME = "programme.yaml"
WORKFLOW = "workflow.yaml"
NEEDED = (PROGRAMME, WORKFLOW)
IN_FOLDER = re.compile(
    r"^(?:forms/(?P<key>[a-z][a-z0-9_]{0,59})"
    r"|forms/_groups/(?P<group>[a-z][a-z0-9_]{0,59}@[1-9][0-9]{0,3})"
    r"|stories/(?P<story>[a-z][a-z0-9_-]{0,59}))\.yaml$"
)
MOST_FILES = 300
SHIPPED = Path(__file__).parent / "shipped"


@dataclass(frozen=True)
class Bundle:
    """One service with its forms, its workflow and its stories.

    pages   the files it was read from, for the lines of problems
    """

    programme: ProgrammeShape
    workflow: WorkflowShape
    forms: Mapping[str, FormShape] = field(default_factory=dict)
    stories: Mapping[str, StoryShape] = field(default_factory=dict)
    groups: Mapping[str, GroupShape] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        return self.programme.slug

    @cached_property
    def form_documents(self) -> dict[str, tuple[FormDocument, Wordings]]:
        """Each form as document and texts, by the name of its file."""
        groups = self.group_documents
        return {slug: form_from(form, self.lists, groups) for slug, form in self.forms.items()}

    @property
    def lists(self) -> Mapping[str, list[ChoiceShape]]:
        """The code lists that its forms may name: its own come before the platform's."""
        every = {**self.programme.shared_code_lists, **self.programme.code_lists}
        return {name: listed.codes for name, listed in every.items()}

    def with_titles_of(self, there: "Bundle") -> "Bundle":
        """The same, with the titles that lists have there wherever none is written here: those stay."""
        programme = self.programme.with_titles_of(there.programme)
        return replace(self, programme=programme)

    @cached_property
    def group_documents(self) -> dict[str, tuple[FormDocument, Wordings]]:
        """Each version of a field group as document and texts, by `slug@version`."""
        return {name: group_from(group) for name, group in self.groups.items()}

    @property
    def form_settings(self) -> dict[str, SettingsShape | None]:
        """What holds for each form as a whole, by the name of its file."""
        return {slug: form.settings for slug, form in self.forms.items()}

    @property
    def surveys(self) -> frozenset[str]:
        """Its anonymous forms, by the name of their file."""
        return frozenset(
            slug for slug, said in self.form_settings.items() if said and said.anonymous
        )

    @cached_property
    def workflow_document(self) -> tuple[WorkflowDocument, Wordings]:
        return workflow_from(self.workflow, self.slug)

    def files(self) -> dict[str, str]:
        """Every file in its settled layout, by its name in the folder."""
        return {
            PROGRAMME: write(self.programme.plain()),
            WORKFLOW: write(self.workflow.plain()),
            **{f"forms/{slug}.yaml": write(form.plain()) for slug, form in self.forms.items()},
            **{f"forms/_groups/{name}.yaml": write(g.plain()) for name, g in self.groups.items()},
            **{f"stories/{key}.yaml": write(story.plain()) for key, story in self.stories.items()},
        }

    @cached_property
    def fingerprint(self) -> str:
        """One number for everything that the files say, however they are laid out."""
        said = "".join(f"{name}\n{text}\n" for name, text in sorted(self.files().items()))
        return hashlib.sha256(said.encode()).hexdigest()


def read_folder(folder: Path) -> Bundle:
    """Read a programme from its folder.

    errors   BrokenBundle with every problem of every file
    """
    if not folder.is_dir():
        raise BrokenBundle([Problem(str(folder), 1, sentences.no_folder(folder.name))])
    return bundle_from(_contents(folder))


def _contents(folder: Path) -> dict[str, bytes]:
    """Fetch the files, never more of one than could be read."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            name = path.relative_to(folder).as_posix()
            raise BrokenBundle([Problem(name, 1, sentences.linked())])
        if path.is_file() and not path.name.startswith("."):
            with path.open("rb") as file:
                found[path.relative_to(folder).as_posix()] = file.read(MOST_BYTES + 1)
        if len(found) > MOST_FILES:
            raise BrokenBundle([Problem(folder.name, 1, sentences.too_many_files(MOST_FILES))])
    return found


def bundle_from(contents: Mapping[str, bytes]) -> Bundle:
    """Read a programme from its files, by their names in the folder.

    errors   BrokenBundle with every problem of every file
    """
    reading = _Reading()
    for name in NEEDED:
        if name not in contents:
            reading.problems.append(Problem(name, 1, sentences.no_file()))
    for name, content in sorted(contents.items()):
        reading.take(name, content)
    if reading.problems:
        raise BrokenBundle(sorted(reading.problems))
    return reading.bundle()


class _Reading:
    """Files read so far, and all that was wrong with them."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.shapes: dict[str, Shape] = {}
        self.problems: list[Problem] = []

    def take(self, name: str, content: bytes) -> None:
        wanted = _wanted(name)
        if wanted is None:
            self.problems.append(Problem(name, 1, sentences.foreign_file()))
            return
        try:
            self.pages[name] = read(name, content)
            self.shapes[name] = shape(self.pages[name], wanted)
        except BrokenBundle as broken:
            self.problems.extend(broken.problems)

    def bundle(self) -> Bundle:
        return Bundle(
            programme=self.shapes[PROGRAMME],  # type: ignore[arg-type]  # `_wanted` chose the shape
            workflow=self.shapes[WORKFLOW],  # type: ignore[arg-type]
            forms=dict(self._named("key")),  # type: ignore[arg-type]
            stories=dict(self._named("story")),  # type: ignore[arg-type]
            groups=dict(self._named("group")),  # type: ignore[arg-type]
            pages=self.pages,
        )

    def _named(self, by: str) -> Iterator[tuple[str, Shape]]:
        for name, shaped in self.shapes.items():
            place = IN_FOLDER.match(name)
            if place and place[by]:
                yield place[by], shaped


def _wanted(name: str) -> type[Shape] | None:
    if name == PROGRAMME:
        return ProgrammeShape
    if name == WORKFLOW:
        return WorkflowShape
    place = IN_FOLDER.match(name)
    if place is None:
        return None
    if place["group"]:
        return GroupShape
    return FormShape if place["key"] else StoryShape


def write_folder(bundle: Bundle, folder: Path) -> list[str]:
    """Write a programme into a folder and take away files of forms and stories that it no longer has.

    returns   names of the files that changed
    """
    files = bundle.files()
    changed = [name for name, text in files.items() if _write(folder / name, text)]
    for part in ("forms", "forms/_groups", "stories"):
        for path in sorted((folder / part).glob("*.yaml")):
            name = path.relative_to(folder).as_posix()
            if name not in files:
                path.unlink()
                changed.append(name)
    return changed


def _write(path: Path, text: str) -> bool:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True
