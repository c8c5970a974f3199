"""What follows when a role is given, somebody signs in, or a second factor is set up."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete, post_migrate, post_save
from django.dispatch import receiver

from accounts.groups import mirror_groups, set_up_groups
from accounts.models import RoleGrant
from accounts.roles import forget_grants


@receiver([post_save, post_delete], sender=RoleGrant)
def grant_changed(sender, instance, **kwargs):
    """A changed role counts at once."""
    forget_grants(instance.user)
    mirror_groups(instance.user)


@receiver(user_logged_in)
def signed_in(sender, user, **kwargs):
    """A role that began or ended since the last visit counts at once."""
    mirror_groups(user)


@receiver(authenticator_added)
def second_factor_set_up(sender, request, user, **kwargs):
    """Who has just proved a code need not type the next one."""
    record_authentication(request, user, method="mfa", reauthenticated=True)


@receiver(authenticator_removed)
def second_factor_removed(sender, request, **kwargs):
    """Without a second factor the session is a password session again."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        record for record in records if record.get("method") != "mfa"
    ]


@receiver(post_migrate)
def app_migrated(sender, **kwargs):
    """New models join the groups of the admin."""
    set_up_groups(sender)
