"""Pages of the admin: taking a phase or step in from elsewhere, what was taken, and keeping one under a name."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from forms.versions.views import AboutDefinition
from workflows.models import KeptPart, TakenPart
from workflows.pieces import actions
from workflows.pieces.coming_along import fitted
from workflows.pieces.languages import edited_words
from workflows.pieces.newer import newest_of_all, still_there
from workflows.pieces.placing import places
from workflows.pieces.sources import Source, choices, source_named
from workflows.pieces.taking_out import PHASE, Piece, offered, taken_out

LONGEST = 200


class PiecesView(AboutDefinition):
    """What is common to the pages about parts of a workflow."""

    template_name = ""
    header_icon = "copy"

    def refused_by_lock(self) -> bool:
        """Say that somebody has locked the workflow, if so."""
        lock = self.source.get_lock()
        if lock and lock.for_user(self.request.user):
            messages.error(self.request, lock.get_message(self.request.user))
            return True
        return False

    def url(self, name: str) -> str:
        namespace = self.model.snippet_viewset.url_namespace
        return reverse(f"{namespace}:{name}", args=[self.source.pk])


class TakeInView(PiecesView):
    """Choose where from, then which part, see what comes along, and put it in."""

    template_name = "workflows/take_in.html"

    def get_page_title(self) -> str:
        return _("Take in a phase or a step")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET
        origin = source_named(asked.get("from", ""))
        kept, flows = choices()
        part = asked.get("part", "")
        piece = origin.taken_out(part) if origin else None
        taken = still_there(self.source)
        newest = newest_of_all(taken)
        context = {
            "kept": kept,
            "flows": flows,
            "origin": origin,
            "parts": list(offered(origin.document, origin.texts))
            if origin and not origin.kept
            else [],
            "part": part,
            "piece": piece,
            "taken": [
                {"one": one, "newest": newest[one.pk], "undoable": self.can_undo(one)}
                for one in taken
            ],
            "back": self.edit_url(),
            **(self.fitting(piece) if piece else {}),
        }
        return super().get_context_data(**context, **kwargs)

    def can_undo(self, one: TakenPart) -> bool:
        return one.made_id is not None and one.made_id == self.source.latest_revision_id

    def fitting(self, piece: Piece) -> dict[str, Any]:
        draft = self.source.get_latest_revision_as_object()
        stands = places(draft.body.get_prep_value(), piece.kind)
        likely = (
            stands[:-1] if piece.kind == PHASE else stands[:1]
        )  # the last phase mostly ends the path
        place = self.request.GET.get("place", likely[-1][0] if likely else "")
        return {
            "places": [(name, _place(piece.kind, kind, title)) for name, kind, title in stands],
            "place": place,
            "fitted": fitted(draft, piece, place),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Put the part in, take it out again, or take the newest of it."""
        if self.refused_by_lock():
            return redirect(request.path)
        if number := request.POST.get("undo") or request.POST.get("newest"):
            whole = number if number.isdecimal() and len(number) < 10 else "0"  # noqa: PLR2004  no larger key
            one = get_object_or_404(self.source.taken_parts, pk=whole)
            return self.undo(one) if "undo" in request.POST else self.newest(one)
        origin = source_named(request.POST.get("from", ""))
        made = origin and actions.take_in(
            self.source,
            origin,
            request.POST.get("part", ""),
            place=request.POST.get("place", ""),
            by=request.user,
        )
        if not origin or not made:
            messages.error(request, _("That part is not there any more. Choose again."))
            return redirect(request.path)
        return self.said(origin, made[1].piece)

    def said(self, origin: Source, piece: Piece) -> HttpResponse:
        sentence = _("“%(part)s” from “%(origin)s” stands in the draft now. Nothing is published.")
        messages.success(
            self.request,
            sentence % {"part": piece.title, "origin": origin.title},
            [messages.button(self.edit_url(), _("Open the editor"))],
        )
        return redirect(self.request.path)

    def undo(self, one: TakenPart) -> HttpResponse:
        try:
            actions.undo(one, by=self.request.user)
        except actions.SavedSince:
            sentence = _(
                "The workflow was saved after that, so nothing was undone. Remove the part in the editor."
            )
            messages.error(self.request, sentence)
        else:
            messages.success(self.request, _("The draft is what it was before."))
        return redirect(self.request.path)

    def newest(self, one: TakenPart) -> HttpResponse:
        try:
            actions.take_newest(one, by=self.request.user)
        except actions.NothingNewer:
            messages.warning(self.request, _("There is nothing newer to take."))
        else:
            sentence = _(
                "The draft has the newest of “%(title)s” now. Publish it when it is ready."
            )
            messages.success(self.request, sentence % {"title": one.title})
        return redirect(self.request.path)


class KeepView(PiecesView):
    """Keep a phase or a step of this workflow under a name, and see what is kept."""

    template_name = "workflows/keep.html"
    header_icon = "folder-inverse"

    def get_page_title(self) -> str:
        return _("Keep a phase or a step for other workflows")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document, texts = self.source.get_latest_revision_as_object().compiled()
        return super().get_context_data(
            parts=list(offered(document, texts)),
            kept=KeptPart.objects.prefetch_related("versions"),
            back=self.edit_url(),
            typed=self.request.POST,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if number := request.POST.get("remove"):
            whole = number if number.isdecimal() and len(number) < 10 else "0"  # noqa: PLR2004  no larger key
            get_object_or_404(KeptPart, pk=whole).delete()
            messages.success(request, _("It is kept no longer. Copies of it stay where they are."))
            return redirect(request.path)
        title = " ".join(request.POST.get("title", "").replace("\0", "").split())
        document, texts = self.source.get_latest_revision_as_object().compiled()
        others = edited_words(self.source)
        piece = taken_out(document, texts, request.POST.get("part", ""), others)
        wrong = _wrong(title, piece)
        if not wrong and piece:
            try:
                kept = actions.keep(piece, title, by=request.user)
            except actions.OfAnotherKind:
                wrong = _("That name belongs to a part of another kind. Write another name.")
            else:
                said = {"title": title, "number": kept.number}
                messages.success(request, _("“%(title)s” is kept as version %(number)s.") % said)
                return redirect(request.path)
        return self.render_to_response(self.get_context_data(wrong=wrong), status=422)


def _wrong(title: str, piece: Piece | None) -> str:
    if piece is None:
        return _("Choose the phase or step to keep.")
    if not title:
        return _("Write the name that it is kept under.")
    if len(title) > LONGEST:
        return _("The name is too long. Two hundred characters is the most.")
    return ""


def _place(piece: str, behind: str, title: str) -> str:
    """Say where a piece comes to stand: first of all, first in a phase, or after something of its own kind."""
    if not behind:
        return _("first")
    if behind == PHASE and piece != PHASE:
        return _("first in the phase “%(title)s”") % {"title": title}
    return _("after “%(title)s”") % {"title": title}
