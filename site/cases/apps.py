"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """The workspace where cases are run."""

    name = "cases"
    verbose_name = _("Cases")

    def ready(self) -> None:
        """Let a workflow be published only when its Flow class can be built, with roles that exist.

        Tell forms whose the answers of cases are, and what roles there are.
        """
        from accounts.role_table import ROLE_CHOICES, permissions_of
        from accounts.roles import may, roles_of
        from cases.measured import person_of
        from cases.published import flow_of
        from cases.reading import AnswersOfCases
        from forms import access
        from forms.instruments import measuring
        from workflows import publishing

        publishing.on_freeze.append(flow_of)
        publishing.platform_roles.update(ROLE_CHOICES)

        access.seams.owners[:] = [AnswersOfCases()]
        access.seams.roles_of = roles_of
        access.seams.permissions_of = lambda user: permissions_of(roles_of(user))
        access.seams.works_in_cases = lambda user: may(user, "work.use")
        access.seams.role_names = lambda: ROLE_CHOICES
        measuring.seam.person_of = person_of
