"""Answered instruments: the answers, the score and the whole calculation, written once."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.ground.append_only import append_only
from brobygger.ground.fields import EncryptedJSONField, EncryptedTextField, Sealed
from brobygger.records.episodes.models import Episode
from brobygger.trust.access import Keys


class InstrumentVersion(models.Model):
    """The text of a definition file that has been used or uploaded: an old answer is read with its own questions."""

    access_keys = Keys(compartment=None, unit=None, responsible=None, episode=None, person=None)

    class Origin(models.TextChoices):
        """Where the file came from."""

        PACKAGED = "packaged", _("Comes with Brobygger")
        DROPPED = "dropped", _("From the centre's folder")
        UPLOADED = "uploaded", _("Uploaded by the centre")

    instrument = models.CharField(max_length=40)
    version = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    text = models.TextField()
    origin = models.CharField(max_length=10, choices=Origin.choices)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    plain_columns: ClassVar = {
        "instrument": "a definition's id",
        "version": "a definition's version",
        "digest": "of the definition's text",
        "text": "the definition: questions, no answers",
    }

    class Meta:
        verbose_name = _("instrument")
        indexes = [models.Index(name="instrument_latest", fields=["instrument", "-added_at", "-id"])]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.instrument} {self.version}"


class AnswerSet(Sealed):
    """One answering of one instrument. A correction is a new set that points at the old one and says why."""

    access_keys = Keys(compartment=None, unit=None, responsible=None, episode="episode_id", person=None)

    class Mode(models.TextChoices):
        """How it was asked."""

        INTERVIEW = "interview", _("Asked in a talk")
        PAPER = "on-paper", _("Filled in by the citizen on paper")
        SCREEN = "on-screen", _("Filled in by the citizen on a screen")
        PHONE = "by-phone", _("Asked by phone")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="answer_sets")
    definition = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="answer_sets")
    instrument = models.CharField(max_length=40)
    language = models.CharField(max_length=5)
    mode = models.CharField(max_length=12, choices=Mode.choices)
    answers = EncryptedJSONField()
    score = models.IntegerField(null=True)
    band = models.CharField(max_length=40, blank=True, default="")
    calculation = EncryptedJSONField()
    sex = models.CharField(max_length=1, blank=True, default="")
    remark = EncryptedTextField(blank=True, default="")
    answered_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    reason = EncryptedTextField(blank=True, default="")
    event_id = models.BigIntegerField()

    plain_columns: ClassVar = {
        "instrument": "a definition's id",
        "language": "a code of language",
        "band": "a code of the definition's",
        "sex": "stays plain: one letter",
    }

    class Meta:
        verbose_name = _("answers")
        indexes = [models.Index(name="answers_episode", fields=["episode", "instrument", "answered_at", "id"])]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.instrument} of episode {self.episode_id}"
