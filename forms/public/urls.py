"""Addresses of a form outside the workspace. Each way in has the same pages behind it."""

from django.urls import URLPattern, path

from forms.public import filling, finishing, printing, returning
from forms.public.doors import Door, by_address, by_link, from_paper, through


def pages_behind(door: Door) -> list[URLPattern]:
    """The pages of one way in."""
    return [
        path("", through(door, filling.fill), name="fill"),
        path("draft/", through(door, filling.draft), name="draft"),
        path("later/", through(door, returning.later), name="later"),
        path("check/", through(door, finishing.check), name="check"),
        path("receipt/", through(door, finishing.receipt), name="receipt"),
        path("receipt/answers.pdf", through(door, finishing.answers_pdf), name="answers"),
        path("forget/", through(door, finishing.forget), name="forget"),
        path("again/", through(door, finishing.again), name="again"),
        path("files/<uuid:pk>/", through(door, returning.file), name="file"),
        path("blank/", through(door, printing.blank), name="blank"),
        path("blank.pdf", through(door, printing.blank_pdf), name="blank_pdf"),
    ]


by_public_address = (
    [path("resume/", returning.resume, name="resume"), *pages_behind(by_address)],
    "public_form",
)
by_personal_link = (pages_behind(by_link), "personal_form")
typed_in = (pages_behind(from_paper), "paper_form")
