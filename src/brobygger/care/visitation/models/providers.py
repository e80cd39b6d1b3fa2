"""The choice of another provider, and what becomes of it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.care.visitation.models.decisions import Decision
from brobygger.ground.fields import EncryptedTextField, Sealed
from brobygger.ground.locks import Lock
from brobygger.records.episodes.models import Episode
from brobygger.records.letters.models import Letter


class ProviderChoice(Sealed):
    """The citizen's own choice of another provider of similar character (KS 3.6; serviceloven § 101, stk. 5–6).

    A right needs no reason: one is kept when the citizen gives it.
    """

    class Doctor(models.TextChoices):
        """Whether the provider has a doctor; where it has none, our own 14 days for the doctor go on (KS 3.5)."""

        YES = "yes", _("Yes")
        NO = "no", _("No, our doctor sees the citizen")
        UNKNOWN = "unknown", _("Not known")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="provider_choices")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="choices")
    provider = EncryptedTextField()
    approved = models.BooleanField()
    similar = models.BooleanField()
    direct = models.BooleanField(default=False)
    doctor = models.CharField(max_length=7, choices=Doctor.choices, default=Doctor.UNKNOWN)
    reason = EncryptedTextField(blank=True, default="")
    chosen_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("choice of provider")
        indexes = [models.Index(name="provider_choice_episode", fields=["episode", "-id"])]
        triggers = [Lock(name="choices_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"choice {self.pk}"

    def has(self, *kinds: str) -> bool:
        """Whether one of these has happened to it (no query where its steps were fetched along)."""
        return self.pk is not None and any(step.kind in kinds for step in self.steps.all())

    @property
    def is_referred(self) -> bool:
        """Whether a referral is on its way or there: one that could not be sent is to be written anew."""
        if self.pk is None:
            return False
        sent = (step.letter for step in self.steps.all() if step.kind == "referred")
        return any(letter is not None and letter.state != Letter.State.FAILED for letter in sent)


class ChoiceStep(Sealed):
    """What happened to a choice: referred, and the provider's answer, or the citizen's other mind."""

    class Kind(models.TextChoices):
        """What happened."""

        REFERRED = "referred", _("Referred")
        ACCEPTED = "accepted", _("The provider has said yes")
        DECLINED = "declined", _("The provider has said no")
        GIVEN_UP = "given-up", _("The citizen has changed their mind")

    choice = models.ForeignKey(ProviderChoice, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    letter = models.ForeignKey(Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    words = EncryptedTextField(blank=True, default="")
    happened_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("step of a choice")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="a_choice_ends_once",
                fields=["choice"],
                condition=models.Q(kind__in=["declined", "given-up"]),
            ),
        ]
        triggers = [Lock(name="steps_of_a_choice_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.kind} of choice {self.choice_id}"
