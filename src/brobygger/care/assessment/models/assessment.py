"""One assessment: written over days by those on the case, then complete and locked."""

import json
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.ground.fields import EncryptedTextField, Sealed
from brobygger.ground.locks import Lock
from brobygger.records.episodes.models import Episode
from brobygger.trust.access import Keys


class Assessment(Sealed):
    """The six areas, the anamnesis and the citizen's own words. A new one begins with the words of the last."""

    access_keys = Keys(compartment=None, unit=None, responsible=None, episode="episode_id", person=None)

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="assessments")
    number = models.PositiveSmallIntegerField()
    content = EncryptedTextField(blank=True, default="")
    asked_of = EncryptedTextField(blank=True, default="")
    asked_on = models.DateField(null=True, blank=True)
    unfinished_reason = EncryptedTextField(blank=True, default="")
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # A complete one is corrected by a new row that says why; the old one stays readable.
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    reason = EncryptedTextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("assessment")
        constraints = [
            models.UniqueConstraint(name="assessment_numbers_follow", fields=["episode", "number"]),
            models.UniqueConstraint(
                name="one_open_assessment", fields=["episode"], condition=models.Q(completed_at__isnull=True)
            ),
        ]
        triggers = [
            Lock(
                name="complete_assessments_are_locked",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__completed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"assessment {self.number} of episode {self.episode_id}"

    @property
    def fields(self) -> dict[str, str]:
        """What is written, by box."""
        found: dict[str, str] = json.loads(self.content or "{}")
        return found

    @fields.setter
    def fields(self, written: dict[str, Any]) -> None:
        """Keep what is written; empty boxes are left out."""
        self.content = json.dumps({name: str(text) for name, text in written.items() if text}, ensure_ascii=False)
