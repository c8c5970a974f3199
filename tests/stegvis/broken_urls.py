"""One address with a fault behind it."""

from django.urls import path

from stegvis import urls


def broken(request):
    raise RuntimeError("a fault of ours")


urlpatterns = [path("broken", broken), *urls.urlpatterns]
