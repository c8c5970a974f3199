"""Answers of cases, as the part that shows answers asks about them: whose they are, who reads them, and the log."""

from collections.abc import Sequence
from datetime import date

from django.db.models import CharField, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.db.models.lookups import In

from accounts import access_log
from accounts.models import User
from accounts.roles import may
from cases.access import cases_for
from cases.models import Case, CaseTask
from cases.queries.asked_facts import roles_in
from forms.models import Submission

ABOUT = "case:"  # what a link says that leads to a form about a case: `case:7`, `case:7/…`


class AnswersOfCases:
    """Whoever sees a case reads what was answered in it; nobody else does."""

    def owned(self) -> Q:
        """Handed in with a task, or come by a link about a case."""
        return Q(Exists(_tasks())) | Q(about__startswith=ABOUT)

    def readable(self, user: User) -> Q:
        """Those of the cases somebody may see now, when they work with cases at all."""
        return self._in(cases_for(user)) if may(user, "work.use") else Q(pk__in=[])

    def roles(self, user: User, submission: Submission) -> frozenset[str]:
        """Those they play in the case."""
        cases = Case.objects.filter(pk__in=self.cases_of([submission]))
        return frozenset[str]().union(*(roles_in(case, user) for case in cases))

    def closed_before(self, day: date) -> Q:
        """Those of cases that were closed before a day."""
        return self._in(Case.objects.filter(closed_at__date__lt=day))

    def note(self, user: User, submissions: Sequence[Submission], what: str) -> None:
        """Write one line per case into the access log."""
        for case in sorted(self.cases_of(submissions)):
            access_log.record(user, subject_type="case", subject_id=case, what=what)

    def cases_of(self, submissions: Sequence[Submission]) -> set[int]:
        """The cases these answers belong to, by number."""
        by_task = CaseTask.objects.filter(submission__in=[each.pk for each in submissions])
        found = set(by_task.values_list("case", flat=True))
        abouts = (each.about for each in submissions if each.about.startswith(ABOUT))
        marks = (about.removeprefix(ABOUT).partition("/")[0] for about in abouts)
        return found | {int(mark) for mark in marks if mark.isdecimal()}

    def _in(self, cases: QuerySet[Case]) -> Q:
        handed_in = CaseTask.objects.filter(
            submission__isnull=False, case__in=cases.order_by().values("pk")
        )
        named = cases.order_by().annotate(mark=Concat(Value(ABOUT), Cast("pk", CharField())))
        about = Func(
            F("about"), Value("/"), Value(1), function="split_part", output_field=CharField()
        )
        by_link = Q(about__startswith=ABOUT) & Q(In(about, named.values("mark")))
        return Q(pk__in=handed_in.values("submission")) | by_link


def _tasks() -> QuerySet[CaseTask]:
    return CaseTask.objects.filter(submission=OuterRef("pk"))
