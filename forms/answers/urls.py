"""Addresses of the answers, below /work/answers/."""

from django.urls import path

from forms.answers.views import exports, lists, reading, rounds, runs, summary

app_name = "answers"
urlpatterns = [
    path("", lists.forms, name="forms"),
    path("erased/", runs.runs, name="runs"),
    path("rounds/<int:pk>/", rounds.show, name="round"),
    path("rounds/<int:pk>/paper/", rounds.paper, name="paper"),
    path("rounds/<int:pk>/close/", rounds.close, name="close"),
    path("<int:pk>/", lists.answers, name="answers"),
    path("<int:pk>/read/", lists.read_all, name="read_all"),
    path("<int:pk>/summary/", summary.summary, name="summary"),
    path("<int:pk>/rounds/", rounds.rounds, name="rounds"),
    path("<int:pk>/file/", exports.ask, name="export_ask"),
    path("<int:pk>/file/<uuid:export_pk>/", exports.export, name="export"),
    path("<int:pk>/file/<uuid:export_pk>/fetch/", exports.fetch, name="export_fetch"),
    path("<int:pk>/file/<uuid:export_pk>/remove/", exports.remove, name="export_remove"),
    path("<int:pk>/<int:submission_pk>/", reading.answer, name="answer"),
    path("<int:pk>/<int:submission_pk>/pdf/", reading.answer_pdf, name="answer_pdf"),
    path("<int:pk>/<int:submission_pk>/erase/", reading.erase, name="erase"),
]
