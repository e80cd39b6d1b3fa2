"""What the house sets by itself, and from which day. A row stays as it was asked for and as it was answered."""

from typing import ClassVar

from django.db import models

from brobygger.ground import clock
from brobygger.standard.settings import SETTABLE
from brobygger.standard.settings import Setting as SettingOfTheFile
from brobygger.trust.proposal_row import ProposalRow, nobody_alone, one_waits, stays_as_it_was


class Setting(ProposalRow):
    """One thing as the house wants it from a day on: asked for by one, confirmed or declined by another.

    `data` holds the keys of the thing as the standard file writes them, None where it is taken out; `before` what held
    on that day when it was asked for: who confirms sees what changes, and nothing else may have come between.
    """

    list = models.CharField(max_length=20, choices=[(name, name) for name in SETTABLE])
    key = models.CharField(max_length=80)
    valid_from = models.DateField()
    data = models.JSONField(null=True)
    before = models.JSONField(null=True)

    plain_columns: ClassVar = {
        "key": "an id of the standard, or a day",
        "data": "what the house says of itself in public: names, addresses and hours of places, no person's",
        "before": "the same, as it was",
    }

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [one_waits("one_setting_waits_for_each", "list", "key"), nobody_alone("nobody_sets_alone")]
        triggers = stays_as_it_was(
            deleted="settings_are_never_deleted",
            answered="a_setting_is_answered_once",
            asked=("list", "key", "valid_from", "data", "before"),
        )

    def __str__(self) -> str:
        return f"{self.list} {self.key} from {self.valid_from}"

    def as_setting(self) -> SettingOfTheFile:
        """It as the standard lays it over its file: never from a day before it was confirmed."""
        first = self.valid_from
        if self.answered_at is not None:
            first = max(first, clock.local_date(self.answered_at))
        return SettingOfTheFile(self.list, self.key, first, self.data, self.pk or 0)
