"""`manage.py demo`: the shipped services, invented people and cases. `make demo` serves it afterwards."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from programmes import demo
from programmes.playing.play import ExpectationFailed
from programmes.playing.telling import Teller


class Command(BaseCommand):
    """Fill an installation with a service, people and cases that are all made up. Twice is no more than once."""

    help = "Import the shipped services, make people of every role, play one path, leave cases on their way."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                _("The demo makes people with a known password. It never runs in production.")
            )
        call_command("migrate", verbosity=0, interactive=False)
        programme = demo.import_services()
        people = list(demo.make_people(programme))
        demo.begin_surveys(programme, (person for person, _title in people))
        try:
            playing = demo.play_the_path(lambda playing: Teller(playing, self.stdout.write).step)
            demo.play_the_others()
        except ExpectationFailed as failed:
            raise CommandError(str(failed)) from failed
        Teller(playing, self.stdout.write).end()
        self.tell_sign_ins(people)

    def tell_sign_ins(self, people: list[Any]) -> None:
        """Say who can sign in, and with what."""
        self.stdout.write("")
        self.stdout.write(
            _("Sign in with the password “%(password)s” as:") % {"password": demo.PASSWORD}
        )
        for person, title in people:
            self.stdout.write(f"  {person.username:<10} {person.display_name:<18} {title}")
