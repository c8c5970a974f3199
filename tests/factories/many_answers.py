"""Very many answers, made as a set in the database."""

from django.db import connection

from forms.models import FormVersion
from tests.factories.answers import give

TABLE = "forms_submission"


def fill(version: FormVersion, count: int) -> None:
    """Give `count` answers over a year: names, moods, two languages, one in twenty on paper."""
    first = give(version, name="Person 0", mood="good")
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {TABLE} (version_id, definition_id, text_id, language, answers, words, "  # noqa: S608  our own table
            "submitted_at, channel, reference, helped_by, about) "
            "SELECT version_id, definition_id, text_id, CASE WHEN n %% 4 = 0 THEN 'fi' ELSE 'sv' END, "
            "jsonb_build_object('name', 'Person ' || n, 'came', n %% 2 = 0, "
            "'mood', (ARRAY['good', 'fair', 'bad'])[1 + n %% 3]), 'person ' || n, "
            "now() - n * interval '5 minutes', CASE WHEN n %% 20 = 0 THEN 'paper' ELSE 'public' END, "
            "'', '', '' "
            f"FROM {TABLE}, generate_series(1, %s) AS n WHERE id = %s",
            [count - 1, first.pk],
        )
        cursor.execute(f"ANALYZE {TABLE}")
