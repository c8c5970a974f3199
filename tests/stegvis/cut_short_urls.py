"""Addresses whose database goes away, each in its own way."""

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.urls import path
from procrastinate.exceptions import ConnectorException
from psycopg import OperationalError as DriverError

from cases.refusals import CaseBusy
from stegvis import urls


def lost(request):
    raise OperationalError("server closed the connection unexpectedly")


def closed(request):
    raise InterfaceError("the connection is closed")


def not_enqueued(request):
    raise ConnectorException from DriverError("server closed the connection unexpectedly")


def busy(request):
    raise CaseBusy


def taken_in(request):
    return HttpResponse(" ".join(request.POST.getlist("what")))


urlpatterns = [
    path("lost", lost),
    path("closed", closed),
    path("not_enqueued", not_enqueued),
    path("busy", busy),
    path("taken_in", taken_in),
    *urls.urlpatterns,
]
handler400, handler500 = urls.handler400, urls.handler500
