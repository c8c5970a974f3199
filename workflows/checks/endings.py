"""Why a case ends: every reason of an outcome has words and a code of its own."""

from collections import Counter
from collections.abc import Iterator

from forms.problems import Problem
from workflows import texts as words
from workflows.checks.drawing import Drawing
from workflows.checks.keys import FORM
from workflows.speech import _


def reasons_are_named(drawing: Drawing) -> Iterator[Problem]:
    if drawing.texts is None:
        return
    for outcome in drawing.document.outcomes:
        for number, reason in enumerate(outcome.reasons, 1):
            if not drawing.texts.get(words.reason_key(outcome.key, reason), "").strip():
                yield drawing.said(
                    _("Reason %(number)s of “%(name)s” has no words. Write why a case ends so."),
                    outcome,
                    number=number,
                )


def reasons_have_codes(drawing: Drawing) -> Iterator[Problem]:
    for outcome in drawing.document.outcomes:
        for reason, times in Counter(outcome.reasons).items():
            if not FORM.fullmatch(reason):
                yield drawing.said(
                    _(
                        "A reason of “%(name)s” has a key that cannot be used (%(key)s). "
                        "Use small letters a–z, figures and _, and begin with a letter."
                    ),
                    outcome,
                    key=reason or _("none"),
                )
            if times > 1:
                yield drawing.said(
                    _(
                        "“%(name)s” has two reasons with the same key (%(key)s). Give each its own key."
                    ),
                    outcome,
                    key=reason,
                )
