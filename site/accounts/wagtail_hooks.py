"""What the Wagtail admin shows of this app."""

from wagtail import hooks

from accounts.cms import PeopleGroup


@hooks.register("register_admin_viewset")
def people() -> PeopleGroup:
    """Roles, units and organisations; the people themselves stand under Settings."""
    return PeopleGroup()
