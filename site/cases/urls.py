"""Addresses of the workspace, below /work/."""

from django.urls import path

from cases.views import (
    ask,
    case,
    case_list,
    early,
    events,
    goals,
    journal,
    my_day,
    proposals,
    queue,
    several,
    survey,
    task,
    team,
)
from cases.views.receipt import correct, receipt
from cases.views.start import programmes, start

app_name = "cases"
# Asking several parties: the step, and each who is asked.
_STEP, _PARTY = "cases/<int:case_pk>/tasks/<int:pk>", "asking/<int:party_pk>"
several_paths = [
    path("cases/<int:pk>/early/<slug:key>/", early.early, name="early"),
    path(f"{_STEP}/asking/", several.asking, name="asking"),
    path(f"{_STEP}/asking/more/", several.more, name="several_more"),
    path(f"{_STEP}/asking/without/", several.without, name="several_without"),
    path(f"{_STEP}/asking/answers/", several.answers, name="several_answers"),
    path(f"{_STEP}/{_PARTY}/stop/", several.stop, name="party_stop"),
    path(f"{_STEP}/{_PARTY}/remind/", several.remind, name="party_remind"),
    path(f"{_STEP}/{_PARTY}/write/", several.write, name="party_write"),
    path(f"{_STEP}/{_PARTY}/link/", several.link, name="party_link"),
    path(f"{_STEP}/decline/", several.decline, name="party_decline"),
]
urlpatterns = [
    path("", my_day.my_day, name="my_day"),
    path("notices/<int:pk>/", my_day.notice, name="notice"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<int:pk>/answer/", proposals.answer, name="proposal_answer"),
    path("proposals/<int:pk>/withdraw/", proposals.withdraw, name="proposal_withdraw"),
    path("queue/", queue.queue, name="queue"),
    path("cases/", case_list.cases, name="cases"),
    path("search/", case_list.search, name="search"),
    path("start/", programmes, name="start_programmes"),
    path("start/<slug:slug>/", start, name="start"),
    path("receipts/<int:pk>/", receipt, name="receipt"),
    path("receipts/<int:pk>/correct/", correct, name="receipt_correct"),
    path("cases/<int:pk>/", case.overview, name="case"),
    path("cases/<int:pk>/timeline/", case.timeline, name="case_timeline"),
    path("cases/<int:pk>/goals/", case.goals, name="case_goals"),
    path("cases/<int:pk>/measurements/", case.measurements, name="case_measurements"),
    path("cases/<int:pk>/documents/", case.documents, name="case_documents"),
    path("cases/<int:pk>/documents/<int:task_pk>/", case.document, name="document"),
    path("cases/<int:pk>/team/", case.team, name="case_team"),
    path("cases/<int:pk>/note/", journal.note, name="note"),
    path("cases/<int:pk>/contact/", journal.contact, name="contact"),
    path("cases/<int:pk>/journal/<int:entry_pk>/", journal.entry, name="entry"),
    path("cases/<int:pk>/journal/<int:entry_pk>/sign/", journal.sign, name="entry_sign"),
    path("cases/<int:pk>/journal/<int:entry_pk>/correct/", journal.correct, name="entry_correct"),
    path("cases/<int:pk>/goals/new/", goals.add, name="goal_add"),
    path("cases/<int:pk>/goals/<int:goal_pk>/", goals.reword, name="goal"),
    path("cases/<int:pk>/goals/<int:goal_pk>/state/", goals.state, name="goal_state"),
    path("cases/<int:pk>/team/appoint/", team.appoint, name="appoint"),
    path("cases/<int:pk>/team/<int:member_pk>/leave/", team.leave, name="leave"),
    path("cases/<int:pk>/events/<slug:key>/", events.event, name="event"),
    path("cases/<int:pk>/extra-task/", events.extra_task, name="extra_task"),
    path("cases/<int:pk>/obligations/<int:obligation_pk>/", events.explain, name="explain"),
    path("cases/<int:case_pk>/tasks/<int:pk>/", task.task, name="task"),
    path("cases/<int:case_pk>/tasks/<int:pk>/check/", task.check, name="task_check"),
    path("cases/<int:case_pk>/tasks/<int:pk>/draft/", task.draft, name="task_draft"),
    path("cases/<int:case_pk>/tasks/<int:pk>/skip/", task.skip, name="task_skip"),
    path("cases/<int:case_pk>/tasks/<int:pk>/ask/", ask.ask, name="task_ask"),
    path("cases/<int:case_pk>/tasks/<int:pk>/survey/", survey.hand_over, name="task_survey"),
    path(
        "cases/<int:case_pk>/tasks/<int:pk>/ask/<int:link_pk>/withdraw/",
        ask.withdraw,
        name="task_ask_withdraw",
    ),
    *several_paths,
    path("cases/<int:case_pk>/tasks/<int:pk>/take/", queue.take, name="task_take"),
    path("cases/<int:case_pk>/tasks/<int:pk>/give/", queue.give, name="task_give"),
    path("cases/<int:case_pk>/tasks/<int:pk>/back/", queue.back, name="task_back"),
]
