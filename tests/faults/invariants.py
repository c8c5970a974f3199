# ruff: noqa: S608  the queries are put together from constants of this file
"""What is true of every case at every moment, whoever was killed. Read from the tables, not through our models.

Each rule is a query for the rows that break it, and the sentence that says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

OPEN = "('NEW', 'ASSIGNED', 'STARTED', 'SCHEDULED', 'ERROR')"
DOING = (
    "('task_done', 'task_skipped', 'case_started', 'event_started',"
    " 'decision_granted', 'decision_refused', 'decision_ended',"
    " 'party_answered', 'party_answered_early', 'party_answered_late',"
    " 'went_on_enough', 'went_on_deadline', 'went_on_reason')"
)


@dataclass(frozen=True)
class Rule:
    """One thing that must be true.

    sentence   what is broken; {} takes the columns of the row in turn
    query      finds the rows that break it
    """

    name: str
    sentence: str
    query: str


RULES = (
    Rule(
        "a case and its path end together",
        "Case {} is closed but its process is {}, or the other way round.",
        "SELECT c.id, p.status FROM cases_case c JOIN cases_caseprocess p ON p.case_id = c.id "
        "WHERE (c.closed_at IS NULL) = (p.status = 'DONE') OR (p.status = 'DONE') = (p.finished IS NULL)",
    ),
    Rule(
        "every case has a path",
        "Case {} has {} processes.",
        "SELECT c.id, count(p.id) FROM cases_case c LEFT JOIN cases_caseprocess p ON p.case_id = c.id "
        "GROUP BY c.id HAVING count(p.id) <> 1",
    ),
    Rule(
        "an open case can go on",
        "Case {} is open, but nothing on its path waits for a person, a day or a fact.",
        "SELECT c.id FROM cases_case c WHERE c.closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM cases_casetask t "
        f"WHERE t.case_id = c.id AND t.token = 'start' AND t.status IN {OPEN} AND t.flow_task_type <> 'JOIN')",
    ),
    Rule(
        "nothing stays open in a closed case",
        "Case {} is closed, but its task {} ({}) is open.",
        "SELECT c.id, t.id, t.key FROM cases_case c JOIN cases_casetask t ON t.case_id = c.id "
        f"WHERE c.closed_at IS NOT NULL AND t.status IN {OPEN} AND t.kind <> 'obligation'",
    ),
    Rule(
        "the path rests once at each step",
        "Case {} has {} open tasks for {} on one path.",
        "SELECT case_id, count(*), flow_task FROM cases_casetask "
        f"WHERE status IN {OPEN} GROUP BY case_id, flow_task, token HAVING count(*) > 1",
    ),
    Rule(
        "what is done was done once, by somebody, and the journal knows",
        "Task {} ({}) is done with {} traces in the journal.",
        "SELECT t.id, t.key, count(j.id) FROM cases_casetask t "
        f"LEFT JOIN cases_journalentry j ON j.task_id = t.id AND j.code IN {DOING} "
        "WHERE t.flow_task_type = 'HUMAN' AND t.status = 'DONE' GROUP BY t.id, t.key HAVING count(j.id) <> 1",
    ),
    Rule(
        "nothing is done halfway",
        "Task {} ({}) is done, but nobody did it or at no time.",
        "SELECT id, key FROM cases_casetask WHERE flow_task_type = 'HUMAN' AND status = 'DONE' "
        "AND (finished IS NULL OR (kind NOT IN ('several', 'party') AND (done_by_id IS NULL "
        "OR owner_id IS NULL AND kind NOT IN ('start', 'event'))))",  # answers and links finish those two
    ),
    Rule(
        "the journal tells of nothing that was not done",
        "Task {} ({}) is {}, but the journal says it was done.",
        "SELECT t.id, t.key, t.status FROM cases_journalentry j JOIN cases_casetask t ON t.id = j.task_id "
        f"WHERE j.code IN {DOING} AND t.status <> 'DONE'",
    ),
    Rule(
        "answers belong to something done",
        "Submission {} belongs to no task that is done.",
        "SELECT s.id FROM forms_submission s LEFT JOIN cases_casetask t ON t.submission_id = s.id "
        "WHERE t.id IS NULL OR t.status <> 'DONE'",
    ),
    Rule(
        "what was asked was answered",
        "Task {} ({}) asks a form and is done without answers.",
        "SELECT t.id, t.key FROM cases_casetask t JOIN cases_caseprocess p ON p.id = t.process_id "
        "JOIN workflows_workflowversion v ON v.id = p.version_id "
        "WHERE t.flow_task_type = 'HUMAN' AND t.status = 'DONE' AND t.skipped_reason = '' "
        "AND t.kind NOT IN ('judgement', 'several') AND t.submission_id IS NULL AND jsonb_path_exists(v.structure, "
        """'$.** ? (@.key == $key && @.form like_regex ".")', jsonb_build_object('key', t.key))""",
    ),
    Rule(
        "nobody is asked twice in a round",
        "Case {} asks {} times: {} in round {} of {}.",
        "SELECT case_id, count(*), data->>'whom', data->>'round', key FROM cases_casetask "
        "WHERE kind = 'party' AND status <> 'CANCELED' "
        "GROUP BY case_id, key, data->>'round', data->>'whom' HAVING count(*) > 1",
    ),
    Rule(
        "who is asked hangs on a step that was reached",
        "Task {} ({}) of one who is asked belongs to {} steps.",
        "SELECT t.id, t.key, count(s.id) FROM cases_casetask t LEFT JOIN cases_casetask s ON s.kind = 'several' "
        "AND s.case_id = t.case_id AND s.key = t.key AND s.data->>'round' = t.data->>'round' "
        "WHERE t.kind = 'party' AND t.data->>'round' <> '0' GROUP BY t.id, t.key HAVING count(s.id) <> 1",
    ),
    Rule(
        "a task is in somebody's hands or in nobody's",
        "Task {} ({}) is {}, which does not fit its owner.",
        "SELECT id, key, status FROM cases_casetask WHERE flow_task_type = 'HUMAN' "
        "AND (status = 'NEW' AND owner_id IS NOT NULL OR status = 'ASSIGNED' AND owner_id IS NULL)",
    ),
    Rule(
        "an open case is in one phase",
        "Case {} is in the phase “{}”, but {} visits say so.",
        "SELECT c.id, c.phase, count(v.id) FROM cases_case c LEFT JOIN cases_phasevisit v "
        "ON v.case_id = c.id AND v.left_at IS NULL AND v.phase = c.phase "
        "WHERE c.closed_at IS NULL GROUP BY c.id HAVING count(v.id) <> 1",
    ),
    Rule(
        "a case begins once and ends once",
        "Case {} has {} traces of its start and {} of its end.",
        "SELECT c.id, count(*) FILTER (WHERE j.code = 'case_started'), "
        "count(*) FILTER (WHERE j.code = 'case_closed') FROM cases_case c "
        "LEFT JOIN cases_journalentry j ON j.case_id = c.id GROUP BY c.id "
        "HAVING count(*) FILTER (WHERE j.code = 'case_started') <> 1 "
        "OR count(*) FILTER (WHERE j.code = 'case_closed') <> (c.closed_at IS NOT NULL)::int",
    ),
    Rule(
        "cases are counted without a gap",
        "Programme {} has {} cases, and its next one would be number {}.",
        "SELECT p.id, count(c.id), p.next_number FROM cases_programme p LEFT JOIN cases_case c "
        "ON c.programme_id = p.id GROUP BY p.id HAVING count(c.id) <> p.next_number - 1",
    ),
    Rule(
        "a wait that is over is not armed",
        "Wait {} ({}) is {} and still has a day on which it fires.",
        "SELECT id, key, status FROM cases_casetask "
        "WHERE flow_task_type = 'TIMER' AND status <> 'SCHEDULED' AND scheduled IS NOT NULL",
    ),
    Rule(
        "nobody is told without a reason, nor twice",
        "Somebody was told {} times of task {} ({}), for {} reminders.",
        "SELECT n.times, n.task_id, n.code, count(r.id) FROM (SELECT user_id, task_id, code, count(*) AS times "
        "FROM cases_notice WHERE code IN ('remind', 'escalate') GROUP BY user_id, task_id, code) n "
        "LEFT JOIN cases_reminder r ON r.task_id = n.task_id AND r.kind = n.code "
        "GROUP BY n.user_id, n.times, n.task_id, n.code HAVING n.times > count(r.id)",
    ),
    Rule(
        "what is owed comes up once",
        "Case {} has {} traces “{}” of {}, more than it is owed.",
        "SELECT j.case_id, j.times, j.code, j.what FROM (SELECT case_id, code, facts ->> 'obligation' AS what, "
        "count(*) AS times FROM cases_journalentry WHERE code IN ('obligation_opened', 'obligation_missed') "
        "GROUP BY 1, 2, 3) j WHERE j.times > (SELECT count(*) FROM cases_obligation o "
        "WHERE o.case_id = j.case_id AND o.key = j.what AND o.state <> 'coming')",
    ),
    Rule(
        "every reading is in the chain",
        "Entry {} of the access log is not sealed to the one before it.",
        "SELECT id FROM (SELECT id, position, previous_hash, lag(hash, 1, '') OVER w AS before, "
        "row_number() OVER w AS place FROM accounts_accessentry WINDOW w AS (ORDER BY position)) chain "
        "WHERE position IS DISTINCT FROM place OR previous_hash <> before",
    ),
)


def broken(connection: Any) -> Iterator[str]:
    """One sentence for everything that is not as it must be. Nothing means sound.

    connection   psycopg's or Django's, to the database of a site
    """
    for rule in RULES:
        with connection.cursor() as cursor:
            cursor.execute(rule.query)
            for row in cursor.fetchall():
                yield rule.sentence.format(*row)
