"""Notes on a case."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.ground.fields import EncryptedTextField, Sealed
from brobygger.ground.locks import Lock
from brobygger.records.episodes.models import Episode
from brobygger.trust.access import Keys


class Note(Sealed):
    """One note. Until it is signed it is the author's draft; from then on the database locks it.

    A correction is a note of its own that points at the old one and says why; the old one stays readable.
    """

    # The case is asked first, by its own row; here stands what differs inside it.
    access_keys = Keys(compartment="compartment", unit=None, responsible="author_id", episode="episode_id", person=None)

    class Kind(models.TextChoices):
        """What the note tells of."""

        TALK = "talk", _("Talk")
        PHONE = "phone", _("Phone call")
        VISIT = "visit", _("Home visit")
        MEETING = "meeting", _("Meeting")
        CONTACT = "contact", _("Contact with others")
        OBSERVATION = "observation", _("Observation")

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="notes")
    compartment = models.CharField(max_length=12)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.TALK)
    heading = EncryptedTextField(blank=True, default="")
    text = EncryptedTextField(blank=True, default="")
    occurred_at = models.DateTimeField()
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    reason = EncryptedTextField(blank=True, default="")
    event_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("note")
        indexes = [
            models.Index(
                name="note_episode_time",
                fields=["episode", "-occurred_at", "-id"],
                condition=models.Q(signed_at__isnull=False),
            ),
            models.Index(
                name="note_unsigned", fields=["author", "begun_at"], condition=models.Q(signed_at__isnull=True)
            ),
        ]
        triggers = [
            Lock(
                name="signed_notes_are_locked",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__signed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"note {self.pk}"

    @property
    def is_signed(self) -> bool:
        """Whether it is signed, and locked."""
        return self.signed_at is not None
