"""What the Wagtail admin shows of this app."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from accounts.choosers import person_chooser
from accounts.cms import PeopleGroup


@hooks.register("register_admin_viewset")
def people() -> list[ViewSet]:
    """Roles, units and organisations; the people themselves stand under Settings."""
    return [person_chooser, PeopleGroup()]
