"""What prevents publishing a workflow, as sentences in the editor's language. Reads no database.

Each rule is one small function from a drawing to its problems; `CHECKS` is the order in which editors read them.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from forms.document import FormDocument
from forms.problems import Problem
from workflows.checks import (
    asking,
    coming,
    days,
    duties,
    effects,
    endings,
    keys,
    parties,
    paths,
    people,
    prefilling,
    reading,
    roles,
    surveys,
    tables,
    words,
)
from workflows.checks.drawing import Check, Drawing, Unfit
from workflows.document import WorkflowDocument
from workflows.publishing import Places

__all__ = ["CHECKS", "Problem", "Unfit", "problems", "word_problems"]

word_problems = words.problems_of_words

CHECKS: tuple[Check, ...] = (
    words.everything_is_named,
    words.every_way_of_a_choice_is_named,
    words.everything_has_room,
    words.placeholders_are_known,
    words.refusals_can_happen,
    keys.keys_are_well_formed,
    keys.keys_are_free,
    keys.keys_are_used_once,
    paths.there_are_phases,
    paths.phases_hold_something,
    paths.nesting_can_be_edited,
    paths.nothing_stands_after_an_end,
    paths.phases_can_be_reached,
    paths.the_path_leads_to_an_end,
    paths.returns_lead_back,
    paths.returns_leave_nobody_behind,
    paths.events_do_not_return,
    paths.choices_have_ways,
    paths.choices_have_an_otherwise,
    paths.every_way_of_a_choice_can_be_taken,
    paths.a_judged_choice_has_no_rules,
    paths.ways_at_once_do_something,
    people.steps_have_a_role,
    people.obligations_can_be_met,
    people.somebody_may_begin,
    people.roles_can_be_held,
    people.roles_exist,
    people.fallbacks_come_to_an_end,
    people.platform_roles_exist,
    roles.places_exist,
    roles.queues_have_readers,
    people.escalations_are_whole,
    people.reminders_have_a_day,
    parties.somebody_is_asked,
    parties.something_is_asked,
    parties.enough_can_answer,
    parties.deadlines_have_a_day,
    parties.links_lead_to_a_form,
    asking.forms_exist,
    surveys.surveys_are_anonymous,
    asking.records_are_asked,
    asking.goals_are_asked,
    prefilling.rows_come_from_rows,
    asking.decisions_have_days,
    asking.verdicts_are_asked,
    asking.periods_are_possible,
    asking.outcomes_exist,
    endings.reasons_are_named,
    endings.reasons_have_codes,
    days.waits_can_be_over,
    days.days_are_counted_from_something,
    days.lengths_are_lived_through,
    days.obligations_have_a_firm_day,
    days.what_comes_back_moves_on,
    duties.obligations_can_come_due,
    duties.obligations_are_judged_by_what_stands,
    duties.what_is_counted_from_the_last_comes_back,
    duties.what_outlives_the_case_has_a_task,
    duties.meetings_owed_have_a_task,
    duties.decisions_run_by_the_calendar,
    duties.the_calendar_is_known,
    days.events_name_phases,
    days.gates_guard_a_step,
    effects.pauses_stop_clocks,
    effects.pauses_have_a_length,
    effects.pauses_come_to_an_end,
    effects.only_what_pauses_is_resumed,
    effects.effects_name_their_roles,
    effects.enrolments_name_programmes,
    effects.decisions_are_exceeded_by_approvals,
    reading.rules_read_what_is_known,
    reading.rules_compare_what_can_be_compared,
    reading.rules_name_answers_that_exist,
    reading.rules_say_something,
    reading.choices_read_what_was_asked,
    tables.tables_are_whole,
    tables.tables_look_at_what_is_known,
    tables.cells_can_be_read,
    tables.no_combination_is_forgotten,
    tables.every_row_counts,
    tables.rows_do_not_overlap,
    tables.rules_name_results_that_exist,
    coming.obligations_do_not_go_round,
    coming.waits_end_some_day,
    coming.gates_can_be_passed,
    coming.decisions_are_taken_by_a_person,
)


def problems(  # noqa: PLR0913  the drawing, and all that it is judged by
    document: WorkflowDocument,
    texts: Mapping[str, str] | None = None,
    *,
    forms: Mapping[str, FormDocument],
    platform_roles: Iterable[str],
    unfit: Mapping[str, Unfit] = MappingProxyType({}),
    deciders: Iterable[str] = (),
    asked_apart: Mapping[str, FormDocument] = MappingProxyType({}),
    inside: Iterable[str] = (),
    programmes: Iterable[str] | None = None,
    places: Places | None = None,
) -> Iterator[Problem]:
    """Yield one sentence per mistake, naming the block by its title. Nothing means sound.

    texts            words in the source language; None: only the structure is judged
    forms            {slug: the form as it would be pinned}
    platform_roles   keys of the roles that people can have on the platform
    unfit            {slug: why a form that exists cannot be asked}; such a form is not among `forms`
    deciders         keys of those platform roles whose people may decide; none: not known here
    asked_apart      {slug: the anonymous form as it is asked now}
    inside           slugs of forms that nobody outside the workspace may answer
    programmes       slugs of all programmes; None: not known here
    places           where people work; None: not known here
    """
    drawing = Drawing(
        document,
        texts,
        forms,
        frozenset(platform_roles),
        unfit,
        frozenset(deciders),
        asked_apart,
        frozenset(inside),
        None if programmes is None else frozenset(programmes),
        places,
    )
    for check in CHECKS:
        yield from check(drawing)
