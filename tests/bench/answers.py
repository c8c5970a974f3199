"""Lists of answers among a hundred thousand, beside the bare SQL of the same work.

The reference sends the very statements that ours sends, joins and conditions included, through a bare cursor: what
is left of the ratio is what Django, our rules of access and the page itself take.
"""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forms.access import sight_in_lists
from forms.answers import finding
from forms.answers.wanted import Wanted
from tests.bench.measuring import Measured, Work, compare
from tests.bench.queries import count_queries
from tests.factories.answers import ASKED, make_handler
from tests.factories.forms import make_form
from tests.factories.many_answers import fill

MANY = 100_000


def answers() -> list[Measured]:
    """The first page of all answers, of those with one answer and of those with a word; and the whole page.

    The whole page also in the order of an answer, which no index knows.
    """
    version, handler = make_form("many", ASKED), make_handler()
    fill(version, MANY)
    questions = finding.questions_of([version.document()], sight_in_lists(handler))
    client = Client()
    client.force_login(handler)

    def listed(wanted: Wanted) -> Work:
        def work() -> None:
            found = finding.wanted_of(handler, version.definition, wanted, questions)
            finding.page_of(found, order=wanted.order)

        return work

    def page(order: str) -> Work:
        def work() -> None:
            shown = client.get(f"/work/answers/{version.definition_id}/", {"order": order})
            if shown.status_code != 200 or b"table--stack" not in shown.content:
                raise RuntimeError("the answers were not shown")

        return work

    measures = {
        "answers": listed(Wanted()),
        "answers_by_answer": listed(Wanted(question="mood", says="bad")),
        "answers_by_word": listed(Wanted(q="person 77123")),
        "answers_page": page("newest"),
        "answers_sorted_page": page("up:name"),
    }
    return [_beside_its_own_sql(name, work) for name, work in measures.items()]


def _beside_its_own_sql(name: str, ours: Work) -> Measured:
    ours()  # caches are warm in a server
    with CaptureQueriesContext(connection) as sent:
        ours()
    statements = [each["sql"] for each in sent if each["sql"].startswith("SELECT")]

    def bare() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()

    return compare(
        name,
        ours=lambda: ours,
        reference=lambda: bare,
        queries=count_queries(lambda: ours),
        times=15,
    )
