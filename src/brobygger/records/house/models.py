"""What the house sets by itself, and from which day. A row stays as it was asked for and as it was answered."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from pgtrigger import Condition, Delete, Update

from brobygger.ground import clock
from brobygger.ground.locks import Lock, changes
from brobygger.standard.settings import SETTABLE
from brobygger.standard.settings import Setting as SettingOfTheFile

_ASKED = ("list", "key", "valid_from", "data", "before", "asked_by_id", "asked_at")


class Setting(models.Model):
    """One thing as the house wants it from a day on: asked for by one, confirmed or declined by another.

    `data` holds the keys of the thing as the standard file writes them, None where it is taken out; `before` what held
    on that day when it was asked for: who confirms sees what changes, and nothing else may have come between.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for a second person")
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    list = models.CharField(max_length=20, choices=[(name, name) for name in SETTABLE])
    key = models.CharField(max_length=80)
    valid_from = models.DateField()
    data = models.JSONField(null=True)
    before = models.JSONField(null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    plain_columns: ClassVar = {
        "key": "an id of the standard, or a day",
        "data": "what the house says of itself in public: names, addresses and hours of places, no person's",
        "before": "the same, as it was",
    }

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["list", "key"], condition=Q(state="waiting"), name="one_setting_waits_for_each"
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | (Q(answered_by__isnull=False) & ~Q(answered_by=F("asked_by"))),
                name="nobody_sets_alone",
            ),
        ]
        triggers = [
            Lock(name="settings_are_never_deleted", operation=Delete),
            Lock(
                name="a_setting_is_answered_once",
                operation=Update,
                condition=Condition(f"OLD.state <> 'waiting' OR {changes(*_ASKED)}"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list} {self.key} from {self.valid_from}"

    def as_setting(self) -> SettingOfTheFile:
        """It as the standard lays it over its file: never from a day before it was confirmed."""
        first = self.valid_from
        if self.answered_at is not None:
            first = max(first, clock.local_date(self.answered_at))
        return SettingOfTheFile(self.list, self.key, first, self.data, self.pk or 0)
