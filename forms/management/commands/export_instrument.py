"""`manage.py export_instrument FORM FILE`: a published form as a package file, with a checksum."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from forms.document import FormDocument
from forms.instruments.importing import package_of
from forms.instruments.package import About, read_package
from forms.instruments.writing import package_text
from forms.models import FormDefinition
from forms.written.plain import BrokenFile


class Command(BaseCommand):
    """Write what is published of a form as a file that can be imported elsewhere."""

    help = "Export a published form as a package file; with --code as an instrument."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("form")
        parser.add_argument("file", type=Path)
        for name in ("code", "instrument-version", "title", "owner", "licence", "source"):
            parser.add_argument(f"--{name}", default="")
        parser.add_argument("--locked", action="store_true")
        parser.add_argument(
            "--continues",
            nargs="+",
            default=[],
            metavar=("VERSION", "SCORE=BEFORE"),
            help="The version whose series go on in this one, and scores that had another name there.",
        )

    def handle(self, *_args: Any, form: str, file: Path, **options: Any) -> None:
        definition = FormDefinition.objects.filter(
            slug=form, locale__language_code=settings.LANGUAGE_CODE
        ).first()
        version = definition.latest_version() if definition else None
        if definition is None or version is None:
            raise CommandError(_("There is no published form “%(form)s”.") % {"form": form})
        about = _about(options, definition, version.document()) if options["code"] else None
        text = package_text(package_of(definition, about))
        try:
            read_package(text.encode())  # what nobody could take in is not written
        except BrokenFile as broken:
            raise CommandError(str(broken)) from broken
        file.write_text(text, encoding="utf-8")
        self.stdout.write(str(file))


def _about(options: dict[str, Any], definition: FormDefinition, document: FormDocument) -> About:
    asked = [question.key for question in document.fields() if question.asks]
    counted = [question.key for question in document.fields() if question.kind == "calculated"]
    return About(
        code=options["code"],
        version=options["instrument_version"] or "1",
        title=options["title"] or definition.title,
        owner=options["owner"],
        licence=options["licence"],
        source=options["source"],
        locked=options["locked"],
        items={str(n): key for n, key in enumerate(asked, start=1)},
        scores=tuple(counted),
        continues=_continues(options["continues"]),
    )


def _continues(said: list[str]) -> dict[str, Any]:
    """Read `1 total=wellbeing`."""
    if not said:
        return {}
    version, *pairs = said
    named = {score: before for score, _is, before in (pair.partition("=") for pair in pairs)}
    return {"version": version, "scores": named} if named else {"version": version}
