"""Papers that were asked for: how far the gathering has come, and the PDF once it is whole."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.ground.fields import EncryptedBytesField, EncryptedTextField, Sealed
from brobygger.records.episodes.models import Episode
from brobygger.records.people import covering


class Papers(Sealed):
    """The papers of one case as one account may read them, gathered on one day for one purpose."""

    class Purpose(models.TextChoices):
        """What they are for."""

        ACCESS = "access", _("The citizen's access to their own file")
        APPEAL = "appeal", _("An appeal that goes to Ankestyrelsen")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        """How far they have come."""

        GATHERING = "gathering", _("Being gathered")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be made")

    class Unknown(models.TextChoices):
        """What becomes of what the citizen has not been told of, in papers that the citizen gets."""

        NOT_ASKED = "", _("Not asked")
        LEFT_OUT = "left-out", _("Leave it out")
        TOLD = "told", _("Let it stand: the citizen learns of it from the papers")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="papers")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    without = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    reason = EncryptedTextField(blank=True, default="")
    # Asked for with the protected name and address in them; and whether the PDF that was made covers them.
    uncovered = models.BooleanField(default=False)
    covered = models.BooleanField(default=False)
    unknown = models.CharField(max_length=8, choices=Unknown.choices, blank=True, default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.GATHERING)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField()
    gathered = EncryptedTextField(blank=True, default="")
    pdf = EncryptedBytesField(default=b"")
    pages = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    # Keys of access, copied from the episode.
    compartment = models.CharField(max_length=12, default="social")
    unit = models.CharField(max_length=40)
    responsible_id = models.BigIntegerField(null=True, blank=True)

    plain_columns: ClassVar = {
        "without": "parts of a case: our own words",
    }

    class Meta:
        verbose_name = _("papers")
        indexes = [models.Index(name="papers_episode", fields=["episode", "-id"])]

    def __str__(self) -> str:
        return f"papers {self.pk}"

    @property
    def is_ready(self) -> bool:
        """Whether the PDF is there."""
        return self.state == self.State.READY

    @property
    def is_sealed(self) -> bool:
        """Whether the PDF tells what is protected now: it was asked for so, or it is older than the protection."""
        return covering.is_protected(self.episode.covered_person) and not self.covered
