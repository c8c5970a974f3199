"""Each hostile value in every kind of question of a task: taken as shown, or refused and shown again."""

from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import reverse

from cases.actions.tasks import take_task
from cases.models import CaseTask, Programme
from forms.asking.checking import check_answers
from forms.asking.posted import MOST_CHARACTERS
from forms.asking.rendering import read_view
from forms.models import Submission
from tests.factories.cases import make_case, make_form_version, make_programme, make_worker
from tests.forms.hostile import VALUES
from tests.forms.of_every_kind import names_of, of_every_kind, without_wrong
from tests.forms.public.test_hostile import written
from tests.forms.public.test_hostile_kinds import stands_in
from workflows import document as doc
from workflows import steps

pytestmark = pytest.mark.django_db
DOC = of_every_kind(
    in_rows=False
)  # in rows the same kinds judge: tests/forms/public tries them there
NAMES = [name for question in DOC.fields() for name in names_of(question)]
FITTING = [v for v in map(written, VALUES) if len(v.encode()) * len(NAMES) < MOST_CHARACTERS]
# All of them go the way of a public form, which the same judge reads; every third goes the way of a task as well.
SENT = FITTING[::3]
GROUPS = 4


class Counsellor:
    """Somebody at a browser without scripts, with one task that asks in every way."""

    def __init__(self, programme: Programme) -> None:
        self.programme, self.worker = programme, make_worker(programme)
        self.client = Client()
        self.client.force_login(self.worker)
        self.take_another()

    def take_another(self) -> None:
        case = make_case(self.programme, by=self.worker)
        self.task = CaseTask.objects.waiting().get(case=case, key="ask")
        take_task(self.task, by=self.worker)
        at = [case.pk, self.task.pk]
        self.address, self.check = (
            reverse("cases:task", args=at),
            reverse("cases:task_check", args=at),
        )

    def post(self, sent: Mapping[str, str]):
        return self.client.post(self.address, sent)

    def accepted(self, value: str):
        """Send one value everywhere, then what was accepted of it; the page of answers."""
        sent = dict.fromkeys(NAMES, value)
        refused = self.post(sent)
        assert refused.status_code == 422, value
        stands_in(refused, sent)
        errors = refused.context["judged"].errors
        assert errors
        assert all(errors.values())

        went = self.post({**dict.fromkeys(NAMES, ""), **without_wrong(sent, errors)})
        assert (went.status_code, went["Location"]) == (302, self.check), value
        return self.client.get(self.check)


@pytest.fixture
def counsellor() -> Counsellor:
    over = steps.End("over", outcome="done")
    document = doc.WorkflowDocument(
        start=doc.Start(("counsellor",)),
        phases=(doc.Phase("only", (steps.Task("ask", role="own", form="ask"), over)),),
        roles=(doc.Role("own", who=("counsellor",)),),
        outcomes=(doc.Outcome("done"),),
    )
    return Counsellor(
        make_programme(document, forms={"ask": make_form_version("ask", *DOC.fields())})
    )


@pytest.mark.parametrize("group", range(GROUPS))
def test_a_value_in_every_kind_is_shown_again_where_refused_and_read_back_where_taken(
    counsellor, group
):
    for value in SENT[group::GROUPS]:
        page = counsellor.accepted(value)

        assert page.status_code == 200, value
        answers = page.context["judged"].answers
        facts = {"participant": {"name": "Marja Lind"}}
        assert check_answers(DOC, {}, answers, facts=facts).answers == answers, value
        assert str(page.context["answers"]) in page.content.decode()
        assert "<script>alert" not in page.content.decode()


def test_what_is_finished_is_stored_as_it_was_shown(counsellor):
    for value in FITTING[::16]:
        page = counsellor.accepted(value)

        done = counsellor.client.post(counsellor.check, {"seen": page.context["seen"]})

        assert done.status_code == 302, value
        stored = Submission.objects.latest("pk")
        assert stored.answers == page.context["judged"].answers, value
        shown = read_view(stored.version, "sv", stored.answers)
        assert str(shown) == str(page.context["answers"])
        at = reverse("cases:document", args=[counsellor.task.case_id, counsellor.task.pk])
        read = counsellor.client.get(at)
        assert (read.status_code, "<script>alert" in read.content.decode()) == (200, False)
        counsellor.take_another()
