"""Who comes in where: every address of forms' administration, of answers and of help with forms, for every role."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.viewsets import viewsets

from accounts.role_table import ROLES
from forms.answers import urls as answer_urls
from forms.models import CodeList, FieldGroup, FormDefinition, FormReader, Instrument
from forms.public import staff_urls
from tests.factories.accounts import make_organisation, make_unit, make_user
from tests.factories.answers import ASKED, give, put_in_case
from tests.factories.cases import make_case, make_programme, make_worker
from tests.factories.forms import make_form, question
from tests.factories.instruments import take_in
from tests.factories.library import make_group, make_list

pytestmark = pytest.mark.django_db
CHOOSING = re.compile("cho[os]")
UNKNOWN, NO_FILE = 10**8, "00000000-0000-4000-8000-000000000000"
NOBODY, ELSEWHERE, WORKER = "nobody", "manager elsewhere", "worker of the case"


@pytest.fixture
def people() -> dict[str, Client]:
    """A browser for each role, for a manager of another organisation, and for somebody not signed in."""
    here = make_unit()
    found = {NOBODY: Client(), ELSEWHERE: Client()}
    other = make_unit("Annan enhet", make_organisation("Annanstans"))
    found[ELSEWHERE].force_login(make_user("elsa", roles=("manager",), unit=other))
    for role in ROLES:
        found[role.key] = Client()
        found[role.key].force_login(make_user(role.key, roles=(role.key,), unit=here))
    return found


def administered() -> Iterator[tuple[str, str]]:
    """Every address of the pages about forms, lists, groups, instruments and readers, with something behind it."""
    take_in("wellbeing5")
    made = {
        FormDefinition: FormDefinition.objects.get(locale__language_code="sv"),
        CodeList: make_list("ways"),
        FieldGroup: make_group("contact", question("phone")),
        Instrument: Instrument.objects.get(),
        FormReader: None,
    }
    for viewset in viewsets.viewsets:
        model = getattr(viewset, "model", None)
        if model not in made:
            continue
        one = made[model]
        for pattern in viewset.get_urlpatterns():
            names = pattern.pattern.converters or pattern.pattern.regex.groupindex
            known = {"pk": one.pk if one else 1, "key": "start"}
            known |= {"revision_id_a": "earliest", "revision_id_b": "latest"}
            given = {name: known.get(name, 1) for name in names}
            yield (
                f"{model.__name__} {pattern.name}",
                reverse(viewset.get_url_name(pattern.name), kwargs=given),
            )


def came_in(client: Client, url: str, method: str = "get") -> bool:
    """Whether somebody sees anything there: not sent to sign in or to the front page, not refused, not missing."""
    answer = getattr(client, method)(url)
    sent_away = answer.status_code == 302 and re.match(
        r"(/cms/(login/.*|)|/accounts/login/.*)$", answer.url
    )
    return answer.status_code not in {403, 404} and not sent_away


def test_only_administrators_open_what_forms_are_made_with(people):
    """Communication uses the same administration, and chooses forms by their names for pages. It opens none."""
    pages = {name: url for name, url in administered() if not CHOOSING.search(name)}
    assert len(pages) > 60

    opened = {name for name, url in pages.items() if came_in(people["communication"], url)}

    assert opened == set()
    one = pages["FormDefinition edit"]
    assert {who for who, client in people.items() if came_in(client, one)} == {"administrator"}
    for name in ("FormDefinition list", "CodeList edit", "Instrument index", "FormReader index"):
        assert came_in(people["administrator"], pages[name]), name


# Who comes in at the addresses below /work/answers/ and /work/forms/; everybody else is told that there is nothing.
FREE, OF_CASE = {"manager", "survey_handler"}, {"manager", WORKER}
HELPS = {
    "counsellor",
    "decision_maker",
    "manager",
    "group_leader",
    "survey_handler",
    ELSEWHERE,
    WORKER,
}
WHO_COMES_IN = {
    "answers:answers": FREE | {WORKER},
    "answers:export_ask": FREE | {WORKER},
    "answers:runs": {"administrator", "survey_handler"},
    "free answers:answer": {"survey_handler"},
    "free answers:erase": {"survey_handler"},
    "own answers:answer": OF_CASE,
    "own answers:erase": set(),
    "form_help:forms": HELPS,
    "form_help:link": HELPS,
}
FOR_WRITING = ("answers:read_all", "answers:export_remove", "answers:close", "form_help:withdraw")


@pytest.fixture
def places(people) -> dict[str, dict[str, object]]:
    """What stands in the addresses: of an answer that is free, of one of a case, and of nothing that there is."""
    version = make_form("feedback", ASKED)
    version.definition.open_to = "link"
    version.definition.save()
    programme = make_programme()
    worker = make_worker(programme, "vera")
    case = make_case(programme, by=worker)
    case.team.create(user=worker, role="worker", since=case.opened_at, appointed_by=worker)
    own = put_in_case(give(version, name="Bo", mood="bad"), case)
    people[WORKER] = Client()
    people[WORKER].force_login(worker)
    here = {"pk": version.definition_id, "slug": "feedback", "export_pk": NO_FILE}
    free = give(version, name="Aino", mood="good")
    return {
        "free": {**here, "submission_pk": free.pk},
        "own": {**here, "submission_pk": own.pk},
        "unknown": {**here, "submission_pk": UNKNOWN},
    }


def address(name: str, places: dict[str, dict[str, object]], which: str = "free") -> str:
    """The address of a page; `own answers:answer` is that of an answer of a case."""
    which, name = name.split() if " " in name else (which, name)
    namespace, short = name.split(":")
    patterns = {"answers": answer_urls, "form_help": staff_urls}[namespace].urlpatterns
    pattern = next(each for each in patterns if each.name == short)
    given = {each: places[which][each] for each in pattern.pattern.converters}
    return reverse(name, kwargs=given)


def test_who_comes_in_where_answers_are_read_and_forms_given_out(people, places):
    found = {
        name: {who for who, client in people.items() if came_in(client, address(name, places))}
        for name in WHO_COMES_IN
    }

    assert found == WHO_COMES_IN
    for name in FOR_WRITING:
        for who in (NOBODY, "communication", "partner", "funder"):
            assert not came_in(people[who], address(name, places), "post"), (name, who)


def test_an_answer_that_one_may_not_read_looks_like_one_that_does_not_exist(people, places):
    for which, who in (
        ("own", "survey_handler"),
        ("own", "counsellor"),
        ("free", WORKER),
        ("free", ELSEWHERE),
    ):
        for name in ("answers:answer", "answers:answer_pdf", "answers:erase"):
            real, unknown = (
                people[who].get(address(name, places, each)) for each in (which, "unknown")
            )

            assert (real.status_code, unknown.status_code) == (404, 404)
            assert plain(real) == plain(unknown)


def plain(answer) -> str:
    """A page without the numbers that stood in its address."""
    return re.sub(r'\d+|value="\w{64}"', "0", answer.content.decode())
