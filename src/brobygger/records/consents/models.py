"""What the citizen has answered about talking with others. Every answer stays: the last one holds."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.ground.append_only import append_only
from brobygger.ground.fields import EncryptedTextField, Sealed
from brobygger.records.consents import rules
from brobygger.records.episodes.models import Episode


class Consent(Sealed):
    """One answer to "may we talk with them?". Never changed: a withdrawal is a new answer (KS 5.4)."""

    class State(models.TextChoices):
        """What the citizen said."""

        GIVEN = rules.GIVEN, _("Yes")
        LIMITED = rules.LIMITED, _("Yes, but only about some things")
        WITHDRAWN = rules.WITHDRAWN, _("No, withdrawn")
        REFUSED = rules.REFUSED, _("No")

    class How(models.TextChoices):
        """How it was said."""

        ORAL = rules.ORAL, _("Orally")
        WRITTEN = rules.WRITTEN, _("In writing, signed")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="consents")
    partner = models.CharField(max_length=40)
    purpose = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices)
    topics = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    remark = EncryptedTextField(blank=True, default="")
    how = models.CharField(max_length=10, choices=How.choices)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    plain_columns: ClassVar = {
        "partner": "an id of the standard",
        "purpose": "one of our own words",
        "topics": "our own words",
    }

    class Meta:
        verbose_name = _("consent")
        indexes = [models.Index(name="consent_latest", fields=["episode", "partner", "purpose", "-occurred_at", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="a_limited_consent_says_to_what",
                condition=~models.Q(state=rules.LIMITED) | models.Q(topics__len__gt=0),
            )
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.partner} {self.purpose}: {self.state}"

    @property
    def question(self) -> rules.Question:
        """What was asked."""
        return rules.Question(self.partner, self.purpose)
