"""What is typed in a form and not yet sent."""

import json
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.ground.fields import EncryptedTextField, Sealed
from brobygger.records.episodes.models import Episode
from brobygger.trust.access import Keys


class Draft(Sealed):
    """What has been written in one form of one case (or of none), and not yet sent.

    An account's own is read by nobody else. One without an account is the case's: whoever has the case goes on with
    it, and `version` and `editor` tell the opened forms apart that write in it.
    """

    access_keys = Keys(compartment=None, unit=None, responsible="account_id", episode="episode_id", person=None)

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="drafts"
    )
    episode = models.ForeignKey(Episode, null=True, blank=True, on_delete=models.CASCADE, related_name="drafts")
    form_key = models.CharField(max_length=60)
    content = EncryptedTextField()
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    editor = models.CharField(max_length=40, blank=True, default="")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    plain_columns: ClassVar = {
        "form_key": "a form's name and number",
        "editor": "a random mark of an opened form",
    }

    class Meta:
        db_table = "notes_draft"  # where it has always stood: what is encrypted is bound to the table's name
        verbose_name = _("draft")
        constraints = [
            models.UniqueConstraint(
                name="one_draft_for_each_form", fields=["account", "episode", "form_key"], nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"draft of {self.form_key}"

    @property
    def data(self) -> dict[str, list[str]]:
        """What was written, by field name; every value is a list, as a form sends it."""
        found: dict[str, list[str]] = json.loads(self.content or "{}")
        return found


def packed(data: dict[str, list[str]]) -> str:
    """A form's fields as they are kept in a draft."""
    return json.dumps(data, ensure_ascii=False)
