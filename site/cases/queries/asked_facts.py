"""What a form may know of a case: the facts that its questions read, and whom one may choose."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from accounts.absences import hands_of
from accounts.models import Organisation, User
from accounts.roles import roles_of
from cases.facts import Facts
from cases.models import Case, Participant
from cases.queries.people import people_of
from cases.versions import pinned_form, step_of, version_of
from forms.asking.narrowing import is_shared_out, to_read
from forms.asking.skeleton import rules_of
from forms.document import FormDocument
from forms.kinds.places import PEOPLE
from forms.texts import paths

PERSON, ORGANISATION = "person", "organisation"
STAFF = "staff"  # the role of everybody who works in the workspace, in what a form says about who sees it
FACT = 2  # `<step>.<question>`, `participant.name`: what lies deeper is inside the answer


def facts_for(
    document: FormDocument,
    facts: Facts,
    *,
    version: int = 0,
    roles: Callable[[], Collection[str]] | None = None,
) -> dict[str, Any]:
    """The facts that this form's first answers and conditions read, and the people and organisations it offers.

    version   the workflow version of the case; with it, answers of earlier steps that none of `roles` sees
              are not known here either
    """
    wanted = sorted(paths_of(document))
    if version and roles is not None:
        wanted = _seen(wanted, version, roles)
    known = facts.known(wanted)
    people = list(_known_people(document, facts.case))
    return {**known, PEOPLE: people} if people else known


def _seen(wanted: list[str], version: int, roles: Callable[[], Collection[str]]) -> list[str]:
    """Leave out the answers that are kept from somebody; their roles are asked for only where any are."""
    kept = {path: form for path in wanted if (form := _kept_form(path, version))}
    if not kept:
        return wanted
    mine = roles()
    return [path for path in wanted if path not in kept or _is_seen(path, kept[path], mine)]


def _kept_form(path: str, version: int) -> FormDocument | None:
    """The form of an earlier step, when it keeps something for some roles."""
    step = path.partition(".")[0]
    workflow = version_of(version)
    slug = workflow.document().start.form if step == "start" else _form_of(version, step)
    asked = pinned_form(workflow, slug).document() if slug else None
    return asked if asked is not None and is_shared_out(asked) else None


def _is_seen(path: str, asked: FormDocument, roles: Collection[str]) -> bool:
    key = path.partition(".")[2]
    hidden = {field.key for field in asked.fields()}
    return key not in hidden - {field.key for field in to_read(asked, roles).fields()}


def _form_of(version: int, step: str) -> str:
    return getattr(step_of(version, step), "form", "")


def paths_of(document: FormDocument) -> set[str]:
    """Collect the facts of a case that a form reads: `participant.name`, `assessment.goal`."""
    asked = {question.key for question in document.fields()}
    read = {field for rule in rules_of(document) for field in rule.fields()}
    for _path, question in paths(document):
        read.add(question.prefill)
        read.update(question.recipe.of if question.recipe else ())
        read.update(field for check in question.checks for field in check.rule.fields())
    return {
        ".".join(path.split(".")[:FACT])
        for path in read
        if "." in path and path.partition(".")[0] not in {"row", *asked}
    }


def roles_for(document: FormDocument, case: Case, user: User) -> frozenset[str] | None:
    """With which roles somebody meets a form of a case; None when it keeps nothing for some of them."""
    return roles_in(case, user) if is_shared_out(document) else None


def roles_in(case: Case, user: User) -> frozenset[str]:
    """The roles of the workflow that somebody plays in a case, their roles on the platform, and staff."""
    played = case.team.filter(until=None, user__in=hands_of(user)).values_list("role", flat=True)
    return roles_outside(user) | frozenset(played)


def roles_outside(user: User) -> frozenset[str]:
    """The roles somebody has where there is no case yet."""
    return roles_of(user) | {STAFF}


def people_at_start(
    document: FormDocument, participant: Participant | None, user: User
) -> dict[str, Any]:
    """Whom the first form of a case offers, before anybody is appointed: the person it is about, and who fills in."""
    people = list(_offered(document, lambda: participant, lambda: [user]))
    return {PEOPLE: people} if people else {}


def _known_people(document: FormDocument, case: Case) -> Iterator[dict[str, str]]:
    """Whom the case knows."""
    yield from _offered(document, lambda: case.participant, lambda: people_of(case))


def _offered(
    document: FormDocument,
    about: Callable[[], Participant | None],
    users: Callable[[], Iterable[User]],
) -> Iterator[dict[str, str]]:
    """The people and organisations to choose from, looked up only when the form asks for somebody."""
    kinds = {question.kind for _path, question in paths(document)}
    if PERSON in kinds:
        if participant := about():
            yield _named("participant", participant.name, PERSON)
        for user in users():
            yield _named(f"user-{user.pk}", user.display_name, PERSON)
    if ORGANISATION in kinds:
        for organisation in Organisation.objects.order_by("name"):
            yield _named(f"organisation-{organisation.pk}", organisation.name, ORGANISATION)


def _named(code: str, name: str, kind: str) -> dict[str, str]:
    return {"code": code, "name": name, "kind": kind}
