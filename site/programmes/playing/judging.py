"""Answers in a story, judged by their form as if somebody had typed them."""

from typing import Any

from django.utils import timezone

from cases.facts import Facts
from cases.models import Case
from cases.queries.asked_facts import facts_for
from cases.refusals import Refusal
from cases.words import language
from forms.asking import checking
from forms.models import FormVersion


class AnswersWrong(Refusal):
    """The form does not accept the answers."""


def judged(form: FormVersion | None, answers: dict[str, Any], case: Case | None) -> dict[str, Any]:
    """Let the form judge the answers as if they had been typed.

    errors   AnswersWrong with every sentence
    """
    if form is None:
        return {}
    document = form.document()
    facts = facts_for(document, Facts(case)) if case else {}
    checked = checking.check_answers(
        document, form.texts(language()), answers, facts=facts, today=timezone.localdate()
    )
    if not checked.ok:
        said = [f"{path}: {sentence}" for path, sentence in checked.errors.items()]
        raise AnswersWrong(*said, errors=checked.errors)
    return checked.answers
