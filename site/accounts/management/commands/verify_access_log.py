"""Check that nobody has touched the access log."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts import access_log


class Command(BaseCommand):
    """Verify the chain of the access log and print its newest seal."""

    help = __doc__

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Say which row breaks the chain, or print the seal to keep elsewhere."""
        broken = access_log.verify()
        if broken is not None:
            raise CommandError(
                _("The access log was changed: row %(row)s does not follow.") % {"row": broken}
            )
        position, seal = access_log.last_seal()
        self.stdout.write(
            _("The access log is whole: %(count)s rows, newest seal %(seal)s.")
            % {"count": position, "seal": seal or "-"}
        )
