"""What happens to running cases when a workflow changes: pages in the administrators' part. No case is read there."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from cases.actions.move_runs import may_publish, start_run, start_undo
from cases.moves.sides import side_of, side_of_draft
from cases.queries import moves
from cases.refusals import Refusal
from forms.versions.views import AboutDefinition
from workflows.models import WorkflowVersion


class OutlookView(AboutDefinition):
    """Every running case against the new version, before anything is moved."""

    template_name = "cases/moves/outlook.html"
    cases_url_name = ""
    run_url_name = ""
    header_icon = "group"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.newest: WorkflowVersion | None = self.source.latest_version()
        self.is_draft = self.source.has_unpublished_changes or self.newest is None
        self.problems = self.draft().problems() if self.is_draft else []

    def draft(self) -> Any:
        return self.source.get_latest_revision_as_object()

    def get_page_title(self) -> str:
        return _("What happens to my cases")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = None if self.problems or self.newest is None else self.outlook()
        return super().get_context_data(
            definition=self.source,
            draft=self.is_draft,
            newest=self.newest,
            problems=self.problems,
            outlook=shown,
            revision=self.source.latest_revision_id,
            runs=moves.runs_of(self.source),
            may_publish=may_publish(self.request.user),
            versions_url=self.versions_url(),
            **kwargs,
        )

    def outlook(self) -> moves.Outlook:
        assert self.newest is not None
        to = side_of_draft(self.source) if self.is_draft else side_of(self.newest.pk)
        skip = 0 if self.is_draft else self.newest.pk
        return moves.outlook(self.source, to, self.request.POST, self.request.user, skip=skip)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Count again with what was chosen, publish, move, or both."""
        action = request.POST.get("action", "look")
        if action not in ("publish", "move") or self.problems or self.newest is None:
            return self.render_to_response(self.get_context_data())
        if request.POST.get("revision") != str(self.source.latest_revision_id):
            messages.error(
                request, _("Somebody has changed the workflow meanwhile. Look again, then decide.")
            )
            return redirect(self.here())
        return self.carry_out(move=action == "move")

    def carry_out(self, *, move: bool) -> HttpResponse:
        choices = self.outlook().choices if move else {}
        try:
            version = self.published() if self.is_draft else self.newest
            assert version is not None
            if not move:
                messages.success(
                    self.request, _("Published. Running cases go on in the version they are in.")
                )
                return redirect(self.versions_url())
            run = start_run(version, by=self.request.user, choices=choices)
        except PermissionDenied:
            messages.error(self.request, _("You may not publish this workflow."))
        except ValidationError as refused:
            messages.error(self.request, " ".join(refused.messages))
        except Refusal as refused:
            messages.error(self.request, str(refused))
        else:
            return redirect(reverse(self.run_url_name, args=[self.source.pk, run.pk]))
        return redirect(self.here())

    def published(self) -> WorkflowVersion:
        """Publish what is edited, as its editor would."""
        self.source.get_latest_revision().publish(user=self.request.user)
        return self.source.latest_version()

    def here(self) -> str:
        return reverse(self.cases_url_name, args=[self.source.pk])


class RunView(AboutDefinition):
    """One time that cases were moved: how far it has come, what stayed and why, and the way back."""

    template_name = "cases/moves/run.html"
    cases_url_name = ""
    run_url_name = ""
    header_icon = "group"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        run = moves.run_of(self.source, kwargs["run"])
        if run is None:
            raise Http404
        self.run = run

    def get_page_title(self) -> str:
        number = self.run.to_version.number
        if self.run.undoes_id:
            return _("Cases are moved back from version %(number)s") % {"number": number}
        return _("Cases are moved to version %(number)s") % {"number": number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        newest = self.source.latest_version()
        return super().get_context_data(
            told=moves.told_of(self.run),
            may_publish=may_publish(self.request.user),
            newer=newest if newest != self.run.to_version else None,
            back=reverse(self.cases_url_name, args=[self.source.pk]),
            **{**kwargs, "run": self.run},  # its number is in the address under the same name
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Move the cases of this run back."""
        try:
            run = start_undo(self.run, by=request.user)
        except Refusal as refused:
            messages.error(request, str(refused))
            return redirect(request.path)
        messages.success(
            request,
            ngettext("%(count)s case is moved back.", "%(count)s cases are moved back.", run.total)
            % {"count": run.total},
        )
        return redirect(reverse(self.run_url_name, args=[self.source.pk, run.pk]))
