"""The accounts app: people and trust."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """Who may sign in, what they may do, and who has looked at what."""

    name = "accounts"
    label = "accounts"
    verbose_name = _("People and roles")
    default_auto_field = "django.db.models.BigAutoField"
    default = True

    def ready(self) -> None:
        """Listen to changes of roles and to sign-ins."""
        import_module("accounts.signals")


class CmsUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user admin with our forms. Takes the place of "wagtail.users"."""

    user_viewset = "accounts.cms.UserViewSet"
