"""Answers are kept as long as the form says; erasing takes everything but counts, and leaves a record."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from forms.answers import erasing, exporting, retention
from forms.answers.wanted import Wanted
from forms.models import (
    Attachment,
    Erasure,
    Export,
    FormDefinition,
    FormDraft,
    RetentionRun,
    Submission,
)
from forms.models.attachment import private
from forms.signals import erased
from tests.factories.answers import give, put_in_case
from tests.factories.cases import make_case, make_programme, make_worker

pytestmark = pytest.mark.django_db


def keep(version, **days):
    FormDefinition.objects.filter(pk=version.definition_id).update(**days)
    version.definition.refresh_from_db()


def left():
    return set(Submission.objects.filter(erased_at=None).values_list("pk", flat=True))


def attached(submission):
    found = Attachment(submission=submission, field="f", name="a.pdf", size=1, kind="x", sha256="x")
    found.file.save("a.pdf", ContentFile(b"x"))
    return found


def test_answers_go_the_day_after_their_last_and_not_before(version):
    kept, gone = give(version, days_ago=30), give(version, name="Aino", days_ago=31.5)
    keep(version, keep_days=30)

    run = retention.carry_out()

    assert left() == {kept.pk}
    assert run.counts == {"feedback": {"answers": 1}}
    gone.refresh_from_db()
    assert (gone.answers, gone.words) == ({}, "")


def test_without_a_number_of_days_answers_stay(version):
    kept = give(version, days_ago=4000)

    run = retention.carry_out()

    assert left() == {kept.pk}
    assert (run.counts, run.ended_at is not None) == ({}, True)


def test_answers_of_a_case_count_from_its_closing_and_not_from_their_own_day(version):
    programme = make_programme()
    worker = make_worker(programme)
    cases = [make_case(programme, by=worker) for _each in range(3)]
    given = [put_in_case(give(version, days_ago=900), case) for case in cases]
    linked = give(version, days_ago=900, about=f"case:{cases[2].pk}")
    for case, days in ((cases[1], 10), (cases[2], 40)):
        closed = timezone.now() - timedelta(days=days)
        Case.objects.filter(pk=case.pk).update(
            closed_at=closed, closed_by=worker, outcome="finished"
        )
    keep(version, keep_days=30, keep_days_after_closing=30)

    retention.carry_out()

    assert left() == {given[0].pk, given[1].pk}
    assert Erasure.objects.filter(submission=linked).exists()


def test_erasing_takes_files_drafts_exports_and_names_and_keeps_counts(
    version, handler, django_capture_on_commit_callbacks
):
    given = give(version, name="Aino", mood="good", came=True, by=handler)
    give(version, name="Bo", mood="bad")
    file = attached(given).file.name
    drafted(given, handler)
    export = exporting.ask(
        version.definition,
        by=handler,
        wanted=Wanted(q="aino"),
        kind="csv",
        say="words",
        language="sv",
    )
    exporting.write(export)
    export.refresh_from_db()

    with django_capture_on_commit_callbacks(execute=True):
        assert erasing.erase([given.pk], reason="asked for it", by=handler) == 1
    gone = export.file

    assert not private().exists(file)
    assert not private().exists(gone)
    assert not FormDraft.objects.exists()
    assert Export.objects.get().state == Export.State.GONE
    assert erasing.kept_counts(version.definition) == {
        ("mood", "good"): 1,
        ("mood", ""): 1,
        ("came", "yes"): 1,
        ("came", ""): 1,
        ("", ""): 1,
    }
    assert "aino" not in everything()


def drafted(submission, owner):
    return FormDraft.objects.create(
        version=submission.version,
        owner=owner,
        channel="staff",
        language="sv",
        typed={"name": ["Aino"]},
        expires_at=timezone.now(),
        submission=submission,
    )


def everything():
    """All text in all tables of forms."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith("forms_"):
                cursor.execute(f"SELECT t::text FROM {table} t")  # noqa: S608  our own tables
                found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found).lower()


def test_erased_answers_still_count_in_the_charts(version, helmi, handler):
    given = give(version, name="Aino", mood="good")
    give(version, name="Bo", mood="good")
    erasing.erase([given.pk], reason="asked", by=handler)

    page = helmi.get(reverse("answers:summary", args=[version.definition_id]))
    mood = next(chart for chart in page.context["charts"] if chart.title == "Mood")

    assert (page.context["total"], page.context["kept"]) == (2, 1)
    assert mood.rows[0] == ("Good", "2", "100 %")


def test_erasing_asks_for_a_reason_and_keeps_what_was_typed(version, helmi, handler):
    given = give(version, name="Aino")
    url = reverse("answers:erase", args=[version.definition_id, given.pk])

    assert helmi.post(url, {"reason": " "}).status_code == 422
    long = helmi.post(url, {"reason": "x" * 501})
    assert (long.status_code, b"x" * 501 in long.content) == (422, True)
    assert left() == {given.pk}

    assert helmi.post(url, {"reason": "Hon bad om det"}).status_code == 302
    assert (Erasure.objects.get().by, Erasure.objects.get().reason) == (handler, "Hon bad om det")
    assert (
        helmi.get(reverse("answers:answer", args=[version.definition_id, given.pk])).status_code
        == 404
    )
    assert helmi.post(url, {"reason": "igen"}).status_code == 404


def test_answers_of_a_case_are_not_erased_one_by_one(version, helmi):
    programme = make_programme()
    case = make_case(programme, by=make_worker(programme))
    given = put_in_case(give(version, name="Marja"), case)

    assert (
        helmi.post(
            reverse("answers:erase", args=[version.definition_id, given.pk]), {"reason": "x"}
        ).status_code
        == 404
    )
    assert left() == {given.pk}


def test_a_listener_that_fails_leaves_everything_as_it_was(version):
    given = give(version, name="Aino")

    def broken(**_told):
        raise RuntimeError

    erased.connect(broken)
    try:
        with pytest.raises(RuntimeError):
            erasing.erase([given.pk], reason="x")
    finally:
        erased.disconnect(broken)

    given.refresh_from_db()
    assert (given.erased_at, given.answers) == (None, {"name": "Aino"})


def test_erasing_twice_counts_once(version):
    given = give(version, mood="good")

    assert erasing.erase([given.pk], reason="x") == 1
    assert erasing.erase([given.pk], reason="x") == 0
    assert erasing.kept_counts(version.definition)[("mood", "good")] == 1


def test_unfinished_drafts_go_after_their_days(version, handler):
    def draft(days, channel):
        made = FormDraft.objects.create(
            version=version,
            owner=handler,
            channel=channel,
            language="sv",
            expires_at=timezone.now() + timedelta(days=999),
        )
        then = timezone.now() - timedelta(days=days)
        FormDraft.objects.filter(pk=made.pk).update(saved_at=then)
        return made

    kept = draft(6, "staff")
    draft(9, "public")
    keep(version, keep_days_unfinished=7)

    assert retention.carry_out().counts == {"feedback": {"drafts": 1}}
    assert list(FormDraft.objects.all()) == [kept]


def test_the_record_of_a_run_says_how_many_and_nothing_else(version, helmi):
    give(version, name="Aino", days_ago=9)
    keep(version, keep_days=2)
    retention.carry_out()

    page = helmi.get(reverse("answers:runs")).content.decode()

    assert RetentionRun.objects.count() == 1
    assert "A form: 1" in page
    assert "Aino" not in page
