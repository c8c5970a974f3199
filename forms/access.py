"""Who may read answers: one rule for lists, pages, files and charts. A miss is 404, never 403.

Answers that another part of the product owns, such as those of a case, are read by those whom that part lets in,
and by nobody else. All others are read by people with the permission, and by those appointed for the form.
Writing forms opens no answer.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from django.db.models import Q, QuerySet
from django.http import Http404

from forms.document import Field, Section
from forms.models import FormDefinition, FormReader, Submission

READ, SURVEYS, AUTHOR = "answers.read", "surveys.enter", "forms.author"


class Owner(Protocol):
    """A part of the product whose answers follow rules of its own."""

    def owned(self) -> Q:
        """The submissions that are its own, whoever asks."""

    def readable(self, user: Any) -> Q:
        """Those of them that somebody may read now."""

    def note(self, user: Any, submissions: Sequence[Submission], what: str) -> None:
        """Write down that somebody read these."""

    def roles(self, user: Any, submission: Submission) -> frozenset[str]:
        """The roles somebody plays in the matter that a submission belongs to."""

    def closed_before(self, day: date) -> Q:
        """Those of them whose matter was closed before a day."""


def _nobody(_user: Any) -> frozenset[str]:
    return frozenset()


@dataclass(slots=True)
class Seams:
    """What other parts tell forms when the application starts. Untold, nobody reads anything.

    roles_of        the roles somebody holds today
    permissions_of  what those let them do
    works_in_cases  whether somebody works with people's cases, and so never types in anonymous answers
    """

    owners: list[Owner] = field(default_factory=list)
    roles_of: Callable[[Any], frozenset[str]] = _nobody
    permissions_of: Callable[[Any], frozenset[str]] = _nobody
    works_in_cases: Callable[[Any], bool] = lambda _user: True
    role_names: Callable[[], Iterable[tuple[str, Any]]] = tuple


seams = Seams()


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody sees of answers that they may read.

    sensitive   sees sensitive answers too
    """

    roles: frozenset[str] = frozenset()
    sensitive: bool = False

    def sees(self, question: Field, section: Section | None = None) -> bool:
        """Whether the answer to a question is shown."""
        wanted = [question.sees, section.sees if section else ()]
        if any(roles and not self.roles.intersection(roles) for roles in wanted):
            return False
        return self.sensitive or not question.guarded


def owned() -> Q:
    """Submissions that belong to another part, such as cases."""
    return _any(owner.owned() for owner in seams.owners)


def submissions_for(user: Any, definition: FormDefinition | None = None) -> QuerySet[Submission]:
    """The answers somebody may read: theirs through a case, and those of forms they read.

    definition   only of this form; asks the database less
    """
    found = Submission.objects.filter(erased_at=None)
    if definition is not None:
        found = found.filter(definition=definition)
    allowed = _any(owner.readable(user) for owner in seams.owners)
    reads = _reads_free(user, definition)
    if reads is not None:
        allowed |= ~owned() & reads
    return found.filter(allowed)


def may_read_submission(user: Any, submission: Submission) -> bool:
    return submissions_for(user).filter(pk=submission.pk).exists()


def submission_of(user: Any, definition: FormDefinition, pk: int) -> Submission:
    """One submission to be read, with a line in the log where its owner keeps one.

    errors   Http404 for unknown and for foreign answers alike; nothing is written down then
    """
    wanted = submissions_for(user, definition).select_related("version", "submitted_by")
    found = wanted.filter(pk=pk).first()
    if found is None:
        raise Http404
    note(user, [found], "answers")
    return found


def note(user: Any, submissions: Sequence[Submission], what: str) -> None:
    """Let the owners write down what was read."""
    for owner in seams.owners:
        owner.note(user, submissions, what)


def is_owned(submission: Submission) -> bool:
    """Whether a submission belongs to another part, such as a case."""
    return Submission.objects.filter(owned(), pk=submission.pk).exists()


def sight_on_page(user: Any, submission: Submission) -> Sight:
    """What somebody sees on the page of one submission: those who work with the case see what is sensitive."""
    sensitive = is_owned(submission) or is_appointed_for_sensitive(user, submission.definition_id)
    return Sight(seams.roles_of(user), sensitive)


def sight_of_files(user: Any, submission: Submission) -> Sight:
    """What somebody sees of one submission wherever they came from: also by a role in the matter itself."""
    roles = (owner.roles(user, submission) for owner in seams.owners)
    found = sight_on_page(user, submission)
    return replace(found, roles=found.roles.union(*roles))


def sight_in_lists(user: Any, *, sensitive: bool = False) -> Sight:
    """What somebody sees where many answers stand together."""
    return Sight(seams.roles_of(user), sensitive)


def is_appointed_for_sensitive(user: Any, definition_id: int) -> bool:
    appointed = FormReader.objects.filter(_is_reader(user), definition=definition_id)
    return appointed.filter(sensitive=True).exists()


def reads_free_answers(user: Any, definition: FormDefinition) -> bool:
    """Whether somebody reads the answers to a form that belong to no case."""
    return _reads_free(user, definition) is not None


def reads_some(user: Any) -> Q:
    """The forms of which somebody reads at least the answers that belong to no case."""
    if READ in seams.permissions_of(user):
        return Q(anonymous=False)
    return Q(pk__in=FormReader.objects.filter(_is_reader(user)).values("definition"))


def may_run_surveys(user: Any) -> bool:
    return SURVEYS in seams.permissions_of(user)


def may_type_in(user: Any) -> bool:
    """Whether somebody types in anonymous answers from paper: never one who works with the people asked."""
    return may_run_surveys(user) and not seams.works_in_cases(user)


def may_see_runs(user: Any) -> bool:
    """Whether somebody sees when answers were erased, and how many."""
    return bool(seams.permissions_of(user).intersection((READ, AUTHOR)))


def _reads_free(user: Any, definition: FormDefinition | None) -> Q | None:
    """Which answers outside cases somebody reads; None when none at all."""
    if READ in seams.permissions_of(user):
        return Q()
    readers = FormReader.objects.filter(_is_reader(user))
    if definition is None:
        return Q(definition__in=readers.values("definition"))
    return Q() if readers.filter(definition=definition).exists() else None


def _is_reader(user: Any) -> Q:
    return Q(user=user.pk) | Q(role__in=sorted(seams.roles_of(user))) & ~Q(role="")


def _any(parts: Iterable[Q]) -> Q:
    found = Q(pk__in=[])
    for part in parts:
        found |= part
    return found
