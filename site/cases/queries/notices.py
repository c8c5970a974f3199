"""What somebody has been told and not read yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT
from django.utils import timezone
from django.utils.translation import gettext as _
from viewflow.workflow.status import STATUS

from accounts.absences import hands_of
from accounts.models import User
from cases import access, daywords
from cases.models import Notice, Obligation
from cases.queries.traces import notice_words
from cases.queries.words import Words, version_of_case

SHOWN_FOR = timedelta(days=30)  # what is only to be read; after that it stands in the timeline
LOOKED_AT = 50  # newest notices among which the alike are gathered
DUTIES = ("remind", "escalate", "obligation_overdue")  # about a day: the newest one says it all
GIVEN = ("task_given", "asked")  # said as long as the task waits in the reader's hands
SUBJECTS = ("obligation", "role", "title", "step")  # the fact that says what a notice is about


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One thing to read."""

    pk: int
    who: str
    text: str
    when: str


def unread(user: User, *, at_most: int, now: datetime | None = None) -> list[Any]:
    """Fetch what still matters of what somebody has not read, the newest first and the alike once.

    A case they may no longer see is not named, save in what is told of a task in their hands. A reminder counts
    while its task waits, a late duty while it is owed; neither when the task is in the reader's own list, which
    says the same. The rest counts for a month.

    returns  notices, each with the `version` in whose words it is told
    """
    if not user.notices.filter(read_at=None).exists():  # as on most days, and asked cheaply
        return []
    found: dict[tuple[object, ...], Any] = {}
    for notice in _that_matter(user, now or timezone.now())[:LOOKED_AT]:
        found.setdefault(_matter(notice), notice)
    return list(found.values())[:at_most]


def alike(notice: Notice) -> QuerySet[Notice]:
    """The same thing told to the same person until then: read once, all of it is read."""
    earlier = Notice.objects.filter(
        user=notice.user_id, case=notice.case_id, told_at__lte=notice.told_at
    )
    if notice.code in DUTIES and notice.task_id:
        return earlier.filter(code__in=DUTIES, task=notice.task_id)
    name, value = _subject(notice)
    return earlier.filter(code=notice.code, facts__contains={name: value} if name else {})


def notice_rows(notices: Iterable[Any], words: dict[int, Words]) -> list[NoticeRow]:
    """Put notices, fetched by `unread`, into the reader's words."""
    return [
        NoticeRow(
            pk=each.pk,
            who=each.case.name,
            text=_told(each, words.get(each.version, Words.empty())),
            when=daywords.capitalised(daywords.moment(each.told_at)),
        )
        for each in notices
    ]


def _told(notice: Notice, words: Words) -> str:
    """What a notice tells, and for whom when the reader stands in."""
    said = notice_words(notice.code, notice.facts, words)
    away = notice.facts.get("instead_of")
    return _("For %(name)s: %(said)s") % {"name": away, "said": said} if away else said


def _that_matter(user: User, now: datetime) -> QuerySet[Notice]:
    waiting = Q(task__status__in=[STATUS.NEW, STATUS.ASSIGNED])
    mine, anybodys = Q(task__owner__in=hands_of(user)), Q(task__owner=None)
    owed = Obligation.objects.filter(
        case=OuterRef("case"), key=OuterRef("obligation"), state=Obligation.State.OVERDUE
    )
    matters = (
        Q(code__in=GIVEN) & waiting & mine
        | Q(code="remind") & waiting & anybodys
        | Q(code="escalate") & waiting & ~mine
        | Q(code="obligation_overdue") & Exists(owed) & ~(waiting & mine)
        | ~Q(code__in=[*DUTIES, *GIVEN]) & Q(told_at__gte=now - SHOWN_FOR)
    )
    seen = Q(case__in=access.cases_for(user).values("pk"))
    seen |= Q(task__in=access.my_tasks(user).values("pk"))
    new = user.notices.filter(seen, read_at=None)
    told = new.annotate(obligation=KT("facts__obligation")).filter(matters)
    return told.select_related("case__participant").annotate(version=version_of_case("case"))


def _matter(notice: Notice) -> tuple[object, ...]:
    if notice.code in DUTIES and notice.task_id:
        return ("duty", notice.task_id)
    return (notice.code, notice.case_id, *_subject(notice))


def _subject(notice: Notice) -> tuple[str, object]:
    """The fact that says what a notice is about."""
    name = next((name for name in SUBJECTS if notice.facts.get(name)), "")
    return name, notice.facts.get(name, "")
