"""Registers the application itself, its checks and its periodic jobs."""

from django.apps import AppConfig


class StegvisConfig(AppConfig):
    """The application that ties the parts together."""

    name = "stegvis"
