"""Starting a case: which programme, which person, what is known at the start."""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases import access
from cases.actions import cases, enrolment
from cases.asking import ParticipantForm
from cases.facts import Facts
from cases.models import Case, Participant, Programme
from cases.queries.asked_facts import people_at_start, roles_outside
from cases.queries.kept_files import file_facts
from cases.queries.words import Words, words_of_version
from cases.refusals import Refusal
from cases.typed import storable
from cases.versions import pinned_form
from cases.views.entrance import GET_OR_POST, note_form, workspace
from cases.views.sent_files import sent_by
from cases.words import language
from forms.asking import checking, rendering
from forms.asking.narrowing import for_roles
from forms.document import FormDocument
from forms.files.taking import asks_for_files
from forms.models import FormVersion
from forms.sent import strange

PEOPLE_AT_MOST = 20
NOBODY = "none"
NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)


@require_safe
@workspace
def programmes(request: HttpRequest) -> HttpResponse:
    """Choose which programme the case belongs to; the only one is chosen already."""
    offered = access.programmes_for(request.user)
    if len(offered) == 1:
        return redirect("cases:start", offered[0].slug)
    return render(
        request, "cases/start_programmes.html", {"programmes": offered, "section": "cases"}
    )


@GET_OR_POST
@workspace
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the person, answer the first form, and the case begins."""
    programme = _programme(request, slug)
    words = words_of_version(programme.current_version())
    who = request.POST.get("_who") or request.GET.get("who", "")
    if not who:
        return _choose(request, programme)
    form = Form(request, programme, words, who)
    return form.start() if request.method == "POST" else form.show()


class Form:
    """The first form of a case, about somebody known, somebody new, or nobody."""

    def __init__(self, request: HttpRequest, programme: Programme, words: Words, who: str) -> None:
        self.request, self.programme, self.words, self.who = request, programme, words, who
        self.version = _start_form(programme)
        note_form(request, self.version)
        self.person = _known_person(request, who) if who not in ("new", NOBODY) else None
        posted = request.POST if request.method == "POST" else None
        self.new = self._new_person(posted) if who == "new" else None
        self.first, self.event = _beside(request, self.person)

    def _new_person(self, posted: Any) -> ParticipantForm:
        asked = {field.key for field in self.version.document().fields()} if self.version else ()
        return ParticipantForm(
            posted,
            called=self.programme.called,
            asked=asked,
            initial={"language": language()},
        )

    @property
    def document(self) -> FormDocument:
        """The form as this person meets it; there is no case yet, so no roles in one."""
        if self.version is None:
            return FormDocument()
        return for_roles(self.version.document(), roles_outside(self.request.user))

    def start(self) -> HttpResponse:
        person_ok = self.new is None or self.new.is_valid()
        if self.version is None:
            return self._begin({}, None) if person_ok else self.show(status=422)
        besides = {"_beside", "_event"}
        besides |= {self.new.add_prefix(name) for name in self.new.fields} if self.new else set()
        sent = sent_by(self.request, self.document, besides=besides)
        raw = sent.raw
        if raw.rows_of or sent.removed:
            return self.show(raw=raw)
        checked = checking.check(
            self.document,
            self.version.texts(language()),
            raw,
            facts=self._facts(raw),
            today=timezone.localdate(),
        )
        strange.note(raw, checked, where=self.programme.slug, by=f"user {self.request.user.pk}")
        errors = {**checked.errors, **sent.wrong}
        if errors or not person_ok:
            return self.show(raw=raw, errors=errors, status=422)
        return self._begin(checked.answers, raw)

    def _begin(self, answers: dict[str, Any], raw: checking.Raw | None) -> HttpResponse:
        try:
            case = self._start(answers)
        except Refusal as refusal:
            errors = {key: str(sentence) for key, sentence in refusal.errors.items()}
            return self.show(raw=raw, errors=errors, refusal=refusal, status=refusal.status)
        return _begun(self.request, case)

    def _start(self, answers: dict[str, Any]) -> Case:
        given: dict[str, Any] = {
            "by": self.request.user,
            "answers": answers,
            "form_version": self.version,
        }
        if self.first is not None:
            return enrolment.enrol_beside(self.first, self.event, self.programme, **given)
        return cases.start_case(self.programme, participant=self._participant(), **given)

    def _participant(self) -> Participant | None:
        if self.new is None:
            return self.person
        person = self.new.save(commit=False)
        person.organisation = self.programme.unit.organisation
        return person

    def _facts(self, raw: checking.Raw | None) -> dict[str, Any]:
        """What is known of somebody who has been here before, whom one may choose, and the files that were typed."""
        document, user, person = self.document, self.request.user, self.person
        files = {
            **file_facts(document, raw, user),
            **people_at_start(document, person, user),
        }
        if person is None:
            return files
        known = {
            "name": person.name,
            "age": person.age_on(timezone.localdate()),
            "language": person.language,
            "municipality": person.municipality,
        }
        return {
            "participant": {
                name: value for name, value in known.items() if value not in (None, "")
            },
            **self._known_beside(),
            **files,
        }

    def _known_beside(self) -> dict[str, Any]:
        """What the case beside this one knows, where the first form asks for it by the same fact."""
        if self.first is None:
            return {}
        fields = self.document.fields()
        wanted = [each.prefill for each in fields if (each.prefill or "").startswith("case.")]
        return Facts(self.first).known(wanted)

    def show(
        self,
        *,
        raw: checking.Raw | None = None,
        errors: dict[str, str] | None = None,
        refusal: Refusal | None = None,
        status: int = 200,
    ) -> HttpResponse:
        form_html = summary = ""
        if self.version:
            form_html = rendering.render(
                self.version,
                language(),
                raw=raw,
                errors=errors,
                facts=self._facts(raw),
                roles=roles_outside(self.request.user),
            )
            summary = rendering.error_summary(self.version, language(), errors or {})
        shown = {
            "programme": self.programme,
            "title": self.words.step("start")
            if self.words.of("step", "start")
            else _("Start a case"),
            "lead": self.words.lead("start"),
            "tips": self.words.tips("start"),
            "who": self.who,
            "first": self.first,
            "event": self.event,
            "person": self.person,
            "new": self.new,
            "form_html": form_html,
            "error_summary": summary,
            "refusal": refusal,
            "sends_files": asks_for_files(self.document),
            "section": "cases",
        }
        return render(self.request, "cases/start.html", shown, status=status)


def _beside(request: HttpRequest, person: Participant | None) -> tuple[Case | None, str]:
    """The case from which this one is begun, when it is: of the same person, and open to the reader."""
    asked = request.POST.get("_beside") or request.GET.get("beside", "")
    if not asked:
        return None, ""
    first = access.case_of(request.user, int(asked) if NUMBER.fullmatch(asked) else 0)
    if person is None or first.participant_id != person.pk:
        raise Http404
    return first, request.POST.get("_event") or request.GET.get("event", "")


def _choose(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Search for somebody who has been here before, or say that the person is new."""
    asked = storable(request.GET.get("q", ""))[:100]
    shown = {
        "programme": programme,
        "asked": asked,
        "people": _people(request, asked),
        "section": "cases",
    }
    return render(request, "cases/start_who.html", shown)


