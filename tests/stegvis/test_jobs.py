"""Jobs: stored with what caused them, run by name, tried again, rescued from killed workers."""

import asyncio
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.tasks.exceptions import InvalidTask
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from stegvis.jobs import NotAJob, rescue_jobs, run_job
from tests.stegvis import jobs_for_tests as jobs

WORKER = """
import sys, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from procrastinate.contrib.django import app
with app.replace_connector(app.connector.get_worker_connector()):
    app.run_worker(wait=False, install_signal_handlers=False)
"""


@pytest.fixture
def _no_jobs(transactional_db):
    """Pages made with the database have left jobs of Wagtail's."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def our_jobs():
    """The jobs of this file, not the worker's own periodic ones."""
    return ProcrastinateJob.objects.filter(args__path__startswith="tests.")


def run_a_worker() -> int:
    """Run everything that is due in a process of its own. Returns its exit code."""
    database = connection.settings_dict["NAME"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", WORKER, database]
    return subprocess.run(command, env=environment, check=False, timeout=60).returncode


def rescue() -> None:
    """Do what the worker does every minute."""

    async def in_worker() -> None:
        context = type("Context", (), {"app": app})()
        with app.replace_connector(app.connector.get_worker_connector()):
            async with app.open_async():
                await rescue_jobs(context, 0)

    asyncio.run(in_worker())


@pytest.mark.usefixtures("_no_jobs")
def test_a_job_of_a_transaction_that_was_rolled_back_was_never_there():
    with transaction.atomic():
        jobs.write_line.enqueue("/nowhere", "x")
        stored = our_jobs().count()
        transaction.set_rollback(True)

    assert (stored, our_jobs().count()) == (1, 0)


@pytest.mark.usefixtures("_no_jobs")
def test_a_worker_in_another_process_runs_the_job(tmp_path):
    jobs.write_line.enqueue(str(tmp_path / "trace"), line="done")

    assert run_a_worker() == 0

    assert (tmp_path / "trace").read_text() == "done\n"
    assert [job.status for job in our_jobs()] == ["succeeded"]


@pytest.mark.usefixtures("_no_jobs")
def test_a_job_waits_until_its_hour(tmp_path):
    later = timezone.now() + timedelta(hours=1)
    jobs.write_line.using(run_after=later).enqueue(str(tmp_path / "trace"), "done")

    run_a_worker()

    assert not (tmp_path / "trace").exists()


@pytest.mark.usefixtures("_no_jobs")
def test_a_job_that_fails_is_tried_again_a_little_later(tmp_path):
    jobs.fail_the_first_time.enqueue(str(tmp_path / "tries"))
    before = timezone.now()
    run_a_worker()

    job = our_jobs().get()

    assert (job.status, job.attempts) == ("todo", 1)
    assert before < job.scheduled_at < timezone.now() + timedelta(seconds=5)


@pytest.mark.usefixtures("_no_jobs")
def test_a_job_whose_worker_was_killed_is_taken_up_again(tmp_path):
    jobs.kill_the_worker_the_first_time.enqueue(str(tmp_path / "tries"))
    assert run_a_worker() == -9
    assert our_jobs().get().status == "doing"
    long_silent = timezone.now() - timedelta(minutes=5)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = %s", [long_silent])

    rescue()
    run_a_worker()

    assert (tmp_path / "tries").read_text() == "tried\ntried\n"
    assert our_jobs().get().status == "succeeded"


@pytest.mark.usefixtures("_no_jobs")
def test_a_job_that_kills_every_worker_is_given_up():
    jobs.write_line.enqueue("/nowhere", "x")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = 5")

    rescue()

    assert our_jobs().get().status == "failed"


@pytest.mark.usefixtures("_no_jobs")
def test_work_that_waits_already_does_not_keep_other_jobs_from_being_rescued():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, status, args) VALUES "
            "('default', 'every minute', 'x', 'doing', '{}'), ('default', 'every minute', 'x', 'todo', '{}')"
        )
    jobs.write_line.enqueue("/nowhere", "x")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE queueing_lock IS NULL")

    rescue()

    every_minute = ProcrastinateJob.objects.filter(queueing_lock="x")
    assert [job.status for job in every_minute] == ["todo"]
    assert our_jobs().get().status == "todo"


@pytest.mark.usefixtures("_no_jobs")
def test_a_job_of_a_living_worker_is_left_alone():
    jobs.write_line.enqueue("/nowhere", "x")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", cursor.fetchone()
        )

    rescue()

    assert our_jobs().get().status == "doing"
    assert ProcrastinateWorker.objects.count() == 1


def test_only_tasks_can_be_named():
    with pytest.raises(NotAJob):
        run_job("tests.stegvis.jobs_for_tests.not_a_job", [], {})


def test_an_unknown_queue_is_refused_at_once():
    with pytest.raises(InvalidTask):
        jobs.write_line.using(queue_name="nobody_listens")


@pytest.mark.usefixtures("_no_jobs")
def test_arguments_that_cannot_be_stored_are_refused_at_once():
    with pytest.raises(TypeError):
        jobs.write_line.enqueue("/nowhere", object())

    assert our_jobs().count() == 0
