"""Lists of answers among a hundred thousand, beside the bare SQL that fetches the same fifty rows."""

from django.db import connection
from django.test import Client

from forms.access import sight_in_lists
from forms.answers import finding
from forms.answers.wanted import Wanted
from tests.bench.measuring import Measured, Work, compare
from tests.bench.queries import count_queries
from tests.factories.answers import ASKED, make_handler
from tests.factories.forms import make_form
from tests.factories.many_answers import fill

MANY = 100_000
BARE = (
    "SELECT id, submitted_at, language, channel, answers FROM forms_submission "
    "WHERE definition_id = %s {more} ORDER BY submitted_at DESC, id DESC LIMIT 51"
)


def answers() -> list[Measured]:
    """The first page of all answers, of those with one answer and of those with a word; and the whole page."""
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

    def bare(more: str = "", *given: str) -> Work:
        def work() -> None:
            with connection.cursor() as cursor:
                cursor.execute(BARE.format(more=more), [version.definition_id, *given])
                cursor.fetchall()

        return work

    def page() -> None:
        shown = client.get(f"/work/answers/{version.definition_id}/")
        if shown.status_code != 200 or b"table--stack" not in shown.content:
            raise RuntimeError("the answers were not shown")

    measures = {
        "answers": (listed(Wanted()), bare()),
        "answers_by_answer": (
            listed(Wanted(question="mood", says="bad")),
            bare("AND answers @> %s::jsonb", '{"mood": "bad"}'),
        ),
        "answers_by_word": (
            listed(Wanted(q="person 77123")),
            bare("AND words LIKE %s", "%person 77123%"),
        ),
        "answers_page": (page, bare()),
    }
    return [_beside(name, ours, reference) for name, (ours, reference) in measures.items()]


def _beside(name: str, ours: Work, reference: Work) -> Measured:
    return compare(
        name,
        ours=lambda: ours,
        reference=lambda: reference,
        queries=count_queries(lambda: ours),
        times=15,
    )
