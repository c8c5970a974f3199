"""Programmes in the administrators' part of the site."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from cases.models import Programme
from programmes.offered import OfWhoDrawsWorkflows, ProgrammeViewSet

register_permission_policy(Programme, OfWhoDrawsWorkflows(Programme))


@hooks.register("register_admin_viewset")
def programmes() -> ProgrammeViewSet:
    """What is offered, where, and on which workflow."""
    return ProgrammeViewSet("programmes")
