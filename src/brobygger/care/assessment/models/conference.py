"""The agenda of the joint conference with psychiatry, every Thursday (KS 4.2)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.ground.fields import EncryptedTextField, Sealed
from brobygger.records.episodes.models import Episode
from brobygger.trust.access import Keys


class ConferenceItem(Sealed):
    """A case on the agenda of one Thursday. Whether it may be talked about is asked of the consent, each time."""

    access_keys = Keys(compartment=None, unit=None, responsible=None, episode="episode_id", person=None)

    class State(models.TextChoices):
        """Where it is."""

        PLANNED = "planned", _("On the agenda")
        HELD = "held", _("Held")
        TAKEN_OFF = "taken-off", _("Taken off")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="conference_items")
    day = models.DateField()
    question = EncryptedTextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    put_on_at = models.DateTimeField()
    put_on_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    took_part = EncryptedTextField(blank=True, default="")
    outcome = EncryptedTextField(blank=True, default="")

    class Meta:
        verbose_name = _("case on the conference")
        indexes = [models.Index(name="conference_day", fields=["day", "id"])]
        constraints = [
            models.UniqueConstraint(
                name="once_on_each_agenda", fields=["episode", "day"], condition=~models.Q(state="taken-off")
            )
        ]

    def __str__(self) -> str:
        return f"conference {self.day}"
