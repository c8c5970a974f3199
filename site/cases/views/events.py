"""Things that may happen at any time: an event of the workflow, an extra task, the reason for something missed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.actions import events, obligations, tasks
from cases.asking import ExtraTaskForm, ReasonForm, take_refusal
from cases.asking_effects import EffectForm, effect_form
from cases.facts import Facts
from cases.happenings import is_in_phase, no_sense
from cases.queries import beside, case_page, ending
from cases.queries.asked_facts import facts_for, roles_for, roles_in
from cases.queries.case_head import CaseHead, head_of
from cases.queries.consequences import of_event
from cases.queries.kept_files import file_facts
from cases.queries.people import people_of
from cases.refusals import CaseIsClosed, EndingReasonMissing, EventNotNow, Refusal
from cases.versions import pinned_form
from cases.views.entrance import (
    DONE,
    GET_OR_POST,
    case_or_404,
    note_form,
    refused,
    shut,
    take_in,
    workspace,
)
from cases.views.sent_files import SentPage, sent_by
from cases.words import language
from forms.asking import checking, rendering
from forms.asking.narrowing import for_roles
from forms.document import FormDocument
from forms.files.taking import asks_for_files
from forms.models import FormVersion
from forms.sent import strange
from workflows.document import Event
from workflows.effects import Enrolment, ExtraTask


@GET_OR_POST
@workspace
def event(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Report that something happened, after reading what will follow from it."""
    head = head_of(case_or_404(request, pk))
    happening = _event(head, request.user, key)
    if request.method != "POST" and (reason := _not_now(head, happening)):
        return refused(request, reason, back=pk)
    if isinstance(happening.effect, Enrolment):
        return _programmes(request, head, happening)
    known = Facts(head.case)
    shown: dict[str, Any] = {"event": happening, "title": head.words.event(key)}
    shown["consequences"] = of_event(happening, head, known)
    shown["ending"] = ending.of_event(happening, head.words, known)
    shown["effect"] = effect_form(
        happening,
        request.POST if request.method == "POST" else None,
        head=head,
        user=request.user,
    )
    asks = happening.form and not isinstance(happening.effect, ExtraTask)
    version = pinned_form(head.process.version, happening.form) if asks else None
    note_form(request, version)
    if version is None:
        return _confirmed(request, head, key, shown)
    besides = {*(shown["effect"].names() if shown["effect"] else ()), ending.ENDING}
    asked = Asked.of(request, head, version, known, besides=besides)
    return _answered(request, head, key, shown, asked)


def _programmes(request: HttpRequest, head: CaseHead, happening: Event) -> HttpResponse:
    """Choose in which programme another case of the same person is begun."""
    if request.method == "POST":
        return refused(request, EventNotNow(), back=head.case.pk)
    offered = beside.programmes_from(happening, head.case, request.user)
    shown = {
        "head": head,
        "case": head.case,
        "title": head.words.event(happening.key),
        "tips": head.words.tips(happening.key),
        "programmes": offered,
        "event": happening,
        "section": "cases",
    }
    return render(request, "cases/enrol_beside.html", shown)


def _confirmed(
    request: HttpRequest, head: CaseHead, key: str, shown: dict[str, Any]
) -> HttpResponse:
    """An event without a form: show the page, or take it in."""
    if request.method != "POST":
        return _event_page(request, head, shown)
    if shown["effect"] and not shown["effect"].is_valid():
        return _event_page(request, head, shown, 422)
    return _start(request, head, key, {}, shown)


@dataclass(slots=True)
class Asked:
    """The form of an event, as the reporter meets it."""

    version: FormVersion
    roles: frozenset[str] | None
    document: FormDocument
    facts: dict[str, Any]
    user: User
    sent: SentPage | None = None

    @classmethod
    def of(
        cls,
        request: HttpRequest,
        head: CaseHead,
        version: FormVersion,
        known: Facts,
        *,
        besides: Collection[str] = (),
    ) -> "Asked":
        roles = roles_for(version.document(), head.case, request.user)
        document = for_roles(version.document(), roles)
        facts = facts_for(
            document,
            known,
            version=head.process.version_id,
            roles=lambda: roles_in(head.case, request.user),
        )
        sent = sent_by(request, document, besides=besides) if request.method == "POST" else None
        return cls(version, roles, document, facts, request.user, sent)

    @property
    def raw(self) -> checking.Raw | None:
        return self.sent.raw if self.sent else None

    def all_facts(self) -> dict[str, Any]:
        return {**self.facts, **file_facts(self.document, self.raw, self.user)}

    def judged(self, raw: checking.Raw, where: str) -> checking.Checked:
        texts = self.version.texts(language())
        checked = checking.check(
            self.document, texts, raw, facts=self.all_facts(), today=timezone.localdate()
        )
        strange.note(raw, checked, where=where, by=f"user {self.user.pk}")
        return checked

    def shown(self, errors: Mapping[str, Any]) -> dict[str, Any]:
        """The questions, what was typed, and what to correct."""
        reading = language()
        said = {key: str(sentence) for key, sentence in errors.items()}
        return {
            "form_html": rendering.render(
                self.version,
                reading,
                raw=self.raw,
                errors=said,
                facts=self.all_facts(),
                roles=self.roles,
            ),
            "error_summary": rendering.error_summary(self.version, reading, said) if said else "",
            "sends_files": asks_for_files(self.document),
        }


