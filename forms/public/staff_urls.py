"""Addresses for those on the staff who help with forms. Guarded as the workspace is."""

from django.urls import path

from forms.public import returning, staff

app_name = "form_help"
urlpatterns = [
    path("", staff.forms, name="forms"),
    path("<slug:slug>/link/", staff.link, name="link"),
    path("<slug:slug>/links/<int:pk>/withdraw/", staff.withdraw, name="withdraw"),
    path("files/<uuid:pk>/", returning.file_of_answers, name="file"),
]
