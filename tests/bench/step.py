"""Finish a task with two answers and get the next one, commit included, beside a hand-written stock flow.

Ours stands among a million open tasks of two hundred versions; the stock flow has its tables for itself.
"""

from collections.abc import Iterator

from viewflow.workflow.models import Task

from accounts.models import User
from cases.actions.tasks import complete_task
from cases.models import CaseTask, Programme
from forms.conditions.rules import Row, Rule
from forms.document import Field
from tests.bench.crowd import crowd
from tests.bench.measuring import Measured, Work, compare
from tests.bench.queries import count_queries
from tests.bench.stock.flows import StockFlow
from tests.factories import cases as made
from workflows.steps import Branch, Choice, Return

TASKS = 1_000_000
STEPS = ("first", "second", "third", "fourth", "fifth", "sixth")
ANSWERS = {"done": True, "remark": "Vi träffades och gick igenom läget."}


def programme() -> Programme:
    """Six tasks and a choice, the same steps as `StockFlow`."""
    again = Rule("all", (Row("sixth.done", "is", False),))
    document = made.flow(
        *(made.task(key, form="talk") for key in STEPS),
        Choice("go_on", (Branch("again", (Return("back", phase="only"),), again), Branch("on"))),
        made.end(),
    )
    talk = made.make_form_version("talk", Field("done", "yes_no"), Field("remark", "long_text"))
    return made.make_programme(document, forms={"talk": talk}, texts={"workflow.title": "Mått"})


def step(user: User) -> Measured:
    """Complete tasks that lead to a next task, in many cases.

    The first task of each case is done untimed: taking it from the queue puts the worker in the team, and stock
    Viewflow has neither.
    """
    crowd(TASKS)
    ours, reference = next_tasks(programme(), user), _stock_tasks(user)

    def next_of_ours() -> Work:
        task = next(ours)
        return lambda: complete_task(task, by=user, answers=ANSWERS)

    def next_of_stock() -> Work:
        task = next(reference)
        return lambda: _complete_stock(task, user)

    queries = count_queries(next_of_ours)
    return compare("step", ours=next_of_ours, reference=next_of_stock, queries=queries, times=60)


def next_tasks(mine: Programme, user: User) -> Iterator[CaseTask]:
    """Tasks to complete, one after the other: each leads to another one in its case."""
    while True:
        case = made.make_case(mine, by=user)
        for key in STEPS[:-1]:
            task = CaseTask.objects.waiting().get(case=case, key=key)
            if key == STEPS[0]:
                complete_task(task, by=user, answers=ANSWERS)
            else:
                yield task


def _stock_tasks(user: User) -> Iterator[Task]:
    while True:
        process = StockFlow.start.run()
        for name in STEPS[:-1]:
            task = Task.objects.get(process=process, flow_task=getattr(StockFlow, name))
            if name == STEPS[0]:
                _complete_stock(task, user)
            else:
                yield task


def _complete_stock(task: Task, user: User) -> None:
    """As a view written by hand does it: lock, take, keep the answers, finish."""
    with task.activation() as activation:
        activation.assign(user)
        activation.start(None)
        activation.process.data = {**activation.process.data, task.flow_task.name: ANSWERS}
        activation.process.save()
        activation.execute()
