"""Doors of the application: who may open a page at all, and what others read instead."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import User
from accounts.roles import may, people_who_may, roles_of

WHOM_TO_ASK = 5


def needs(permission: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Open a view to signed-in people with a permission; tell others whom to ask."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @login_required
        @wraps(view)
        def gate(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not may(request.user, permission):
                return refused(request)
            return view(request, *args, **kwargs)

        return gate

    return decorate


def refused(request: HttpRequest) -> HttpResponse:
    """Say that this part is not for the person's roles, and who can change that."""
    words = {"has_roles": bool(roles_of(request.user)), "administrators": whom_to_ask(request.user)}
    return render(request, "accounts/no_role.html", words, status=403)


def whom_to_ask(user: User | AnonymousUser) -> list[User]:
    """A few administrators: those of the person's own organisation when there are any."""
    administrators = people_who_may("administrator").exclude(email="")
    own = getattr(user, "organisation_id", None)
    near = administrators.filter(organisation__isnull=False, organisation=own)
    return list(near[:WHOM_TO_ASK]) or list(administrators[:WHOM_TO_ASK])
