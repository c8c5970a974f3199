"""How often something was done of late, shared by every process."""

from django.db import models


class Tally(models.Model):
    """A count within a span of time. Its key is a hash: no address and no link can be read from it."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "tally"
        verbose_name_plural = "tallies"
