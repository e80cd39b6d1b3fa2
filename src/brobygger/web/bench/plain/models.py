"""A plain note: the same columns as a note of ours, nothing locked."""

from django.conf import settings
from django.db import models

from brobygger.records.episodes.models import Episode


class PlainNote(models.Model):
    """A note on a case, stored as it is written."""

    key = models.UUIDField(unique=True)
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    heading = models.TextField(blank=True, default="")
    text = models.TextField()
    occurred_at = models.DateTimeField()
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return str(self.key)
