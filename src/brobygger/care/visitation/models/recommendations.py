"""The recommendation (indstilling), written with the citizen (KS 4.2)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.care.visitation import rules
from brobygger.care.visitation.models.kinds import kinds_of_treatment
from brobygger.ground.fields import EncryptedTextField, Sealed
from brobygger.ground.locks import Lock, changes
from brobygger.ground.versions import Versioned
from brobygger.records.episodes.models import Episode

_SUBMITTED = (
    "episode_id", "kind_of_treatment", "weeks", "start_on", "place", "text", "own_words", "wished_kind", "wish",
    "tried", "exhausted", "own_payment", "budget_on", "written_on", "read_by_citizen", "takes_part", "written_by_id",
    "submitted_at", "row_key",
)  # fmt: skip


class Recommendation(Sealed, Versioned):
    """What counsellor and citizen together ask the authority for. A draft until it is submitted; then it stands."""

    class State(models.TextChoices):
        """How far it has come."""

        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        DECIDED = "decided", _("Decided")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class TakesPart(models.TextChoices):
        """Whether the citizen comes to the meeting."""

        YES = "yes", _("Comes to the meeting")
        NO = "no", _("Does not want to come")
        UNKNOWN = "", _("Not settled yet")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="recommendations")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    kind_of_treatment = models.CharField(max_length=40, choices=kinds_of_treatment, blank=True, default="")
    weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    start_on = models.DateField(null=True, blank=True)
    place = EncryptedTextField(blank=True, default="")
    text = EncryptedTextField(blank=True, default="")
    own_words = EncryptedTextField(blank=True, default="")
    wished_kind = models.CharField(max_length=40, choices=kinds_of_treatment, blank=True, default="")
    wish = EncryptedTextField(blank=True, default="")
    tried = EncryptedTextField(blank=True, default="")
    exhausted = EncryptedTextField(blank=True, default="")
    own_payment = models.PositiveIntegerField(null=True, blank=True)
    budget_on = models.DateField(null=True, blank=True)
    written_on = models.DateField(null=True, blank=True)
    read_by_citizen = models.BooleanField(default=False)
    takes_part = models.CharField(max_length=3, choices=TakesPart.choices, blank=True, default="")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = EncryptedTextField(blank=True, default="")
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("recommendation")
        indexes = [models.Index(name="recommendation_episode", fields=["episode", "-id"])]
        constraints = [
            models.UniqueConstraint(
                name="one_open_recommendation_in_an_episode",
                fields=["episode"],
                condition=models.Q(state__in=["draft", "submitted"]),
            )
        ]
        triggers = [
            Lock(name="recommendations_are_never_deleted", operation=pgtrigger.Delete),
            Lock(
                name="a_submitted_recommendation_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.state <> 'draft' AND (NEW.state = 'draft' OR {changes(*_SUBMITTED)}) "
                    f"OR OLD.state IN ('decided', 'withdrawn') AND {changes('state', 'withdrawn_reason')}"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"recommendation {self.pk}"

    @property
    def needs_meeting(self) -> bool:
        """Whether a treatment meeting must take it."""
        return rules.needs_meeting([self.kind_of_treatment])

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is a stay with an approved provider."""
        return rules.is_elsewhere(self.kind_of_treatment)
