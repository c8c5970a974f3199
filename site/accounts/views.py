"""Where one comes after signing in, and the few things people choose for themselves."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.i18n import set_language as django_set_language

from accounts.forms import LanguageForm
from accounts.gates import refused
from accounts.languages import CHOSEN_LANGUAGE, save_language
from accounts.models import User
from accounts.role_table import ROLE_BY_KEY
from accounts.roles import may, roles_of


class SignedInRequest(HttpRequest):
    """A request that has passed `login_required`."""

    user: User


@login_required
@require_safe
def start(request: SignedInRequest) -> HttpResponse:
    """Lead everybody to where they work: the workspace, else the Wagtail admin."""
    if may(request.user, "work.use"):
        return redirect("/work/")
    if may(request.user, "cms.use"):
        return redirect("/cms/")
    if may(request.user, "answers.read"):
        return redirect("/work/answers/")
    return refused(request)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    """Show somebody their own account and let them choose a language."""
    form = LanguageForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        with translation.override(request.user.language):
            messages.success(request, _("Saved."))
        return redirect("accounts:profile")
    if form.errors:
        request.user.refresh_from_db(fields=["language"])
    roles = [role.label for key, role in ROLE_BY_KEY.items() if key in roles_of(request.user)]
    shown = {
        "form": form,
        "roles": roles,
        "scheme": request.COOKIES.get("scheme", ""),
        "keys": request.COOKIES.get("keys", "on"),
    }
    return render(request, "accounts/profile.html", shown, status=422 if form.errors else 200)


def set_language(request: HttpRequest) -> HttpResponse:
    """Change the language: for a signed-in person from now on, for others in this browser.

    Chosen on the way to signing in, it becomes the language of the one who signs in.
    """
    response = django_set_language(request)
    language = request.POST.get("language")
    if language not in dict(settings.LANGUAGES):
        return response
    if request.user.is_authenticated:
        save_language(request.user, language)
    elif request.POST.get("next", "").startswith(
        "/accounts/"
    ):  # readers of public pages get no session
        request.session[CHOSEN_LANGUAGE] = language
    return response
