"""Where the hand-written form stores its answers, and paragraphs as anybody would write them in Wagtail."""

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.http import HttpRequest
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin
from wagtail.snippets.models import register_snippet


class StockAnswers(models.Model):
    answers = models.JSONField(encoder=DjangoJSONEncoder)
    submitted_at = models.DateTimeField(auto_now_add=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)

    class Meta:
        managed = False  # made by the benchmark once the users' table is there


@register_snippet
class StockParagraphs(DraftStateMixin, RevisionMixin, PreviewableMixin, models.Model):
    """150 plain paragraphs in the same shell as ours: drafts, revisions, a preview."""

    title = models.CharField(max_length=200)
    body = StreamField([("paragraph", blocks.TextBlock())])
    panels: ClassVar = [FieldPanel("title"), FieldPanel("body")]

    class Meta:
        managed = False  # made by the benchmark

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "forms/preview.html"
