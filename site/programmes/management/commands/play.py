"""`manage.py play DIR_OR_SLUG STORY [--json]`: a story on the real engine."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from programmes.playing.finding import NoSuchStory, find
from programmes.playing.play import ExpectationFailed, Playing
from programmes.playing.telling import Teller
from programmes.reading import BrokenBundle


class Command(BaseCommand):
    """Play a story and say how it went."""

    help = "Play a story of a programme in simulated time. Exit code 1 at the first expectation that fails."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programme", help="a folder, or the slug of a programme")
        parser.add_argument("story")
        parser.add_argument("--json", action="store_true", help="one object on one line")

    def handle(self, *_args: Any, programme: str, story: str, **options: Any) -> None:
        try:
            found, shape = find(programme, story)
        except BrokenBundle as broken:
            for problem in broken.problems:
                self.stderr.write(str(problem))
            raise CommandError(_("Nothing was played.")) from broken
        except NoSuchStory as missing:
            raise CommandError(str(missing)) from missing
        playing = Playing(found, shape)
        if not options["json"]:
            playing.tell = Teller(playing, self.stdout.write).step
        failed = _play(playing)
        self.tell(playing, failed, as_json=options["json"])
        if failed:
            raise CommandError(failed)

    def tell(self, playing: Playing, failed: str, *, as_json: bool) -> None:
        if as_json:
            told = {"ok": not failed, **playing.report(), **({"failed": failed} if failed else {})}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        elif not failed:
            Teller(playing, self.stdout.write).end()


def _play(playing: Playing) -> str:
    try:
        playing.play()
    except ExpectationFailed as failed:
        return str(failed)
    return ""
