"""A scheduled publication that cannot be: it is noted where the administrators will look, and tried no more."""

import logging
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter, log

REFUSED = "forms.publish.refused"
SCHEDULED = "wagtail.publish.scheduled"  # how Wagtail's own command says that it is the clock that publishes

logger = logging.getLogger(__name__)


class Refused(LogFormatter):
    """What the history of a definition says."""

    label = gettext_lazy("Not published as scheduled")

    def format_message(self, log_entry: Any) -> str:
        return _("Not published as scheduled: %(sentences)s") % {
            "sentences": " ".join(log_entry.data.get("sentences", ()))
        }


def refuse(revision: Any, sentences: Sequence[str]) -> None:
    """Leave a scheduled draft unpublished and say why, so that everything else of that day goes on."""
    definition = revision.content_object
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    log(instance=definition, action=REFUSED, revision=revision, data={"sentences": [*sentences]})
    logger.warning("%r was not published as scheduled: %s", definition, " ".join(sentences))
