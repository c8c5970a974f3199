"""The page of a dry run: every press of a button plays the moves again and shows what is so then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pydantic import ValidationError

from forms.asking.checking import check
from forms.asking.posted import Raw, from_answers, read
from forms.asking.showing import preview
from forms.models import FormVersion
from forms.texts import label
from forms.versions.views import AboutDefinition
from programmes.playing.doing import TaskNotOpen
from programmes.rehearsing import happening, outsiders
from programmes.rehearsing.moves import Moves, NotAStory, moves_from
from programmes.rehearsing.replaying import Replay, replay
from programmes.rehearsing.showing import Shown, shown
from programmes.rehearsing.stage import rehearsal
from programmes.rehearsing.stories import NothingToSave, play_all, save_story, stories_of
from workflows.dates import add
from workflows.models import WorkflowDefinition
from workflows.steps import Period

PASS: Mapping[str, Period] = {
    "day": Period(days=1),
    "week": Period(weeks=1),
    "month": Period(months=1),
    "three_months": Period(months=3),
}


@dataclass
class Asked:
    """A form of the draft, shown inside the page of the dry run.

    outside   as somebody meets it who answers by a personal link
    """

    key: str
    title: str
    form: Any
    errors: list[str]
    outside: bool = False


@dataclass
class Answer:
    """What the page says after a button was pressed."""

    shown: Shown
    moves: Moves
    asked: Asked | None = None
    said: str = ""
    saved: str = ""


class DryRunView(AboutDefinition):
    """Plays what is edited now. Nothing of it is kept but a story that somebody saves."""

    def get_page_title(self) -> str:
        return _("Dry run")

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Show a draft that has problems its problems, and any other the page of the dry run."""
        draft: WorkflowDefinition = self.source.get_latest_revision_as_object()
        context: dict[str, Any] = {"definition": draft, "edit": self.edit_url()}
        if problems := draft.problems():
            context["problems"] = problems
            return render(request, "programmes/dry_run_mend.html", context)
        if "_stories" in request.POST:
            context["told"] = play_all(draft)
        status, moves = 200, Moves()
        try:
            moves = moves_from(request.POST.get("moves", ""))
        except NotAStory:
            status = 400
            context["lost"] = True
        answer = _answer(request, draft, moves)
        context |= {"now": answer, "run": answer.shown, "stories": stories_of(draft)}
        return render(request, "programmes/dry_run.html", context, status=status)

    post = get


def _answer(request: HttpRequest, draft: WorkflowDefinition, moves: Moves) -> Answer:
    posted = request.POST
    if "_again" in posted:
        moves = Moves()
    if "_undo" in posted:
        moves = moves.first(max(len(moves.steps) - 1, 0))
    for name, act in _ACTS.items():
        if name in posted:
            return act(request, draft, moves)
    return _played(draft, moves)


def _played(draft: WorkflowDefinition, moves: Moves, **more: Any) -> Answer:
    with rehearsal(draft) as programme:
        run = replay(programme, moves)
        return Answer(shown(run), run.kept, **more)


def _then(
    draft: WorkflowDefinition, moves: Moves, make: Callable[[Replay], dict[str, Any]]
) -> Answer:
    """Play what was done, and one more move made of what is so then."""
    with rehearsal(draft) as programme:
        run = replay(programme, moves)
        return _and_then(run, make)


def _and_then(run: Replay, make: Callable[[Replay], dict[str, Any]]) -> Answer:
    said = ""
    if not (run.wrong or run.kept.is_full):
        try:
            run.further(run.kept.next(**make(run)))
        except ValidationError:  # a task that nobody has been given, or a key that is none
            said = str(TaskNotOpen.sentence)
    return Answer(shown(run), run.kept, said=said)


def _do(request: HttpRequest, draft: WorkflowDefinition, moves: Moves) -> Answer:
    """Hand in made-up answers."""
    key = request.POST["_do"]
    return _then(draft, moves, lambda run: run.move(key, run.answers(key)))


def _judge(request: HttpRequest, draft: WorkflowDefinition, moves: Moves) -> Answer:
    key, _colon, way = request.POST["_judge"].partition(":")
    return _then(
        draft,
        moves,
        lambda run: {"task": key, "role": run.who(key), "answers": {"branch": way}},
    )


def _more(request: HttpRequest, draft: WorkflowDefinition, moves: Moves) -> Answer:
    """Ask one more of several: somebody made up, in a role that may be asked."""
    key, _colon, role = request.POST["_more"].partition(":")
    asked = {"step": key, "of": role, "people": [role]}
    return _then(draft, moves, lambda run: {"ask": asked, "role": run.who(key)})