def _people(request: HttpRequest, asked: str) -> list[Participant]:
    people = access.participants_for(request.user)
    for word in asked.split()[:6]:
        people = people.filter(given_name__icontains=word) | people.filter(
            family_name__icontains=word
        )
    return list(people[:PEOPLE_AT_MOST]) if asked else []


def _known_person(request: HttpRequest, who: str) -> Participant:
    number = int(who) if NUMBER.fullmatch(who) else 0
    person = access.participants_for(request.user).filter(pk=number).first()
    if person is None:
        raise Http404
    return person


def _programme(request: HttpRequest, slug: str) -> Programme:
    for programme in access.programmes_for(request.user):
        if programme.slug == slug:
            return programme
    raise Http404


def _start_form(programme: Programme) -> FormVersion | None:
    version = programme.current_version()
    slug = version.document().start.form
    return pinned_form(version, slug) if slug else None


def _begun(request: HttpRequest, case: Any) -> HttpResponse:
    """A case that went to somebody else's queue is not shown to the one who registered it."""
    said = {"reference": case.reference, "programme": case.programme.title}
    if access.sees_case(request.user, case.pk):
        messages.success(request, _("The case has begun. Its number is %(reference)s.") % said)
        return redirect("cases:case", case.pk)
    sentence = _(
        "The case has begun and lies in the queue of %(programme)s. Its number is %(reference)s."
    )
    messages.success(request, sentence % said)
    return redirect("cases:receipt", case.pk)
