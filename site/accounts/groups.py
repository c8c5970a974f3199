"""The two groups of the Wagtail admin: what they may do there, and who is in them today.

Roles decide; the groups only translate roles into the permissions Wagtail understands. No group
has a permission on cases, so nobody reaches a case through the admin.
"""

from django.apps import AppConfig
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)
from wagtail.snippets.models import create_extra_permissions

from accounts.models import User
from accounts.roles import roles_of

COMMUNICATION, ADMINISTRATORS = "Communication", "Administrators"
GROUP_OF_ROLE: dict[str, str] = {
    "communication": COMMUNICATION,
    "administrator": ADMINISTRATORS,
}

# What administrators author besides pages, by app; "*" means every model of the app.
AUTHORED: dict[str, tuple[str, ...]] = {
    "forms": ("*",),
    "workflows": ("*",),
    "themes": ("*",),
    "home": ("*",),
    "accounts": ("organisation", "unit", "rolegrant"),
    "wagtailcore": ("locale", "site", "collection"),
    "wagtailredirects": ("*",),
    "wagtail_localize": ("*",),
}
# People are made inactive, never deleted: what they did stays theirs.
PEOPLE = ("add_user", "change_user")
PAGE_ACTIONS = ("add", "change", "publish", "lock", "unlock", "bulk_delete")
COLLECTION_ACTIONS = ("add", "change", "choose")
COMMUNICATION_APPS: dict[str, tuple[str, ...]] = {"wagtail_localize": ("*",)}


def mirror_groups(user: User) -> None:
    """Put somebody into the groups of today's roles, and out of all others."""
    wanted = {GROUP_OF_ROLE[role] for role in roles_of(user) if role in GROUP_OF_ROLE}
    held = set(user.groups.values_list("name", flat=True))
    if wanted != held:
        user.groups.set([Group.objects.get_or_create(name=name)[0] for name in sorted(wanted)])
        for cache in ("_perm_cache", "_user_perm_cache", "_group_perm_cache"):
            user.__dict__.pop(cache, None)


def set_up_groups(app_config: AppConfig) -> None:
    """Give both groups their permissions on one app's models, after its migrations have run."""
    create_permissions(app_config, verbosity=0)
    label = app_config.label
    communication = Group.objects.get_or_create(name=COMMUNICATION)[0]
    administrators = Group.objects.get_or_create(name=ADMINISTRATORS)[0]
    if label == "wagtailadmin":
        entry = Permission.objects.filter(codename="access_admin")
        communication.permissions.add(*entry)
        administrators.permissions.add(*entry)
    communication.permissions.add(*_permissions(label, COMMUNICATION_APPS.get(label, ())))
    administrators.permissions.add(*_permissions(label, AUTHORED.get(label, ())))
    if label == "accounts":
        administrators.permissions.add(
            *Permission.objects.filter(content_type__app_label=label, codename__in=PEOPLE)
        )
    if label == "wagtailsnippets":
        create_extra_permissions(app_config)
        _let_publish(administrators)
    if label in {"wagtailcore", "wagtailimages", "wagtaildocs"}:
        for group in (communication, administrators):
            _open_pages(group)
            _open_collections(group)


def _let_publish(group: Group) -> None:
    """Wagtail writes the permissions to publish and lock snippets last, after those of their own apps."""
    for label, models in AUTHORED.items():
        group.permissions.add(*_permissions(label, models))


def _permissions(label: str, models: tuple[str, ...]) -> QuerySet[Permission]:
    found = Permission.objects.filter(content_type__app_label=label)
    return found if "*" in models else found.filter(content_type__model__in=models)


def _open_pages(group: Group) -> None:
    """Every page of the site: the root page hands its permissions down."""
    root = Page.objects.filter(depth=1).first()
    permissions = Permission.objects.filter(
        content_type__app_label="wagtailcore",
        content_type__model="page",
        codename__in=[f"{action}_page" for action in PAGE_ACTIONS],
    )
    for permission in permissions if root else ():
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _open_collections(group: Group) -> None:
    """Every image and document."""
    root = Collection.objects.filter(depth=1).first()
    codenames = [
        f"{action}_{kind}" for action in COLLECTION_ACTIONS for kind in ("image", "document")
    ]
    permissions = Permission.objects.filter(
        codename__in=codenames, content_type__app_label__in=["wagtailimages", "wagtaildocs"]
    )
    for permission in permissions if root else ():
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )
