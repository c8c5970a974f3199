"""Addresses of anonymous surveys, below /survey/."""

from django.urls import path

from forms.answers.views import survey

app_name = "survey"
urlpatterns = [
    path("thanks/", survey.thanks, name="thanks"),
    path("<str:token>/", survey.answer, name="answer"),
]
