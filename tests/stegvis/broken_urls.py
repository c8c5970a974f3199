"""One address with a fault behind it."""

from django.urls import include, path


def broken(request):
    raise RuntimeError("a fault of ours")


urlpatterns = [path("broken", broken), path("", include("stegvis.urls"))]
