"""What a citizen holds, as rows: derived from the timeline, written with it and computed again at any time."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.ground.fields import EncryptedTextField, Sealed
from brobygger.records.episodes.models import Episode
from brobygger.records.grants import rules


class OfACase(Sealed):
    """A row with its case and its keys of access, copied from the case."""

    compartment = models.CharField(max_length=12, default="social")
    unit = models.CharField(max_length=40)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        abstract = True


class Grant(OfACase):
    """One kind of treatment that one decision grants (rules.Grant says what each column is)."""

    class State(models.TextChoices):
        """Whether it holds."""

        HELD = rules.HELD, _("Holds")
        REPLACED = rules.REPLACED, _("Replaced by another decision")
        ENDED = rules.ENDED, _("Ended")

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="grants", db_index=False)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40)
    beside = models.CharField(max_length=40, blank=True, default="")
    decision_id = models.BigIntegerField(null=True, blank=True)
    decided_on = models.DateField()
    weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    begun_on = models.DateField(null=True, blank=True)
    place = EncryptedTextField(blank=True, default="")
    provider = EncryptedTextField(blank=True, default="")
    choice_limited = models.BooleanField(default=False)
    until = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices)

    plain_columns: ClassVar = {
        "kind": "an id of the standard",
        "beside": "an id of the standard",
    }

    class Meta:
        verbose_name = _("grant")
        constraints = [models.UniqueConstraint(name="grants_of_a_case_in_order", fields=["episode", "number"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.decided_on}"


class ChosenProvider(OfACase):
    """The place that a citizen has chosen instead of ours, while the choice holds (rules.Choice)."""

    episode = models.OneToOneField(Episode, on_delete=models.PROTECT, related_name="chosen_provider")
    provider = EncryptedTextField()
    chosen_on = models.DateField()
    choice_id = models.BigIntegerField(null=True, blank=True)
    approved = models.BooleanField(default=False)
    direct = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("chosen provider")

    def __str__(self) -> str:
        return f"choice of {self.chosen_on}"
