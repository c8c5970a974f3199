"""What a bundle brings that no other part of the platform keeps: its stories."""

from django.db import models


class Story(models.Model):
    """One path through a service, kept as it was written so that it can be played and exported."""

    programme = models.ForeignKey("cases.Programme", models.CASCADE, related_name="stories")
    key = models.SlugField(max_length=60)
    text = models.TextField()

    class Meta:
        ordering = ["programme", "key"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "key"], name="programmes_story_once")
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.key}"