def _link(request: HttpRequest, draft: WorkflowDefinition, moves: Moves) -> Answer:
    """Ask somebody outside by a personal link, which nobody is sent."""
    key = request.POST["_link"]
    return _then(draft, moves, lambda run: outsiders.asking(run, key))


def _without(request: HttpRequest, draft: WorkflowDefinition, moves: Moves) -> Answer:
    """Go on without the answers that have not come."""
    key, reason = request.POST["_without"], _("Dry run")
    return _then(draft, moves, lambda run: {"without": key, "role": run.who(key), "reason": reason})


def _skip(request: HttpRequest, draft: WorkflowDefinition, moves: Moves) -> Answer:
    key = request.POST["_skip"]
    reason = _("Dry run")
    return _then(draft, moves, lambda run: {"skip": key, "role": run.who(key), "reason": reason})


def _answer_it(request: HttpRequest, draft: WorkflowDefinition, moves: Moves) -> Answer:
    """Agree to what somebody else has asked, or do not."""
    button = request.POST["_answer"]
    return _then(draft, moves, lambda run: happening.answer(run, button))


def _pass(request: HttpRequest, draft: WorkflowDefinition, moves: Moves) -> Answer:
    """Let time pass: a length, or until something falls due."""
    chosen, today = request.POST["_pass"], timezone.localdate()
    if chosen != "next" and chosen not in PASS:
        return _played(draft, moves)

    def later(run: Replay) -> dict[str, Any]:
        period = PASS.get(chosen)
        return {
            "day": run.day + ((add(today, period) - today).days if period else run.until_next())
        }

    return _then(draft, moves, later)


def _ask(request: HttpRequest, draft: WorkflowDefinition, moves: Moves) -> Answer:
    """Show the form, filled in with made-up answers that can be changed."""
    key = request.POST["_ask"]
    with rehearsal(draft) as programme:
        run = replay(programme, moves)
        form = run.form(key)
        if form is None:
            return Answer(shown(run), run.kept)
        raw = from_answers(run.document(key, form), run.answers(key))
        return Answer(shown(run), run.kept, asked=_asked(run, key, form, raw))


def _finish(request: HttpRequest, draft: WorkflowDefinition, moves: Moves) -> Answer:
    """Hand in the answers that were typed; what the form refuses is shown in it."""
    key = request.POST["_finish"]
    with rehearsal(draft) as programme:
        run = replay(programme, moves)
        form = run.form(key)
        if form is None or run.kept.is_full:
            return Answer(shown(run), run.kept)
        document = run.document(key, form)
        raw = read(document, dict(request.POST.lists()), besides=("moves",))
        facts = run.facts(key, document)
        judged = check(document, form.texts(_language()), raw, facts=facts, today=_today())
        if not judged.ok:
            asked = _asked(run, key, form, raw, judged.errors)
            return Answer(shown(run), run.kept, asked=asked)
        return _and_then(run, lambda run: run.move(key, judged.answers))


def _save(request: HttpRequest, draft: WorkflowDefinition, moves: Moves) -> Answer:
    name = request.POST.get("_name", "")
    with rehearsal(draft) as programme:
        run = replay(programme, moves)
        answer = Answer(shown(run), run.kept)
    try:
        save_story(draft, run, run.kept, name=name)
    except NothingToSave:
        answer.said = _(
            "Give the story a name and at least one move. The workflow must belong to a programme."
        )
        return answer
    answer.saved = _("The story “%(name)s” is kept.") % {"name": name.strip()}
    return answer


def _asked(
    run: Replay, key: str, form: FormVersion, raw: Raw, errors: Mapping[str, str] | None = None
) -> Asked:
    document, texts = run.document(key, form), form.texts(_language())
    facts = run.facts(key, document)
    drawn = preview(document, texts, _language(), raw=raw, errors=errors, facts=facts)
    said = [f"{label(texts, path)}: {sentence}" for path, sentence in (errors or {}).items()]
    title = run.words.step(outsiders.step_of(key))
    return Asked(key, title, drawn, said, outside=outsiders.is_outside(key))


def _language() -> str:
    return (get_language() or "sv").split("-")[0]


def _today() -> Any:
    return timezone.localdate()


_ACTS: Mapping[str, Callable[[HttpRequest, WorkflowDefinition, Moves], Answer]] = {
    "_do": _do,
    "_judge": _judge,
    "_more": _more,
    "_link": _link,
    "_without": _without,
    "_skip": _skip,
    "_answer": _answer_it,
    "_pass": _pass,
    "_ask": _ask,
    "_finish": _finish,
    "_save": _save,
}
