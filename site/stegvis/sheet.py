"""Static files under hashed names, with the style sheet joined into one file.

In the source every component has its own css file and `stegvis.css` only names them. Served like that it
would cost sixty requests, each discovered late; a build step would cost a tool. So `collectstatic`,
which has to run anyway, writes the parts into `stegvis.css` before it is hashed and compressed.
"""

import re
from collections.abc import Iterator
from typing import Any, override

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import (  # type: ignore[import-untyped]  # ships no types
    CompressedManifestStaticFilesStorage,
)

FOLDER = "stegvis/css/"
SHEET = f"{FOLDER}stegvis.css"
PART = re.compile(r'^@import url\("(?P<name>[a-z-]+\.css)"\);$', re.MULTILINE)


Paths = dict[str, tuple[Storage, str]]


class OneSheetStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage; the parts of our own style sheet are joined first."""

    support_js_module_import_aggregation = True

    @override
    def post_process(
        self, paths: Paths, dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        """Join, then hash and compress. Reads the parts from their sources: collected copies may be older."""
        if SHEET in paths and not dry_run:
            self.delete(SHEET)
            self.save(SHEET, ContentFile(joined(paths).encode()))
            paths[SHEET] = (self, SHEET)
        yield from super().post_process(paths, dry_run, **options)


def joined(paths: Paths) -> str:
    """Return the style sheet as one text, every part in its place.

    paths  {name: (storage, path)} as collectstatic hands it over
    """

    def text(name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return file.read().decode()

    return PART.sub(lambda part: text(FOLDER + part["name"]).strip() + "\n", text(SHEET))
