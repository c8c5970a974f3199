"""Pages where a form is tried while it is built, and where all its rules are read."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages

from forms.asking.checking import Checked, check
from forms.asking.names import place_of, places_of
from forms.asking.narrowing import OUTSIDE, for_roles, is_shared_out, roles_named
from forms.asking.posted import Raw, from_answers, prefilled, read
from forms.asking.showing import UNREADABLE, preview
from forms.asking.skeleton import first_control
from forms.conditions.explaining import why_hidden
from forms.conditions.overview import overview
from forms.document import FormDocument
from forms.editing.bodies import key_from
from forms.known_facts import FACTS, ROLES, called, read_fact
from forms.models import TryOut
from forms.problems import problems
from forms.texts import lines
from forms.trying import keeping as trying
from forms.trying.made_up import made_up
from forms.trying.tryout import called as called_at
from forms.trying.tryout import outcome
from forms.versions.views import AboutDefinition

FACT = "_fact."
AS = "_as"  # the role whose eyes one tries the form with


class AboutDraft(AboutDefinition):
    """A page about what is edited now, in a language that one may choose."""

    @cached_property
    def now(self) -> trying.Draft:
        asked = self.request.GET.get("language") or self.source.locale.language_code
        return trying.draft(self.source, asked if asked in dict(settings.LANGUAGES) else "")

    def page_url(self, name: str) -> str:
        opts = self.model._meta
        namespace = f"wagtailsnippets_{opts.app_label}_{opts.model_name}"
        return reverse(f"{namespace}:{name}", args=[self.source.pk])


class RulesView(AboutDraft):
    """Every condition, check and recipe of the form as a sentence."""

    template_name = "forms/rules.html"
    header_icon = "list-ul"

    def get_page_title(self) -> str:
        return _("All rules")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = self.now
        body = self.source.get_latest_revision_as_object().body.get_prep_value()
        anchors = _anchors(body)
        parts = [(part, anchors.get(part.path, "")) for part in overview(now.document, now.texts)]
        return super().get_context_data(
            parts=parts, edit=self.edit_url(), trying=self.page_url("try"), **kwargs
        )


class TryView(AboutDraft):
    """The newest draft, to be filled in for real. Nothing is handed in here."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A draft with rules that nobody can follow is told what to mend first."""
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]
        except UNREADABLE:
            now = self.now
            found = [problem.sentence for problem in problems(now.document, now.texts)]
            context = {"now": now, "problems": found, "edit": self.edit_url(), "title": self.source}
            return render(request, "forms/try_mend.html", context)

    @cached_property
    def role(self) -> str:
        """Whose eyes it is seen with; "" sees and answers everything."""
        asked = self.request.POST.get(AS, "")
        return asked if asked in dict(roles_offered(self.now.document)) else ""

    @cached_property
    def document(self) -> FormDocument:
        """The draft as that role meets it."""
        return for_roles(self.now.document, [self.role] if self.role else None)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = request.GET.get("saved", "")
        saved = self.saved(chosen) if chosen.isascii() and chosen.isdigit() else None
        if saved is not None:
            raw = read(self.now.document, saved.typed)
            return self.page(raw, saved.facts, saved.today, name=saved.name)
        return self.page(None, {}, timezone.localdate())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        document, posted = self.document, dict(request.POST.lists())
        facts, today = _facts(posted), _day(request.POST.get("_today", ""))
        if "_made_up" in posted:
            known = trying.known(document, facts)
            answers = made_up(document, today=today, facts=known)
            return self.page(from_answers(document, answers), facts, today)
        if "_empty" in posted:
            return self.page(None, facts, today)
        if "_forget" in posted:
            self.source.try_outs.filter(name=request.POST["_forget"]).delete()
            return redirect(self.page_url("try"))
        raw = read(document, posted)
        name = request.POST.get("_name", "").strip()
        if "_save" in posted and name:
            self.save(name, raw, facts, today)
        judged = "_check" in posted
        return self.page(
            raw, facts, today, name=name, judged=judged, nameless="_save" in posted and not name
        )

    def saved(self, pk: str) -> TryOut | None:
        return self.source.try_outs.filter(pk=int(pk[:9])).first()

    def save(self, name: str, raw: Raw, facts: Mapping[str, Any], today: date) -> None:
        # Kept try-outs are answered by the whole form, whoever it was seen as.
        document = self.now.document
        found = outcome(check(document, {}, raw, facts=trying.known(document, facts), today=today))
        given: dict[str, Any] = {
            "facts": facts,
            "today": today,
            "outcome": found,
            "by": self.request.user,
        }
        trying.save_try_out(self.source, name=name, raw=raw, **given)
        messages.success(self.request, _("“%(name)s” is kept.") % {"name": name})

    def checked(
        self, raw: Raw, facts: Mapping[str, Any], today: date, texts: Mapping[str, str]
    ) -> Checked:
        document = self.document
        return check(document, texts, raw, facts=trying.known(document, facts), today=today)

    def page(  # noqa: PLR0913  everything that one may have chosen
        self,
        raw: Raw | None,
        facts: Mapping[str, Any],
        today: date,
        *,
        name: str = "",
        judged: bool = False,
        nameless: bool = False,
    ) -> HttpResponse:
        now, document = self.now, self.document
        known = trying.known(document, facts)
        typed = raw if raw is not None else prefilled(document, known)
        with translation.override(now.language):
            checked = self.checked(typed, facts, today, now.texts)
            form = preview(
                document,
                now.texts,
                now.language,
                raw=typed,
                errors=checked.errors if judged else {},
                facts=known,
            )
            counted = [
                (called_at(document, path, now.texts), said)
                for path, said in checked.counted.items()
            ]
        about: dict[str, Any] = {"facts": known, "today": today.isoformat()}
        context = {
            **self.beside(facts),
            "form": form,
            "judged": judged,
            "nameless": nameless,
            "kept_as": name,
            "today": today,
            "counted": counted,
            "to_correct": [(self.control(path), said) for path, said in checked.errors.items()],
            "cautions": list(checked.cautions.values()),
            "explained": why_hidden(document, now.texts, checked, **about),
        }
        return render(self.request, "forms/try.html", context)

    def beside(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """What stands around the form, whatever is filled in."""
        now = self.now
        return {
            "now": now,
            "intro": lines(now.texts.get("form.intro", "")),
            "title": now.texts.get("form.title", ""),
            "runs": list(trying.run_all(now)),
            "version": self.source.latest_version(),
            "imagined": [
                (path, called(path), FACTS[path].kind if path in FACTS else "", facts.get(path))
                for path in trying.facts_asked(now.document)
            ],
            "languages": settings.LANGUAGES,
            "roles": roles_offered(now.document),
            "role": self.role,
            "edit": self.edit_url(),
            "rules": self.page_url("rules"),
        }

    def control(self, path: str) -> str:
        """Where a link to a question leads."""
        place = place_of(path)
        question = places_of(self.document).question(place.words) if place else None
        return first_control(question, path) if question else ""


def roles_offered(document: FormDocument) -> list[tuple[str, str]]:
    """The roles as whom a form may look otherwise, the participant first; none when all see it alike."""
    if not is_shared_out(document):
        return []
    named = dict.fromkeys([OUTSIDE, *ROLES, *roles_named(document)])
    wanted = {OUTSIDE, *roles_named(document)}
    return [(role, str(ROLES.get(role, role))) for role in named if role in wanted]


def _facts(posted: Mapping[str, list[str]]) -> dict[str, Any]:
    """What was written about the imagined case."""
    given = {
        name.removeprefix(FACT): values[0]
        for name, values in posted.items()
        if name.startswith(FACT) and values
    }
    found = {path: read_fact(path, text[:500]) for path, text in given.items()}
    return {path: value for path, value in found.items() if value is not None}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()


def _anchors(body: Sequence[Mapping[str, Any]], around: str = "") -> dict[str, str]:
    """{path: id of its block in the editor}, for links that lead there."""
    found: dict[str, str] = {}
    for block in body:
        value = block["value"]
        key = value.get("key") or key_from(value.get("label") or value.get("title") or "")
        found.setdefault(f"{around}{key}", block.get("id") or "")
        inside = f"{around}{key}." if block["type"] == "group" else ""
        found |= _anchors(value.get("fields") or value.get("items") or (), inside)
    return found
