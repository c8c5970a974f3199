"""What was given a day in the admin is published on that day."""

from django.core.management import call_command
from django.tasks import task


@task
def publish_scheduled() -> None:
    """Publish pages, forms and workflows whose time has come, and take down what has had its time."""
    call_command("publish_scheduled", verbosity=0)
