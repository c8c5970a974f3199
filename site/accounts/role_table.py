"""What each role of the platform may do. The table is literal: no role is invented anywhere else.

Nothing here knows cases: a role lets somebody work, membership of a case's team opens that case.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Role:
    """One role a person can hold, and what it lets the person do."""

    key: str
    label: str | Promise
    permissions: frozenset[str]


def _role(key: str, label: str | Promise, *permissions: str) -> Role:
    return Role(key, label, frozenset(permissions))


# Communication and administrators write what the service says and does: neither reads a case.
ROLES: tuple[Role, ...] = (
    _role("communication", _("Communication"), "cms.use", "pages.author"),
    _role(
        "administrator",
        _("Administrator"),
        "cms.use",
        "pages.author",
        "forms.author",
        "workflows.author",
        "people.manage",
        "figures.see",
    ),
    _role("counsellor", _("Counsellor"), "work.use", "queue.see", "case.start"),
    _role("decision_maker", _("Decision maker"), "work.use", "queue.see", "case.decide"),
    _role(
        "manager", _("Manager"), "work.use", "queue.see", "case.start", "case.decide", "figures.see"
    ),
    _role("group_leader", _("Group leader"), "work.use", "queue.see", "groups.lead"),
    _role("partner", _("Partner"), "work.use"),
    _role("survey_handler", _("Survey handler"), "surveys.enter", "answers.read"),
    _role("funder", _("Funder"), "figures.see"),
)

ROLE_BY_KEY: dict[str, Role] = {role.key: role for role in ROLES}
ROLE_CHOICES: list[tuple[str, str | Promise]] = [(role.key, role.label) for role in ROLES]
PERMISSIONS: frozenset[str] = frozenset().union(*(role.permissions for role in ROLES))


def permissions_of(roles: frozenset[str]) -> frozenset[str]:
    """Everything that these roles together let somebody do."""
    return frozenset().union(*(ROLE_BY_KEY[key].permissions for key in roles if key in ROLE_BY_KEY))


def roles_with(permission: str) -> frozenset[str]:
    """The roles that let somebody do this."""
    return frozenset(role.key for role in ROLES if permission in role.permissions)
