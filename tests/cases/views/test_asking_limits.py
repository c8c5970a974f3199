"""Personal links of a step: who may make one, in which language, and what it knows beforehand."""

import pytest

from cases.actions import asked as asking
from cases.models import Notice
from cases.refusals import CannotBeAsked, TaskNotYours
from forms.models import FormLink, Submission
from tests.cases.views.asked_forms import Asked, asked, browser_of
from tests.cases.views.test_asked import answer, ask_page, make_link, open_step
from tests.factories.cases import make_worker
from tests.factories.forms import question

pytestmark = pytest.mark.django_db


def colleague_in(at: Asked):
    """Somebody who plays the same role in the case, and has not taken the task."""
    found = make_worker(at.programme)
    at.case.team.create(user=found, role="own", since=at.case.opened_at, appointed_by=at.worker)
    return found


def test_a_colleague_who_sees_the_task_makes_no_links_for_it():
    at = open_step()
    colleague = browser_of(colleague_in(at))

    assert colleague.get(at.address).status_code == 200
    assert colleague.get(ask_page(at)).status_code == 404
    assert colleague.post(ask_page(at), {}).status_code == 404
    assert not FormLink.objects.exists()


def test_the_actions_refuse_by_themselves_whoever_has_no_right():
    at = open_step()
    make_link(at)
    colleague = colleague_in(at)

    with pytest.raises(TaskNotYours):
        asking.ask(at.task, by=colleague)
    with pytest.raises(TaskNotYours):
        asking.withdraw(at.task, FormLink.objects.get().pk, by=colleague)
    type(FormLink.objects.get().definition).objects.update(open_to="nobody")
    with pytest.raises(CannotBeAsked):
        asking.ask(at.task, by=at.worker)

    assert FormLink.objects.open().count() == 1


def test_the_participants_language_is_proposed_and_no_other_word_is_taken_for_one():
    at = open_step()
    type(at.case.participant).objects.update(language="fi")

    proposed = at.client.get(ask_page(at)).context["language"]
    make_link(at, language="<script>")

    assert proposed == "fi"
    assert FormLink.objects.get().language == "sv"


def test_a_link_knows_nobody_who_works_with_the_case_and_nothing_they_keep_to_themselves():
    kept = question("kept", sees=("staff",))
    told, copied, own = (
        question("told"),
        question("copied", prefill="start.kept"),
        question("who", "person"),
    )
    at = asked(kept, told, copied, question("again", prefill="start.told"), own, open_to="link")
    given = Submission.objects.filter(version__definition__slug="start")
    assert given.update(answers={"kept": "Hemligt", "told": "Öppet"}) == 1

    make_link(at)

    assert FormLink.objects.get().facts == {"start": {"told": "Öppet"}}


def test_while_nobody_has_the_task_all_of_its_role_are_told():
    at = open_step()
    address = make_link(at)
    colleague = colleague_in(at)
    type(at.task).objects.filter(pk=at.task.pk).update(owner=None, status="NEW")

    answer(address, name="Aino")

    told = Notice.objects.filter(code="answered_by_link").values_list("user", flat=True)
    assert set(told) == {at.worker.pk, colleague.pk}


def test_every_answer_that_came_is_kept_with_the_task():
    at = open_step()
    first, second = make_link(at), make_link(at)

    answer(first, name="Aino")
    answer(second, name="Bo")

    page = at.client.get(at.address).content.decode()
    assert "Aino" in page
    assert "Bo" in page
