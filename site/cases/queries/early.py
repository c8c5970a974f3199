"""The steps that ask several parties and are not open: an answer to them may have come early."""

from cases.models import CaseTask
from cases.parties import SEVERAL
from cases.queries.case_head import CaseHead
from workflows.steps import Several


def early_steps(head: CaseHead) -> dict[str, str]:
    """Name the steps for which an answer may be written down beforehand: {key: title}. Most workflows have none."""
    steps = [each for each in head.words.document.tasks() if isinstance(each, Several)]
    if not steps or not head.case.is_open:
        return {}
    waiting = CaseTask.objects.waiting().filter(case=head.case, kind=SEVERAL)
    now = set(waiting.values_list("key", flat=True))
    return {each.key: head.words.step(each.key) for each in steps if each.key not in now}
