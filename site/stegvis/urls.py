"""Which address leads to which part."""

from django.conf import settings
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from stegvis.appearance import choose
from stegvis.views import healthz, media

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("work/", include("cases.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("appearance/", choose, name="appearance"),
    path("documents/", include(wagtaildocs_urls)),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", media, name="media"),
    path("", include(wagtail_urls)),
]
