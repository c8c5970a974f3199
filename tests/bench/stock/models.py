"""Where the hand-written form stores its answers."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class StockAnswers(models.Model):
    answers = models.JSONField(encoder=DjangoJSONEncoder)
    submitted_at = models.DateTimeField(auto_now_add=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)

    class Meta:
        managed = False  # made by the benchmark once the users' table is there
