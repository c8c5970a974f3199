"""Which address leads to which part."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views import set_language
from forms.public.filling import home as to_form
from forms.public.urls import by_personal_link, by_public_address, typed_in
from stegvis.appearance import choose
from stegvis.views import healthz, media

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("work/forms/", include("forms.public.staff_urls")),
    path("work/forms/<slug:slug>/paper/", include(typed_in)),
    path("work/answers/", include("forms.answers.urls")),
    path("work/", include("cases.urls")),
    path("survey/", include("forms.answers.survey_urls")),
    path("l/<str:token>/", include(by_personal_link)),
    path("f/<slug:slug>/", to_form),
    path("cms/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("cms/", include(wagtailadmin_urls)),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("i18n/setlang/", set_language, name="set_language"),
    path("appearance/", choose, name="appearance"),
    path("documents/", include(wagtaildocs_urls)),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", media, name="media"),
]
# The public pages: /sv/, /fi/, /en/. "/" leads to the reader's language.
urlpatterns += i18n_patterns(
    path("forms/<slug:slug>/", include(by_public_address)), path("", include(wagtail_urls))
)

handler400 = "stegvis.views.not_understood"
handler500 = "stegvis.views.broken"
