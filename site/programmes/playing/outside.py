"""Somebody outside is asked in a story by a personal link, and answers with it as from a letter."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from accounts.models import User
from cases.actions import asked, several
from cases.parties import SEVERAL, Whom
from cases.queries.outside import asked_of_them
from cases.refusals import Refusal
from cases.words import language
from forms.asking import checking
from forms.sent import drafts, links
from forms.sent.sending import send
from programmes.playing.judging import AnswersWrong

if TYPE_CHECKING:
    from programmes.playing.doing import Stage
    from programmes.shapes.story import OutsideShape, StepShape


class LinkRefused(Refusal):
    """The link opens nothing any more."""

    status = 410


def link(stage: "Stage", step: "StepShape", by: User, _answers: dict[str, Any]) -> None:
    """Ask somebody outside: one of several by name, or whoever answers a task."""
    said = step.link
    assert said is not None
    if said.name:
        asker = stage.taken(said.step, by, kind=SEVERAL)
        [row] = several.ask_more(asker, by=by, whom=[Whom(name=said.name)])
        made = several.make_link(row, by=by)
    else:
        made = asked.ask(stage.taken(said.step, by), by=by)
    stage.links[said.step, said.name] = made.token


def outside(stage: "Stage", step: "StepShape", _by: User | None, answers: dict[str, Any]) -> None:
    """Answer with the link.

    errors   LinkRefused · AnswersWrong
    """
    said = step.outside
    assert said is not None
    found = links.find(_token(stage, said))
    assert found is not None
    assert found.version is not None
    if sentence := links.refusal(found):
        raise LinkRefused(sentence)
    document = asked_of_them(found.version)
    checked = checking.check_answers(
        document, found.version.texts(language()), answers, facts=found.facts
    )
    if not checked.ok:
        told = [f"{path}: {sentence}" for path, sentence in checked.errors.items()]
        raise AnswersWrong(*told, errors=checked.errors)
    draft = drafts.begin(found.version, language=language(), link=found)
    draft.save()
    send(draft, answers=checked.answers)


def _token(stage: "Stage", said: "OutsideShape") -> str:
    token = stage.links.get((said.step, said.name))
    if token is None:
        raise LookupError(_("Nobody outside was asked in “%(key)s”.") % {"key": said.step})
    return token
