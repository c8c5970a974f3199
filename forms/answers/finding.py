"""Answers found among very many: narrowed, in pages that continue after the last row, counted up to a cap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core import signing
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from forms.access import submissions_for
from forms.answers import sought
from forms.answers.wanted import OLDEST, Wanted
from forms.document import Field, FormDocument
from forms.models import FormDefinition, Seen, SeenUntil, Submission

PAGE = 50
CAP = 500
MOST_SORTED = 200_000  # answers that are put in order by what was said: half a second or so, also on a busy machine
SALT = "forms.answers"
# Kinds whose answers a list can be narrowed by.
CHOSEN: frozenset[str] = frozenset({"choice", "choices", "yes_no", "scale"})


@dataclass(frozen=True, slots=True)
class Page:
    """Some submissions, and the mark to continue from; no mark on the last page."""

    rows: Sequence[Submission]
    mark: str = ""


def wanted_of(
    user: Any, definition: FormDefinition, wanted: Wanted, questions: Mapping[str, Field]
) -> QuerySet[Submission]:
    """The submissions that somebody may read and wants.

    questions   {path: question} the list may be narrowed by; an answer to another one narrows to nothing
    """
    found = submissions_for(user, definition)
    if wanted.since:
        found = found.filter(submitted_at__gte=_begins(wanted.since))
    if wanted.until:
        found = found.filter(submitted_at__lt=_begins(wanted.until, later=1))
    if wanted.version:
        found = found.filter(version__number=int(wanted.version))
    if wanted.language:
        found = found.filter(language=wanted.language)
    if wanted.channel:
        found = found.filter(channel=wanted.channel)
    if wanted.q:
        found = found.filter(sought.says(wanted.q, definition))
    if wanted.says:
        found = found.filter(_said(questions.get(wanted.question), wanted.says))
    return found.filter(unread_by(user, definition)) if wanted.unread else found


def unread_by(user: Any, definition: FormDefinition) -> Q:
    """What somebody has not read: newer than what they marked as read, and not opened."""
    read = SeenUntil.objects.filter(user=user, definition=definition)
    until = read.values_list("until", flat=True).first()
    opened = Seen.objects.filter(user=user, submission=OuterRef("pk"))
    return (Q(submitted_at__gt=until) if until else Q()) & ~Q(Exists(opened))


def page_of(found: QuerySet[Submission], *, order: str, mark: str = "", size: int = PAGE) -> Page:
    """Fetch the rows after `mark`. A mark somebody made up begins from the top."""
    older_first = order == OLDEST
    position = _read(mark)
    if position is not None:
        found = found.filter(_after(*position, older_first=older_first))
    columns = ("submitted_at", "pk") if older_first else ("-submitted_at", "-pk")
    rows = list(
        found.select_related("version", "submitted_by").order_by("definition_id", *columns)[
            : size + 1
        ]
    )
    if len(rows) <= size:
        return Page(rows)
    last = rows[size - 1]
    return Page(rows[:size], signing.dumps([last.submitted_at.isoformat(), last.pk], salt=SALT))


def page_in_order(found: QuerySet[Submission], *, mark: str = "", size: int = PAGE) -> Page:
    """Fetch a page of answers that are in an order of their own; the mark says how many went before.

    No index knows that order, so the database puts all that were found in order for each page. It gets only
    their numbers for that: with whole rows, versions and people it took twice as long.
    """
    before = _read_count(mark)
    keys = list(found.values_list("pk", flat=True)[before : before + size + 1])
    shown = Submission.objects.select_related("version", "submitted_by").in_bulk(keys[:size])
    rows = [shown[key] for key in keys[:size] if key in shown]
    if len(keys) <= size:
        return Page(rows)
    return Page(rows, signing.dumps(before + size, salt=SALT))


def are_too_many(found: QuerySet[Submission], definition: FormDefinition) -> bool:
    """Whether more was found than is put in an order that no index knows.

    The form's own number is looked at first: it stands in an index, and says enough in nearly every case.
    """
    newest = ("definition_id", "-submitted_at", "-pk")
    every = Submission.objects.filter(definition=definition).order_by(*newest)
    return all(
        rows.order_by(*newest)[MOST_SORTED : MOST_SORTED + 1].exists() for rows in (every, found)
    )


def counted(found: QuerySet[Submission], cap: int = CAP) -> str:
    """Count, but stop at the cap: nobody does anything else with 3,412 than with "500+"."""
    # In the order of the index: unordered, the database would read the table to find the first few hundred.
    ordered = found.order_by("definition_id", "-submitted_at", "-pk")
    number = len(ordered.values_list("pk", flat=True)[: cap + 1])
    return f"{cap}+" if number > cap else str(number)


def questions_of(versions: Sequence[FormDocument], sight: Any) -> dict[str, Field]:
    """The questions a list can be narrowed by: those with settled answers that the reader sees. Newest version wins."""
    found: dict[str, Field] = {}
    hidden: set[str] = set()
    for document in versions:
        for section in document.sections:
            for question in section.fields:
                if not sight.sees(question, section):
                    hidden.add(question.key)
                elif question.kind in CHOSEN:
                    found.setdefault(question.key, question)
    return {key: question for key, question in found.items() if key not in hidden}


def mark_read(user: Any, submission: Submission) -> None:
    """Note that somebody opened a submission."""
    Seen.objects.bulk_create([Seen(user=user, submission=submission)], ignore_conflicts=True)


def mark_all_read(user: Any, definition: FormDefinition, *, until: datetime) -> None:
    """Note that somebody is done with everything up to a moment."""
    SeenUntil.objects.update_or_create(user=user, definition=definition, defaults={"until": until})
    Seen.objects.filter(
        user=user, submission__definition=definition, submission__submitted_at__lte=until
    ).delete()


def _said(question: Field | None, says: str) -> Q:
    """One answer, as the index on answers finds it."""
    if question is None:
        return Q(pk__in=[])
    if question.kind == "yes_no":
        return Q(answers__contains={question.key: says == "yes"})
    if question.kind == "choices":
        return Q(answers__contains={question.key: [says]})
    if question.kind == "scale":
        digits = says.removeprefix("-")
        return (
            Q(answers__contains={question.key: int(says)})
            if digits.isascii() and digits.isdigit() and len(digits) < 7  # noqa: PLR2004  as a scale is read
            else Q(pk__in=[])
        )
    return Q(answers__contains={question.key: says})


def _begins(day: str, *, later: int = 0) -> datetime:
    """The moment a day begins where the service is."""
    try:
        on = date.fromisoformat(day) + timedelta(days=later)
        return timezone.make_aware(datetime.combine(on, time()))
    except (OverflowError, ValueError):
        return datetime.max.replace(tzinfo=UTC)


def _after(at: str, pk: int, *, older_first: bool) -> Q:
    later = "gt" if older_first else "lt"
    # Said twice, so that the index is entered at the right place.
    return Q(**{f"submitted_at__{later}e": at}) & (
        Q(**{f"submitted_at__{later}": at}) | Q(submitted_at=at, **{f"pk__{later}": pk})
    )


def _read(mark: str) -> tuple[str, int] | None:
    if not mark:
        return None
    try:
        at, pk = signing.loads(mark, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return at, pk


def _read_count(mark: str) -> int:
    """How many answers went before; a mark of another order begins from the top."""
    try:
        count = signing.loads(mark, salt=SALT) if mark else 0
    except signing.BadSignature:
        return 0
    return count if isinstance(count, int) else 0
