"""Answers are found again, read, exported, counted, kept for a time and erased; anonymous surveys."""

import uuid

import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from forms.answers.searching import searchable
from forms.document import FormDocument

# An anonymous form never gets an answer that names somebody, whichever way it comes in.
NO_NAMES = """
CREATE OR REPLACE FUNCTION forms_no_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM forms_formdefinition WHERE id = NEW.definition_id AND anonymous) THEN
        RAISE EXCEPTION 'This form is anonymous: its answers are kept without a name.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER forms_no_names BEFORE INSERT ON forms_submission
    FOR EACH ROW EXECUTE FUNCTION forms_no_names();
"""


def find_again(apps, schema_editor):
    """Give the answers that are there the columns by which lists find them."""
    versions = apps.get_model("forms", "FormVersion")
    submissions = apps.get_model("forms", "Submission")
    for version in versions.objects.all():
        document = FormDocument.from_json(version.structure)
        for submission in submissions.objects.filter(version=version).iterator(500):
            submission.definition_id = version.definition_id
            submission.words = searchable(document, submission.answers)
            submission.save(update_fields=["definition", "words"])


class Migration(migrations.Migration):

    dependencies = [
        ("forms", "0002_versions_and_windows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Other parts may use it too, so it is never dropped.
        migrations.RunSQL('CREATE EXTENSION IF NOT EXISTS pg_trgm', migrations.RunSQL.noop),
        migrations.CreateModel(
            name="AnonymousAnswer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("answers", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="name")),
                ("closes_on", models.DateField(verbose_name="last day to answer")),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("begun_on", models.DateField(auto_now_add=True)),
                ("erased_on", models.DateField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "survey round",
                "verbose_name_plural": "survey rounds",
                "ordering": ["-begun_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="CampaignGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="group")),
                ("on_paper", models.PositiveIntegerField(default=0)),
                ("answered", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("reason", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Export",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("kind", models.CharField(choices=[("xlsx", "Excel"), ("csv", "CSV")], max_length=4)),
                ("say", models.CharField(choices=[("words", "In words"), ("codes", "As codes"), ("both", "Codes and words beside each other")], default="words", max_length=5)),
                ("language", models.CharField(max_length=12)),
                ("wanted", models.JSONField(default=dict)),
                ("sensitive", models.BooleanField(default=False)),
                ("state", models.CharField(choices=[("waiting", "Waiting"), ("writing", "Being written"), ("ready", "Ready"), ("failed", "Failed"), ("gone", "Removed")], default="waiting", max_length=7)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("file", models.CharField(blank=True, default="", max_length=200)),
                ("name", models.CharField(blank=True, default="", max_length=200)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-asked_at"],
            },
        ),
        migrations.CreateModel(
            name="ExportDownload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="FormReader",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(blank=True, max_length=40, verbose_name="role")),
                ("sensitive", models.BooleanField(default=False, verbose_name="sees sensitive answers")),
            ],
            options={
                "verbose_name": "reader of answers",
                "verbose_name_plural": "readers of answers",
                "ordering": ["definition__title", "role", "user"],
            },
        ),
        migrations.CreateModel(
            name="KeptCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=200)),
                ("value", models.CharField(max_length=200)),
                ("count", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="RetentionRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begun_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("counts", models.JSONField(default=dict)),
                ("files", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["-begun_at"],
            },
        ),
        migrations.CreateModel(
            name="Seen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
        ),
        migrations.CreateModel(
            name="SeenUntil",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Ticket",
            fields=[
                ("token_hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("spent", models.BooleanField(default=False)),
            ],
        ),
        migrations.AddField(
            model_name="formdefinition",
            name="anonymous",
            field=models.BooleanField(default=False, help_text="Answers are kept without any trace of who gave them, and shown only as counts. Decide before the first answer.", verbose_name="anonymous survey"),
        ),
        migrations.AddField(
            model_name="formdefinition",
            name="keep_days",
            field=models.PositiveIntegerField(blank=True, help_text="Answers that belong to no case, from the day they were given. Empty: until somebody erases them.", null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(36525)], verbose_name="days answers are kept"),
        ),
        migrations.AddField(
            model_name="formdefinition",
            name="keep_days_after_closing",
            field=models.PositiveIntegerField(blank=True, help_text="For forms of a case. Empty: as long as the case.", null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(36525)], verbose_name="days answers are kept after the case was closed"),
        ),
        migrations.AddField(
            model_name="formdefinition",
            name="keep_days_unfinished",
            field=models.PositiveIntegerField(blank=True, help_text="Counted from the last change. Empty: 90 days.", null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(36525)], verbose_name="days unfinished drafts are kept"),
        ),
        migrations.AddField(
            model_name="formdefinition",
            name="least_shown",
            field=models.PositiveSmallIntegerField(default=0, help_text="Smaller numbers are hidden. In an anonymous survey always 5 or more.", validators=[django.core.validators.MaxValueValidator(1000)], verbose_name="smallest number shown in charts"),
        ),
        migrations.AddField(
            model_name="submission",
            name="definition",
            field=models.ForeignKey(db_index=False, null=True, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="forms.formdefinition"),
        ),
        migrations.AddField(
            model_name="submission",
            name="erased_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="erased"),
        ),
        migrations.AddField(
            model_name="submission",
            name="words",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.RunPython(find_again, migrations.RunPython.noop),
        # What the update left to be checked at the end stands in the way of the next change.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="submission",
            name="definition",
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="forms.formdefinition"),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["definition", "-submitted_at", "-id"], name="forms_answers_newest"),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=django.contrib.postgres.indexes.GinIndex(fields=["words"], name="forms_answers_words", opclasses=["gin_trgm_ops"]),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=django.contrib.postgres.indexes.GinIndex(fields=["answers"], name="forms_answers_given", opclasses=["jsonb_path_ops"]),
        ),
        migrations.AddField(
            model_name="campaign",
            name="begun_by",
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="campaign",
            name="definition",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="campaigns", to="forms.formdefinition", verbose_name="form"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="version",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="forms.formversion"),
        ),
        migrations.AddField(
            model_name="campaigngroup",
            name="campaign",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="groups", to="forms.campaign"),
        ),
        migrations.AddField(
            model_name="anonymousanswer",
            name="campaign",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="forms.campaign"),
        ),
        migrations.AddField(
            model_name="erasure",
            name="by",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="erasure",
            name="submission",
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="erasure", to="forms.submission"),
        ),
        migrations.AddField(
            model_name="export",
            name="by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="export",
            name="definition",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="forms.formdefinition"),
        ),
        migrations.AddField(
            model_name="exportdownload",
            name="by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="exportdownload",
            name="export",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="downloads", to="forms.export"),
        ),
        migrations.AddField(
            model_name="formreader",
            name="definition",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="readers", to="forms.formdefinition", verbose_name="form"),
        ),
        migrations.AddField(
            model_name="formreader",
            name="user",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="person"),
        ),
        migrations.AddField(
            model_name="keptcount",
            name="campaign",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="forms.campaign"),
        ),
        migrations.AddField(
            model_name="keptcount",
            name="definition",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="forms.formdefinition"),
        ),
        migrations.AddField(
            model_name="erasure",
            name="run",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="forms.retentionrun"),
        ),
        migrations.AddField(
            model_name="seen",
            name="submission",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="forms.submission"),
        ),
        migrations.AddField(
            model_name="seen",
            name="user",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="seenuntil",
            name="definition",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="forms.formdefinition"),
        ),
        migrations.AddField(
            model_name="seenuntil",
            name="user",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="ticket",
            name="group",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="tickets", to="forms.campaigngroup"),
        ),
        migrations.AddConstraint(
            model_name="campaigngroup",
            constraint=models.UniqueConstraint(fields=("campaign", "name"), name="forms_group_once"),
        ),
        migrations.AddIndex(
            model_name="export",
            index=models.Index(fields=["definition", "-asked_at"], name="forms_export_of_form"),
        ),
        migrations.AddIndex(
            model_name="export",
            index=models.Index(condition=models.Q(("file", ""), _negated=True), fields=["expires_at"], name="forms_export_expires"),
        ),
        migrations.AddConstraint(
            model_name="formreader",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("user", None), models.Q(("role", ""), _negated=True)), models.Q(("user__isnull", False), ("role", "")), _connector="OR"), name="forms_reader_person_or_role", violation_error_message="Choose a person or a role, one of them."),
        ),
        migrations.AddConstraint(
            model_name="formreader",
            constraint=models.UniqueConstraint(fields=("definition", "user", "role"), name="forms_reader_once", nulls_distinct=False, violation_error_message="They read the answers to this form already."),
        ),
        migrations.AddConstraint(
            model_name="keptcount",
            constraint=models.UniqueConstraint(fields=("definition", "campaign", "path", "value"), name="forms_kept_count_once", nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name="keptcount",
            constraint=models.CheckConstraint(condition=models.Q(("count__gte", 1)), name="forms_kept_count_some"),
        ),
        migrations.AddConstraint(
            model_name="seen",
            constraint=models.UniqueConstraint(fields=("user", "submission"), name="forms_seen_once"),
        ),
        migrations.AddConstraint(
            model_name="seenuntil",
            constraint=models.UniqueConstraint(fields=("user", "definition"), name="forms_seen_until_once"),
        ),
        migrations.RunSQL(NO_NAMES, "DROP FUNCTION IF EXISTS forms_no_names() CASCADE"),
    ]
