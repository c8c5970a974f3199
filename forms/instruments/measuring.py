"""Answers to a form that is bound to an instrument become measurements: plain rows that outlive form versions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from forms.counted.scoring import band_of, values
from forms.document import Field, FormDocument
from forms.instruments import known
from forms.instruments.locked import bound, questions
from forms.instruments.scores import cut_offs, missing
from forms.models.instrument import OTHER, PARTICIPANT, STAFF, Instrument, Measurement
from forms.models.submission import LINK, PAPER, PUBLIC, Submission

FROM_THE_PERSON = (PUBLIC, LINK, PAPER)
VOICES: Mapping[str, str] = {"participant": PARTICIPANT, "worker": STAFF}


@dataclass(slots=True)
class Seam:
    """What whoever keeps people tells forms when the application starts.

    person_of   whom answers are about, from what they say they are about (`case:7`); "" when it cannot say
    """

    person_of: Callable[[str], str] = lambda _about: ""


seam = Seam()


@dataclass(frozen=True, slots=True)
class Whom:
    """Whose answers are kept, when the caller knows.

    person      whom they are about, in the caller's words; asked of the seam when not given
    respondent  who answered: participant, staff or other; told by the voice of the questions when not given
    band_set    the cut-offs of a country or group; the instrument's own choice when not given
    """

    person: str = ""
    respondent: str = ""
    band_set: str | None = None


NOT_SAID = Whom()


def measure(submission: Submission, whom: Whom = NOT_SAID) -> list[Measurement]:
    """Keep the scores of answers that were just stored; nothing when the form is bound to no instrument."""
    document = submission.version.document()
    references = bound(document)
    if not references:
        return []
    person = whom.person or seam.person_of(submission.about)
    rows = [
        row
        for instrument in known.named(references)
        for row in _rows(submission, document, instrument, whom.band_set)
    ]
    for row in rows:
        row.person = person
        row.respondent = whom.respondent or _respondent(submission, document, row.instrument)
        row.taken_at = taken_at(submission)
    return Measurement.objects.bulk_create(rows)


def taken_at(submission: Submission) -> datetime:
    """When the answers were given: on paper the day that stands there, at noon."""
    if submission.answered_on:
        return timezone.make_aware(datetime.combine(submission.answered_on, time(12)))
    return submission.submitted_at or timezone.now()


def unmeasure(submission: Submission) -> None:
    """Drop the scores of answers that are handed in once more, completed or corrected, and measured then."""
    if bound(submission.version.document()):
        Measurement.objects.filter(submission=submission).delete()


def forget(submissions: Sequence[int]) -> int:
    """Let go of whom measurements are about; the numbers stay for statistics.

    returns  how many rows had a name
    """
    return (
        Measurement.objects.filter(submission__in=list(submissions))
        .exclude(person="")
        .update(person="")
    )


def on_erased(*, submissions: Sequence[int], **_signal: Any) -> None:
    """Answers were erased: their numbers no longer say whose they are."""
    forget(submissions)


def _rows(
    submission: Submission, document: FormDocument, instrument: Instrument, band_set: str | None
) -> Iterator[Measurement]:
    day: date = timezone.localdate(taken_at(submission))
    counted = values(document, submission.answers, today=day)
    chosen = instrument.band_set if band_set is None else band_set
    own = {question.key: question for question in questions(document, instrument.reference)}
    for score in instrument.scores:
        question = own.get(score)
        if question is None or question.recipe is None:
            continue
        bands = cut_offs(instrument.band_sets, chosen, score)
        value = counted.get(score)
        yield Measurement(
            submission=submission,
            instrument=instrument,
            score=score,
            value=value,
            band=band_of(question.recipe, value, bands),
            band_set=chosen if bands is not None else "",
            missing=missing(document, question, submission.answers),
        )


def _respondent(submission: Submission, document: FormDocument, instrument: Instrument) -> str:
    """Whose words the answers are: the questions say so, else the way the answers came."""
    own: list[Field] = questions(document, instrument.reference)
    voices = {question.voice for question in own if question.asks}
    if len(voices) == 1 and (voice := next(iter(voices))):
        return VOICES.get(voice, OTHER)
    return PARTICIPANT if submission.channel in FROM_THE_PERSON else STAFF
