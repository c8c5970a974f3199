"""What follows when a role is given, somebody signs in, or a second factor is set up."""

from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete, post_migrate, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.groups import mirror_groups, set_up_groups
from accounts.languages import take_over_chosen
from accounts.models import RoleGrant, User
from accounts.roles import forget_grants


@receiver([post_save, post_delete], sender=RoleGrant)
def grant_changed(instance: RoleGrant, **_more: Any) -> None:
    """A changed role counts at once."""
    forget_grants(instance.user)
    mirror_groups(instance.user)


@receiver(user_logged_in)
def signed_in(user: User, request: HttpRequest | None = None, **_more: Any) -> None:
    """A role that began or ended since the last visit counts at once; a language just chosen is kept."""
    mirror_groups(user)
    if request is not None:
        take_over_chosen(user, request)


@receiver(authenticator_added)
def second_factor_set_up(request: HttpRequest, user: User, **_more: Any) -> None:
    """Who has just proved a code need not type the next one."""
    record_authentication(request, user, method="mfa")


@receiver(authenticator_removed)
def second_factor_removed(request: HttpRequest, **_more: Any) -> None:
    """Without a second factor the session is a password session again."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        record for record in records if record.get("method") != "mfa"
    ]


@receiver(post_migrate)
def app_migrated(sender: AppConfig, **_more: Any) -> None:
    """New models join the groups of the admin."""
    set_up_groups(sender)
