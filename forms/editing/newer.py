"""Two people write the same thing at once: whoever saves last is told, and takes nothing back unknowingly.

What was typed stays on the page and is not saved. Saving once more is a decision, and replaces what came between.
"""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin import messages

from forms.versions.publishing import fingerprint


def newer_by(person: AbstractBaseUser | None, at: Any) -> str:
    """Say that somebody saved in between, who and when."""
    said = {
        "person": (person.get_full_name() or person.get_username()) if person else _("Somebody"),  # type: ignore[attr-defined]
        "moment": date_format(timezone.localtime(at), "DATETIME_FORMAT"),
    }
    return (
        _(
            "%(person)s saved this while you were writing (%(moment)s). What you wrote stands here and is not saved"
            " yet. Look at what was saved first: if you save again, yours replaces it."
        )
        % said
    )


def newer() -> str:
    """The same, where nobody wrote down who it was."""
    return _(
        "Somebody saved this while you were writing. What you wrote stands here and is not saved yet."
        " Look at what was saved first: if you save again, yours replaces it."
    )


def state_of(*said: Any) -> str:
    """Names what a page was filled with, so that it is known later whether that is still so."""
    return fingerprint(said)


class TellsOfNewer:
    """An editor in which the second of two people waits for the first, and is told."""

    model: Any
    object: Any
    request: HttpRequest
    is_out_of_date: bool
    produced_error_message: str | None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One saves at a time; what the other saved meanwhile is known before anything is judged."""
        with transaction.atomic():
            self.hold()
            return super().post(request, *args, **kwargs)  # type: ignore[misc]

    def hold(self) -> None:
        """Lock the source, as everything that changes a definition does first, and see what is newest now."""
        rows = self.model.objects
        rows.select_for_update().get(pk=self.object.source().pk)
        if hasattr(self.object, "latest_revision"):
            self.object.latest_revision = (
                rows.select_related("latest_revision").get(pk=self.object.pk).latest_revision
            )
            for name in ("latest_revision", "latest_revision_created_at", "is_out_of_date"):
                self.__dict__.pop(name, None)

    def is_valid(self, form: Any) -> bool:
        """Nothing is saved over what somebody else wrote in between, before that was said."""
        valid: bool = super().is_valid(form)  # type: ignore[misc]
        if self.expects_json_response or not self.is_behind_another():  # type: ignore[attr-defined]
            return valid
        saved = self.object.latest_revision
        self.produced_error_message = newer_by(saved.user, saved.created_at)
        self.autosave_enabled = (
            False  # whoever has just been told decides by a button, not by typing on
        )
        return False

    def is_behind_another(self) -> bool:
        """Whether somebody else saved what this page does not know yet.

        One's own save is no quarrel: a page that saves itself may still be on its way when the button is pressed.
        """
        saved = getattr(self.object, "latest_revision", None)
        own = saved is not None and saved.user_id == self.request.user.pk
        return self.is_out_of_date and not own

    def form_invalid(self, form: Any) -> HttpResponse:
        """What was saved opens in a window of its own, so that nothing typed is lost."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        told = self.is_behind_another() or getattr(form, "is_out_of_date", False)
        if told and not self.expects_json_response:  # type: ignore[attr-defined]
            button = messages.button(self.request.path, _("See what was saved"), new_window=True)
            messages.warning(self.request, _("It opens in a window of its own."), [button])
        return response
