"""Letters as they were locked, and how far each has come."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.ground.fields import EncryptedBytesField, EncryptedJSONField, EncryptedTextField, Sealed
from brobygger.ground.locks import Lock, changes
from brobygger.records.episodes.models import Episode
from brobygger.records.papers.models import Papers


class Letter(Sealed):
    """One letter. From the moment it is queued its words never change; only its way through the post does."""

    class State(models.TextChoices):
        """How far it has come. Handed over is not delivered: nobody here can know that by themselves."""

        QUEUED = "queued", _("Waiting to be sent")
        RETRYING = "retrying", _("Being tried again")
        TO_PRINT = "to-print", _("Waiting to be printed")
        HANDED_OVER = "handed-over", _("Sent off")
        DELIVERED = "delivered", _("Received")
        FAILED = "failed", _("Could not be sent")
        REPLACED = "replaced", _("Sent again another way")

    class Means(models.TextChoices):
        """The way it goes."""

        DIGITAL_POST = "digital-post", _("Digital Post")
        PHYSICAL = "physical", _("Physical mail")
        SECURE_MAIL = "secure-mail", _("Secure mail to an authority")
        IN_PERSON = "in-person", _("Handed over in person")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="letters", db_index=False)
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=120)
    content = EncryptedTextField()
    recipient_kind = models.CharField(max_length=12)
    recipient_name = EncryptedTextField()
    recipient_address = EncryptedTextField(blank=True, default="")
    recipient_number = EncryptedTextField(blank=True, default="")
    means = models.CharField(max_length=14, choices=Means.choices)
    state = models.CharField(max_length=12, choices=State.choices)
    facts = EncryptedJSONField(default=dict)
    pdf = EncryptedBytesField()
    papers = models.ForeignKey(
        Papers, null=True, blank=True, on_delete=models.PROTECT, related_name="letters", db_index=False
    )
    message_id = models.UUIDField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    failure = EncryptedTextField(blank=True, default="")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    queued_at = models.DateTimeField()
    printed_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    # Keys of access, copied from the episode.
    compartment = models.CharField(max_length=12, default="social")
    unit = models.CharField(max_length=40)
    responsible_id = models.BigIntegerField(null=True, blank=True)

    plain_columns: ClassVar = {
        "kind": "one of our own words",
        "title": "neutral, from a short list: it leaves the secure mailbox",
        "recipient_kind": "one of our own words",
    }

    class Meta:
        verbose_name = _("letter")
        indexes = [
            models.Index(name="letter_episode", fields=["episode", "-id"]),
            models.Index(
                name="letter_needs_hands",
                fields=["unit", "state", "id"],
                condition=models.Q(state__in=["failed", "retrying", "to-print"]),
            ),
            models.Index(
                name="letter_not_through_mine",
                fields=["responsible_id", "id"],
                condition=models.Q(state__in=["failed", "retrying"]),
            ),
        ]
        triggers = [
            Lock(name="letters_are_never_deleted", operation=pgtrigger.Delete),
            Lock(
                name="locked_words_never_change",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "content",
                    "pdf",
                    "title",
                    "kind",
                    "episode",
                    "papers",
                    "means",
                    "row_key",
                    "recipient_kind",
                    "recipient_name",
                    "recipient_address",
                    "recipient_number",
                ),
            ),
            # Who wrote it, its day and what it belongs to stand in it; the day of receipt counts deadlines.
            Lock(
                name="what_a_letter_rests_on_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.delivered_on IS NOT NULL AND {changes('delivered_on', 'handed_over_at')} "
                    f"OR {changes('queued_at', 'written_by_id', 'facts', 'message_id', 'replaces_id')}"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"
