"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """The workspace where cases are run."""

    name = "cases"
    verbose_name = _("Cases")

    def ready(self) -> None:
        """Let a workflow be published only when its Flow class can be built, with roles that exist.

        Bring the pages that say what happens to running cases. Tell forms whose the answers of cases are, and
        what roles there are.
        """
        from accounts.role_table import ROLE_CHOICES, permissions_of, roles_with
        from accounts.roles import may, roles_of
        from cases.actions import asked, rights
        from cases.measured import person_of
        from cases.published import flow_of
        from cases.queries.kept_files import is_in_a_draft
        from cases.queries.left_behind import left_behind
        from cases.reading import AnswersOfCases
        from cases.views.moves import OutlookView, RunView
        from forms import access, signals
        from forms.files import keeping
        from forms.instruments import measuring
        from workflows import publishing

        publishing.on_freeze += [flow_of, rights.when_frozen]
        publishing.platform_roles.update(ROLE_CHOICES)
        publishing.deciders.update(roles_with("case.decide"))
        label = _("What happens to my cases")
        publishing.pages += [
            publishing.Page("cases", "cases", OutlookView, label=label, icon="group"),
            publishing.Page("run", "cases", RunView, rest="run/<int:run>/"),
        ]

        publishing.after_publishing.append(left_behind)

        access.seams.owners[:] = [AnswersOfCases()]
        access.seams.roles_of = roles_of
        access.seams.permissions_of = lambda user: permissions_of(roles_of(user))
        access.seams.works_in_cases = lambda user: may(user, "work.use")
        access.seams.role_names = lambda: ROLE_CHOICES
        measuring.seam.person_of = person_of
        keeping.still_named[:] = [is_in_a_draft]
        signals.arriving.connect(asked.before_answers, dispatch_uid="cases")
        signals.answered.connect(asked.take_in, dispatch_uid="cases")