def _answered(
    request: HttpRequest, head: CaseHead, key: str, shown: dict[str, Any], asked: Asked
) -> HttpResponse:
    """Show the questions, or take in the answers."""
    sent = asked.sent
    if sent and (reason := _not_now(head, shown["event"])):
        again = shown | {"refusal": reason} | asked.shown({})
        return _event_page(request, head, again, reason.status)
    errors: dict[str, str] = {}
    if sent and not (sent.raw.rows_of or sent.removed):
        checked = asked.judged(sent.raw, f"Event {key} of case {head.case.pk}")
        errors = {**checked.errors, **sent.wrong}
        whole = shown["effect"] is None or shown["effect"].is_valid()
        if not whole and not errors:
            return _event_page(request, head, shown | asked.shown({}), 422)
        if not errors:
            return _start(request, head, key, checked.answers, shown, asked=asked)
    return _event_page(request, head, shown | asked.shown(errors), 422 if errors else 200)


def _start(  # noqa: PLR0913  what happened, and the page to come back to
    request: HttpRequest,
    head: CaseHead,
    key: str,
    answers: dict[str, Any],
    shown: dict[str, Any],
    *,
    asked: Asked | None = None,
) -> HttpResponse:
    said = (shown["effect"].said() if shown["effect"] else None) or events.Said()
    try:
        events.start_event(
            head.case,
            key,
            by=request.user,
            answers=answers,
            form_version=asked.version if asked else None,
            said=replace(said, ending=ending.posted(request)),
        )
    except EndingReasonMissing as refusal:
        asks = ending.when_refused(head.words, refusal, ending.posted(request))
        again = shown | {"ending": asks} | (asked.shown({}) if asked else {})
        return _event_page(request, head, again, refusal.status)
    except Refusal as refusal:
        again = shown | _said_where(refusal, shown["effect"])
        if asked:
            again |= asked.shown(refusal.errors)
        return _event_page(request, head, again, refusal.status)
    messages.success(request, _("“%(event)s” is written down.") % {"event": shown["title"]})
    return redirect("cases:case", head.case.pk)


def _said_where(refusal: Refusal, effect: EffectForm | None) -> dict[str, Any]:
    """Say a refusal at the questions about the effect when it is about them, else above the page."""
    if effect is None or not set(refusal.errors) & set(effect.fields):
        return {"refusal": refusal}
    take_refusal(effect, refusal)
    return {}


def _event_page(
    request: HttpRequest, head: CaseHead, shown: dict[str, Any], status: int = 200
) -> HttpResponse:
    tips = head.words.tips(shown["event"].key)
    shown = {**shown, "ending": ending.with_chosen(shown["ending"], ending.posted(request))}
    page = {"head": head, "case": head.case, "tips": tips, "section": "cases", **shown}
    return render(request, "cases/event.html", page, status=status)


def _event(head: CaseHead, user: User, key: str) -> Event:
    """Find an event that is for this person; whether its time is now is another question."""
    roles = case_page.roles_in(head.case, user)
    for each in head.words.document.events:
        if each.key == key and (not each.roles or roles & set(each.roles)):
            return each
    raise Http404


def _not_now(head: CaseHead, happening: Event) -> Refusal | None:
    """Say at once that it is too late or too early, before anybody writes."""
    if not head.case.is_open:
        return CaseIsClosed()
    if not is_in_phase(happening, head.case):
        return EventNotNow()
    return no_sense(happening, head.case)


@GET_OR_POST
@workspace
def extra_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a task beside the path, for a role or a person in the team."""
    case = case_or_404(request, pk)
    if closed := shut(request, case):
        return closed
    head = head_of(case)
    me = {"whom": f"user-{request.user.pk}"}
    form = ExtraTaskForm(request.POST or None, people=_whom(head, request.user), initial=me)
    status = take_in(form, lambda asked: _add(request, head, asked), case=case)
    if status == DONE:
        messages.success(request, _("The task is added."))
        return redirect("cases:case", pk)
    shown = {"head": head, "case": case, "form": form, "section": "cases"}
    return render(request, "cases/extra_task.html", shown, status=status)


def _add(request: HttpRequest, head: CaseHead, asked: dict[str, Any]) -> None:
    kind, _dash, whom = asked["whom"].partition("-")
    given: dict[str, Any] = (
        {"role": whom} if kind == "role" else {"owner": _person(head, request.user, whom)}
    )
    tasks.add_extra_task(
        head.case, by=request.user, title=asked["title"], due_on=asked["due_on"], **given
    )


def _person(head: CaseHead, user: User, whom: str) -> User | None:
    people = people_of(head.case, and_also=user)
    return next((each for each in people if str(each.pk) == whom), None)


def _whom(head: CaseHead, user: User) -> list[tuple[str, str]]:
    """Offer the people of the team by name, then the roles whose queue may take it."""
    people = people_of(head.case, and_also=user)
    named = {f"user-{each.pk}": each.display_name for each in people}
    roles = [
        (f"role-{role.key}", _("The queue: %(role)s") % {"role": head.words.role(role.key)})
        for role in head.words.document.roles
    ]
    return [*named.items(), *roles]


@GET_OR_POST
@workspace
def explain(request: HttpRequest, pk: int, obligation_pk: int) -> HttpResponse:
    """Write down why something that was owed came late or not at all."""
    case = case_or_404(request, pk)
    owed = case.obligations.filter(pk=obligation_pk).first()
    if owed is None:
        raise Http404
    head = head_of(case)
    form = ReasonForm(request.POST or None, initial={"reason": owed.explanation})
    status = take_in(
        form, lambda said: obligations.explain_miss(owed, by=request.user, reason=said["reason"])
    )
    if status == DONE:
        messages.success(request, _("The reason is written down."))
        return redirect("cases:case", pk)
    title = case_page.obligation_title(owed, head.words)
    shown = {
        "head": head,
        "case": case,
        "form": form,
        "owed": owed,
        "title": title,
        "section": "cases",
    }
    return render(request, "cases/explain.html", shown, status=status)
