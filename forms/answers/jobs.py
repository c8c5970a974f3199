"""What happens to answers in the background."""

from django.tasks import task

from forms.answers import anonymous, exporting, handed, retention
from forms.models import Export


@task
def write_export(pk: str) -> None:
    """Write one file with answers."""
    export = Export.objects.select_related("definition", "by").filter(pk=pk).first()
    if export is not None:
        exporting.write(export)


@task
def forget_old_answers() -> None:
    """Erase what has been kept long enough; runs every night."""
    retention.carry_out()


@task
def let_answers_out() -> int:
    """Let out anonymous answers that waited for others, and tell how many have answered.

    Runs every night, also when nothing has come.
    """
    let_out = handed.release_all()
    anonymous.tell_counts()
    return let_out
