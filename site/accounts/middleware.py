"""What every request of a signed-in person passes: session clock, language, second factor."""

import time
from http import HTTPStatus

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.deprecation import MiddlewareMixin
from django.utils.http import urlencode

from accounts.gates import refused
from accounts.groups import mirror_groups
from accounts.models import User
from accounts.roles import may

GUARDED = ("/work/", "/cms/")
BEGAN, SEEN = "began_at", "seen_at"
SEEN_EVERY = 60  # seconds: writing the session at each request would cost a query each


def signed_in(request: HttpRequest) -> User | None:
    """Who is signed in, without reading a session that the browser does not have."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        return request.user
    return None


class SessionClock(MiddlewareMixin):
    """A session ends after half an hour without a page, and after a working day in any case.

    The half hour is SESSION_COOKIE_AGE, counted from the last time the session was stored.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Sign out when the day is over, else keep the session awake."""
        if not signed_in(request):
            return
        now = int(time.time())
        began = request.session.setdefault(BEGAN, now)
        if now - began > settings.SESSION_LONGEST:
            logout(request)
        elif now - request.session.get(SEEN, 0) >= SEEN_EVERY:
            request.session[SEEN] = now

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Nothing about a person stays in the browser after signing out."""
        if request.path_info.startswith((*GUARDED, "/accounts/")):
            add_never_cache_headers(response)
        return response


class LanguageMiddleware(LocaleMiddleware):
    """A signed-in person's own language first, then the cookie, then what the browser asks for.

    A language in the address of a public page goes before all of them.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Choose the language of the answer."""
        super().process_request(request)
        user = signed_in(request)
        if not user or translation.get_language_from_path(request.path_info):
            return
        if user.language in dict(settings.LANGUAGES):
            translation.activate(user.language)
            request.LANGUAGE_CODE = translation.get_language()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """What is missing in the workspace stays missing: it has no address per language to be sent to."""
        if response.status_code == HTTPStatus.NOT_FOUND and request.path_info.startswith(GUARDED):
            return response
        return super().process_response(request, response)


class SecondFactor(MiddlewareMixin):
    """Nobody works, or writes forms, on a password alone when REQUIRE_SECOND_FACTOR is on."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Let through, ask for a code, or explain how to get a second factor."""
        if not settings.REQUIRE_SECOND_FACTOR or not request.path_info.startswith(GUARDED):
            return None
        if not signed_in(request) or used_second_factor(request):
            return None
        if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            query = urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})
            return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{query}")
        return render(request, "accounts/second_factor_needed.html", status=403)


class CmsDoor(MiddlewareMixin):
    """The Wagtail admin opens to those who author; their groups are those of today's roles."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Let anonymous people on to the sign-in, authors in, and tell others whom to ask."""
        user = signed_in(request) if request.path_info.startswith("/cms/") else None
        if not user:
            return None
        mirror_groups(user)
        return None if may(user, "cms.use") else refused(request)


def used_second_factor(request: HttpRequest) -> bool:
    """Whether this session was opened with, or has set up, a second factor."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)
