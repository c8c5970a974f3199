"""Answers that came by a personal link, as the page of their task takes them in. Nothing is stored here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from cases import daywords
from cases.asked import ASKED, SEEN, about_task, answers_of, stamp
from cases.models import CaseTask
from cases.queries.kept_files import file_url
from cases.versions import form_version
from cases.words import language
from forms.asking import checking, narrowing
from forms.asking.names import place_of, places_of
from forms.asking.reading import read_answers
from forms.document import FormDocument
from forms.models import FormLink, Submission

Posted = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Arrived:
    """Answers of one person outside, for reading."""

    day: str
    answers: SafeString


def came_for(task: CaseTask) -> list[Submission]:
    """What came for a task, the oldest first; asks the database only when something did."""
    wanted = answers_of(task)
    if not wanted:
        return []
    found = list(Submission.objects.filter(pk__in=wanted, erased_at=None).order_by("pk"))
    for each in found:
        each.version = form_version(
            each.version_id
        )  # one copy with its words, however many answered
    return found


def open_links(task: CaseTask) -> list[FormLink]:
    """Links of a task that still work, the newest first."""
    if not task.data.get(ASKED):
        return []
    return list(FormLink.objects.about(about_task(task)).open())


def to_read(submissions: Sequence[Submission], roles: frozenset[str] | None) -> list[Arrived]:
    """The answers as they were given, without what the reader does not see. Words are fetched once per version."""
    versions = {each.version_id: each.version for each in submissions}
    words = {pk: version.texts(language()) for pk, version in versions.items()}
    return [
        Arrived(
            daywords.capitalised(daywords.moment(each.submitted_at)),
            read_answers(
                narrowing.to_read(each.version.document(), roles),
                words[each.version_id],
                each.answers,
                file_url=file_url,
            ),
        )
        for each in submissions
    ]


def is_behind(task: CaseTask, typed: Posted) -> bool:
    """Whether a page or a draft was made before the newest answers came."""
    return (typed.get(SEEN) or ("",))[0] != stamp(task)


def filled_in(
    document: FormDocument, typed: Posted, submissions: Sequence[Submission], first: Posted
) -> dict[str, list[str]]:
    """What was typed, with the answers that came where nothing was: what somebody wrote themselves stays.

    first   what the page offers by itself; what was left as it was offered is not somebody's own
    """
    filled = {name: list(values) for name, values in typed.items()}
    own = {_top(name) for name, values in filled.items() if _is_own(name, values, first)}
    asks = places_of(document).asks
    for submission in submissions:
        raw = checking.from_answers(submission.version.document(), submission.answers)
        came = {name: list(values) for name, values in raw.values.items() if asks(name)}
        came |= {f"{group}-rows": [str(count)] for group, count in raw.rows.items()}
        filled |= {name: values for name, values in came.items() if _top(name) not in own}
    return filled


def not_asked_here(
    document: FormDocument, whole: FormDocument, submissions: Sequence[Submission]
) -> dict[str, Any]:
    """Answers to what is asked of the other person only: they are handed in as they came."""
    theirs = {question.key for question in whole.fields() if question.asks}
    theirs -= {question.key for question in document.fields() if question.asks}
    answers: dict[str, Any] = {}
    for submission in submissions:
        answers |= {key: said for key, said in submission.answers.items() if key in theirs}
    return answers


def _is_own(name: str, values: Sequence[str], first: Posted) -> bool:
    place = place_of(name)
    if name.startswith("_") or place is None or place.marker:
        return False
    return any(text.strip() for text in values) and list(values) != list(first.get(name, ()))


def _top(name: str) -> str:
    place = place_of(name)
    return place.words.partition(".")[0] if place else name
