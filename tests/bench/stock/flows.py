"""A hand-written stock flow with the same steps as ours."""

from viewflow import this
from viewflow.workflow import flow, lock


class StockFlow(flow.Flow):
    """Six tasks, a switch and an end, on Viewflow's own tables and its row lock."""

    lock_impl = lock.select_for_update_lock

    start = flow.StartHandle().Next(this.first)
    first = flow.View(None).Next(this.second)
    second = flow.View(None).Next(this.third)
    third = flow.View(None).Next(this.fourth)
    fourth = flow.View(None).Next(this.fifth)
    fifth = flow.View(None).Next(this.sixth)
    sixth = flow.View(None).Next(this.go_on)
    go_on = (
        flow.Switch()
        .Case(this.first, lambda act: act.process.data.get("go_on") == "no")
        .Default(this.end)
    )
    end = flow.End()
