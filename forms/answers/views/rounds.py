"""Rounds of an anonymous survey: begun, watched, typed in from paper, and read when they are over."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forms import access
from forms.answers import anonymous, handed
from forms.answers.entering import RoundForm
from forms.answers.results import results_of
from forms.answers.retention import coming
from forms.answers.views.entrance import GET_OR_POST, staff, survey_or_404
from forms.asking import checking, rendering
from forms.models import Campaign, FormDefinition, FormVersion

WRONG = HTTPStatus.UNPROCESSABLE_ENTITY


@GET_OR_POST
@staff
def rounds(request: HttpRequest, pk: int) -> HttpResponse:
    """The rounds of a survey, and a form that begins one. Its links are shown once, in the answer to that form."""
    definition = survey_or_404(request.user, pk)
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            campaign, tokens = anonymous.begin(definition, by=request.user, **form.cleaned_data)
        except anonymous.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if not tokens:
                messages.success(
                    request, _("The round has begun. People are asked in their cases.")
                )
                return redirect("answers:round", pk=campaign.pk)
            return _links(request, campaign, tokens)
    version = definition.latest_version()
    shown = {
        "definition": definition,
        "title": _title(version, definition),
        "rounds": [(each, anonymous.is_closed(each)) for each in definition.campaigns.all()],
        "form": form,
        "section": "answers",
    }
    return render(
        request, "forms/answers/rounds.html", shown, status=WRONG if form.errors else HTTPStatus.OK
    )


@require_safe
@staff
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """How many were asked and have answered; when the round is over, what they answered."""
    campaign = _round_or_404(request, pk)
    groups, whole = anonymous.group_rows(campaign)
    closed = anonymous.is_closed(campaign)
    shown = {
        "campaign": campaign,
        "title": _title(campaign.version, campaign.definition),
        "groups": groups,
        "whole": whole,
        "hidden": any(row.answered is None for row in groups),
        "closed": closed,
        "waits": not closed and any(group.handed for group in campaign.groups.all()),
        "results": results_of(campaign, get_language() or "sv") if closed else None,
        "may_type_in": not closed and access.may_type_in(request.user),
        "keeping": coming(campaign.definition),
        "section": "answers",
    }
    return render(request, "forms/answers/round.html", shown)


@GET_OR_POST
@staff
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Type in an answer that came on paper. Who typed it in is not kept."""
    campaign = _round_or_404(request, pk)
    if not access.may_type_in(request.user):
        return render(
            request, "forms/answers/paper_refused.html", {"campaign": campaign}, status=403
        )
    version, language = campaign.version, get_language() or "sv"
    document = version.document()
    groups = list(campaign.groups.all())
    raw, errors, problem = None, {}, ""
    if request.method == "POST":
        raw = checking.read(document, dict(request.POST.lists()), besides=["group"])
        checked = checking.check(document, version.texts(language), raw)
        errors = {} if raw.rows_of else checked.errors
        group = next((g for g in groups if str(g.pk) == request.POST.get("group")), None)
        problem = "" if group or raw.rows_of else _("Choose the group the paper came from.")
        if group and checked.ok and not raw.rows_of:
            problem = _typed_in(group, checked.answers)
            if not problem:
                messages.success(request, _("The answer is kept. Take the next paper."))
                return redirect("answers:paper", pk=pk)
    shown = {
        "campaign": campaign,
        "groups": groups,
        "group": request.POST.get("group", ""),
        "problem": problem,
        "summary": rendering.error_summary(version, language, errors),
        "form_html": rendering.render(version, language, raw=raw, errors=errors),
        "section": "answers",
    }
    status = WRONG if errors or problem else HTTPStatus.OK
    return render(request, "forms/answers/paper.html", shown, status=status)


@require_POST
@staff
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End a round now."""
    campaign = _round_or_404(request, pk)
    anonymous.close(campaign)
    handed.release(campaign)
    messages.success(request, _("The round is closed."))
    return redirect("answers:round", pk=pk)


def _title(version: FormVersion | None, definition: FormDefinition) -> str:
    """What the survey is called in the reader's language."""
    texts = version.texts(get_language() or "sv") if version else {}
    return texts.get("form.title") or definition.title


def _typed_in(group: Any, answers: dict[str, Any]) -> str:
    try:
        if group.handed:
            handed.keep(group, answers=answers)
        else:
            anonymous.record(group, answers=answers)
    except anonymous.Refused as refusal:
        return str(refusal)
    return ""


def _round_or_404(request: HttpRequest, pk: int) -> Campaign:
    found = Campaign.objects.select_related("definition", "version").filter(pk=pk).first()
    if found is None or not access.may_run_surveys(request.user):
        raise Http404
    return found


def _links(request: HttpRequest, campaign: Campaign, tokens: dict[str, list[str]]) -> HttpResponse:
    """The links of a new round, group by group, to be handed out: they cannot be shown again."""
    groups = [
        (name, [request.build_absolute_uri(reverse("survey:answer", args=[t])) for t in made])
        for name, made in tokens.items()
    ]
    shown = {"campaign": campaign, "groups": groups, "section": "answers"}
    return render(request, "forms/answers/links.html", shown)
