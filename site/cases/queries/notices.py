"""What somebody has been told and not read yet."""

from dataclasses import dataclass

from accounts.models import User
from cases import access, daywords
from cases.models import Notice
from cases.queries.traces import notice_words
from cases.queries.words import Words, words_of


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One thing to read."""

    pk: int
    who: str
    text: str
    when: str


def notice_rows(user: User, *, at_most: int) -> list[NoticeRow]:
    """Fetch what somebody has not read, the newest first. A case they may no longer see is not named."""
    notices = list(
        user.notices.filter(read_at=None, case__in=access.cases_for(user).values("pk"))
        .select_related("case__participant")
        .prefetch_related("case__processes")[:at_most]
    )
    versions = {each.pk: _version(each) for each in notices}
    words = words_of(version for version in versions.values() if version)
    return [
        NoticeRow(
            pk=each.pk,
            who=each.case.name,
            text=notice_words(
                each.code, each.facts, words.get(versions[each.pk] or 0, Words.empty())
            ),
            when=daywords.capitalised(daywords.moment(each.told_at)),
        )
        for each in notices
    ]


def _version(notice: Notice) -> int | None:
    return max((process.version_id for process in notice.case.processes.all()), default=None)
