"""Referrals within the centre: to the psychologist, to the doctor for psychiatry, to the health clinic."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.care.assessment import rules
from brobygger.ground.fields import EncryptedTextField, Sealed
from brobygger.records.episodes.models import Episode
from brobygger.records.medicine import clinic_named
from brobygger.trust.access import Keys


class Referral(Sealed):
    """One referral and what came of it. One to the health clinic carries the medical need (KS 3.5, 4.2, 6.2.7)."""

    access_keys = Keys(compartment=None, unit=None, responsible=None, episode="episode_id", person=None)

    class To(models.TextChoices):
        """Who is asked."""

        PSYCHOLOGIST = rules.PSYCHOLOGIST, _("The psychologist")
        PSYCHIATRY = rules.PSYCHIATRY, _("The doctor, for referral to psychiatry")
        CLINIC = rules.CLINIC, _("The health clinic")

    class Need(models.TextChoices):
        """What the health clinic is asked for."""

        MEDICAL = rules.MEDICAL, _("Medical assessment or medicine")
        DETOX = rules.DETOX, _("Detoxification")

    class Outcome(models.TextChoices):
        """What came of it."""

        WAITING = "waiting", _("Waits for an appointment")
        BOOKED = "booked", _("Has an appointment")
        HELD = "held", _("Begun")
        RULED_OUT = "ruled-out", _("No need")
        ANSWERED = "answered", _("Answered")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="referrals")
    to = models.CharField(max_length=20, choices=To.choices)
    need = models.CharField(max_length=10, choices=Need.choices, blank=True, default="")
    reason = EncryptedTextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    appointment_at = models.DateTimeField(null=True, blank=True)
    missed = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    answer = EncryptedTextField(blank=True, default="")
    plan_written_on = models.DateField(null=True, blank=True)
    plan_written_by = EncryptedTextField(blank=True, default="")

    class Meta:
        verbose_name = _("referral")
        indexes = [models.Index(name="referral_episode", fields=["episode", "-made_at", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="the_clinic_is_told_what_is_needed",
                condition=~models.Q(to=rules.CLINIC) | ~models.Q(need=""),
            )
        ]

    def __str__(self) -> str:
        return f"referral to {self.to}"

    def get_to_display(self) -> str:  # type: ignore[no-redef]
        """Who is asked, in words; the clinic by the name of the house that it is."""
        return clinic_named() if self.to == rules.CLINIC else str(self.To(self.to).label)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.outcome in (self.Outcome.WAITING, self.Outcome.BOOKED)

    @property
    def is_medical(self) -> bool:
        """Whether it carries a medical need with its clock."""
        return self.to == rules.CLINIC
