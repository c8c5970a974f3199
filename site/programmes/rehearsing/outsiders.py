"""Somebody outside in a dry run: who may be asked by a personal link, who is asked, and what they would see.

They are known on the page by "@step:name"; the name is empty where one answers a task, and said among several.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cases.asked import answers_of
from cases.models import CaseTask
from cases.parties import PARTY, SEVERAL
from cases.queries.outside import may_be_asked
from forms.models import FormLink, Submission
from forms.sent import links

if TYPE_CHECKING:
    from programmes.rehearsing.replaying import Replay

MARK = "@"  # no key of a step begins with it


def is_outside(key: str) -> bool:
    """Whether a key names somebody outside."""
    return key.startswith(MARK)


def step_of(key: str) -> str:
    """The step in which somebody is asked, here or outside."""
    return key.removeprefix(MARK).partition(":")[0]


def name_of(key: str) -> str:
    """Who is asked outside; empty where one answers a task."""
    return key.partition(":")[2]


def may_ask(run: "Replay", task: CaseTask) -> bool:
    """Whether somebody outside may be asked here now: one at a time in a task, any number where several are asked."""
    block = task.flow_task.block
    if task.kind == SEVERAL:
        return bool(block.links)
    if task.kind == PARTY or task.key in {step_of(key) for key in waiting(run)}:
        return False
    form = run.form(task.key) if getattr(block, "form", "") and task.key else None
    return form is not None and may_be_asked(form)


def waiting(run: "Replay") -> Iterator[str]:
    """Who is asked outside and has not answered."""
    for (step, name), token in run.playing.stage.links.items():
        link = links.find(token)
        if link is not None and not links.refusal(link):
            yield f"{MARK}{step}:{name}"


def asking(run: "Replay", step: str) -> dict[str, Any]:
    """A move that asks somebody outside by a link."""
    several = any(task.kind == SEVERAL and task.key == step for task in run.tasks())
    asked = sum(each == step for each, _name in run.playing.stage.links)
    name = _("Outsider %(number)s") % {"number": asked + 1} if several else ""
    return {"link": {"step": step, "name": name}, "role": run.who(step)}


def answering(key: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """A move that answers as they would."""
    return {"outside": {"step": step_of(key), "name": name_of(key)}, "answers": answers}


def facts(run: "Replay", key: str) -> dict[str, Any]:
    """What the link knows beforehand."""
    link = _link(run, key)
    return dict(link.facts) if link else {}


def came(run: "Replay", key: str) -> dict[str, Any]:
    """What somebody outside has answered to the step, for whoever finishes it."""
    task = next((task for task in run.tasks() if task.key == key), None)
    sent = answers_of(task) if task else []
    return dict(Submission.objects.get(pk=sent[-1]).answers) if sent else {}


def _link(run: "Replay", key: str) -> FormLink | None:
    token = run.playing.stage.links.get((step_of(key), name_of(key)))
    return links.find(token) if token else None
