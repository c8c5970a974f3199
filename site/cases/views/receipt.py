"""The receipt of whoever registered a case, and correcting what they wrote while nobody has taken it."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases import access
from cases.actions.cases import correct_start
from cases.facts import Facts
from cases.models import Case
from cases.queries.asked_facts import facts_for, roles_outside
from cases.queries.kept_files import file_facts
from cases.queries.receipt import Receipt, receipt_of
from cases.queries.words import words_of_version
from cases.refusals import CaseWasTaken, Refusal
from cases.versions import version_of
from cases.views.entrance import GET_OR_POST, note_form, refused, workspace
from cases.views.sent_files import sent_by
from cases.words import language
from forms.asking import checking, rendering
from forms.asking.names import places_of
from forms.asking.narrowing import for_roles
from forms.files.taking import asks_for_files
from forms.models import FormVersion
from forms.sent import strange


@require_safe
@workspace
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the one who registered a case who has it now, and whom to tell about mistakes."""
    case = access.registered_by(request.user, pk)
    found = receipt_of(case)
    answers = ""
    if found.first and found.first.submission:
        given = found.first.submission
        roles = roles_outside(request.user)
        answers = rendering.read_view(given.version, language(), given.answers, roles=roles)
    shown = {"receipt": found, "case": case, "answers": answers, "section": "cases"}
    return render(request, "cases/receipt.html", shown)


@GET_OR_POST
@workspace
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the one who registered a case correct what they wrote."""
    case = access.registered_by(request.user, pk, what="receipt_correct")
    found = receipt_of(case)
    if found.first is None or found.first.submission is None:
        return refused(request, CaseWasTaken(), kept=_typed(request, case))
    form = _Correction(request, found)
    return form.take_in() if request.method == "POST" else form.show(form.as_written())


class _Correction:
    """The first form of a case once more, with what was written in it."""

    def __init__(self, request: HttpRequest, found: Receipt) -> None:
        assert found.first is not None
        assert found.first.submission is not None
        self.request, self.case = request, found.case
        self.given = found.first.submission
        self.version: FormVersion = self.given.version
        self.words = words_of_version(version_of(found.first.process.version_id))
        self.roles = roles_outside(request.user)
        self.document = for_roles(self.version.document(), self.roles)
        self.known = facts_for(self.document, Facts(self.case))
        note_form(request, self.version)

    def facts(self, raw: checking.Raw) -> dict[str, Any]:
        files = file_facts(self.document, raw, self.request.user, given=self.given)
        return {**self.known, **files}

    def as_written(self) -> checking.Raw:
        whole = checking.from_answers(self.version.document(), self.given.answers)
        asks = places_of(self.document).asks
        seen = {name: typed for name, typed in whole.values.items() if asks(name)}
        return replace(whole, values=seen)

    def take_in(self) -> HttpResponse:
        sent = sent_by(self.request, self.document)
        raw = sent.raw
        if raw.rows_of or sent.removed:
            return self.show(raw)
        texts, today = self.version.texts(language()), timezone.localdate()
        checked = checking.check(self.document, texts, raw, facts=self.facts(raw), today=today)
        by = f"user {self.request.user.pk}"
        strange.note(raw, checked, where=f"The start of case {self.case.pk}", by=by)
        errors = {**checked.errors, **sent.wrong}
        if errors:
            return self.show(raw, errors=errors, status=422)
        try:
            correct_start(
                self.case,
                by=self.request.user,
                answers=checked.answers,
                form_version=self.version,
            )
        except CaseWasTaken as refusal:
            return refused(self.request, refusal, kept=_typed(self.request, self.case))
        except Refusal as refusal:
            errors = {key: str(sentence) for key, sentence in refusal.errors.items()}
            return self.show(raw, errors=errors, refusal=refusal, status=refusal.status)
        messages.success(self.request, _("What you wrote is corrected."))
        return redirect("cases:receipt", self.case.pk)

    def show(
        self,
        raw: checking.Raw,
        *,
        errors: dict[str, str] | None = None,
        refusal: Refusal | None = None,
        status: int = 200,
    ) -> HttpResponse:
        shown: dict[str, Any] = {
            "case": self.case,
            "lead": self.words.lead("start"),
            "form_html": rendering.render(
                self.version,
                language(),
                raw=raw,
                errors=errors,
                facts=self.facts(raw),
                roles=self.roles,
            ),
            "sends_files": asks_for_files(self.document),
            "error_summary": rendering.error_summary(self.version, language(), errors or {}),
            "refusal": refusal,
            "section": "cases",
        }
        return render(self.request, "cases/receipt_correct.html", shown, status=status)


def _typed(request: HttpRequest, case: Case) -> str:
    """What was just sent, to read and copy: it came too late to be kept."""
    start = case.tasks.filter(kind="start").select_related("submission__version").last()
    if request.method != "POST" or start is None or start.submission is None:
        return ""
    version = start.submission.version
    raw = checking.read(version.document(), dict(request.POST.lists()))
    checked = checking.check(
        version.document(), version.texts(language()), raw, facts={}, today=timezone.localdate()
    )
    return rendering.read_view(version, language(), checked.answers)
