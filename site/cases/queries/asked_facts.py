"""What a form may know of a case: the facts that its questions read, and whom one may choose."""

from collections.abc import Iterator
from typing import Any

from accounts.models import Organisation, User
from accounts.roles import roles_of
from cases.facts import Facts
from cases.models import Case
from cases.queries.people import people_of
from forms.document import FormDocument
from forms.kinds.places import PEOPLE
from forms.narrowing import for_roles, is_shared_out
from forms.skeleton import rules_of
from forms.texts import paths

PERSON, ORGANISATION = "person", "organisation"
FACT = 2  # `<step>.<question>`, `participant.name`: what lies deeper is inside the answer


def facts_for(document: FormDocument, facts: Facts) -> dict[str, Any]:
    """The facts that this form's first answers and conditions read, and the people and organisations it offers."""
    known = facts.known(sorted(paths_of(document)))
    people = list(_known_people(document, facts.case))
    return {**known, PEOPLE: people} if people else known


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


def document_for(document: FormDocument, user: User, case: Case) -> FormDocument:
    """A form as somebody meets it who works on a case: with the roles they hold there, and in the unit."""
    if not is_shared_out(document):
        return document
    return for_roles(document, roles_in(case, user))


def roles_in(case: Case, user: User) -> frozenset[str]:
    """The roles of the workflow that somebody plays in a case, and their roles on the platform."""
    played = case.team.filter(until=None, user=user).values_list("role", flat=True)
    return roles_of(user) | frozenset(played)


def _known_people(document: FormDocument, case: Case) -> Iterator[dict[str, str]]:
    """Whom the case knows, asked for only when the form asks for somebody."""
    kinds = {question.kind for _path, question in paths(document)}
    if PERSON in kinds:
        if case.participant:
            yield _named("participant", case.participant.name, PERSON)
        for user in people_of(case):
            yield _named(f"user-{user.pk}", user.display_name, PERSON)
    if ORGANISATION in kinds:
        for organisation in Organisation.objects.order_by("name"):
            yield _named(f"organisation-{organisation.pk}", organisation.name, ORGANISATION)


def _named(code: str, name: str, kind: str) -> dict[str, str]:
    return {"code": code, "name": name, "kind": kind}
