"""Drawings that ask several parties wrongly, each with its sentence; the forms they ask are those of `test_checks`."""

from dataclasses import replace

from forms.conditions.rules import Row, Rule
from workflows.document import Outcome, Phase, Role, Start, WorkflowDocument
from workflows.steps import AnyBlock, Branch, Choice, End, Moment, Several, Task

OWN = Role("own", who=("counsellor",))
POLL = Several("poll", role="own", form="ask", asks=("own",))
OVER = End("over", outcome="done")


def several(*after: AnyBlock, **settings) -> WorkflowDocument:
    """A step that asks several, and what follows it."""
    return WorkflowDocument(
        start=Start(roles=("counsellor",), form="ask"),
        phases=(Phase("only", (replace(POLL, **settings), *after, OVER)),),
        roles=(OWN,),
        outcomes=(Outcome("done"),),
    )


def counting(*row) -> WorkflowDocument:
    """A choice by what several have answered."""
    rule = Rule("all", (Row(*row),))
    return several(Choice("which", (Branch("yes", rule=rule), Branch("no"))))


def mistaken_polls() -> list[tuple[WorkflowDocument, str, str]]:
    """List (drawing, a part of the sentence, the key it is about)."""
    counted = Task("next", role="own", form="ask", due=Moment("answer:poll.day"))
    return [
        (several(asks=()), "asks nobody", "poll"),
        (several(form=""), "does not say what is asked", "poll"),
        (several(enough=0), "no answers at all", "poll"),
        (several(enough=2), "waits for 2 answers, but asks fewer", "poll"),
        (several(at_deadline="go_on"), "no day to be answered by", "poll"),
        (several(asks=("gone",)), "names a role that does not exist (gone)", "poll"),
        (several(may_ask=("gone",)), "names a role that does not exist (gone)", "poll"),
        (several(counted), "counts its day from", "next"),
        (counting("poll.why", "is", "moved"), "nobody asks (poll.why)", "which"),
        (counting("poll.why.gone", "at_least", 1), "nobody asks (poll.why.gone)", "which"),
        (counting("poll.answered", "includes", "two"), "does not suit", "which"),
    ]
