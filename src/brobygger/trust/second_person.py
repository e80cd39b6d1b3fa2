"""What waits for a second person, and what people are told of accounts. Both stay as they were: see proposals.py."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from pgtrigger import Condition, Delete, Update

from brobygger.ground.locks import Lock, changes
from brobygger.trust.proposal_row import ProposalRow, nobody_alone, one_waits, stays_as_it_was

_TOLD = ("account_id", "kind", "about_id", "by_id", "at")


class Proposal(ProposalRow):
    """What one person alone may not do to an account: asked for by one, confirmed or declined by another."""

    class Kind(models.TextChoices):
        NEW = "new"
        ROLES = "roles"
        PASSWORD = "password"  # noqa: S105  the word for what is asked for
        FACTOR = "factor"
        OPEN = "open"

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    roles = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    units = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    # What the account held when it was asked: who confirms sees what is new, and nothing else may have come between.
    roles_before = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    units_before = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    plain_columns: ClassVar = {
        "roles_before": "names of roles",
        "units_before": "keys of access: units' ids in the standard",
    }

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            one_waits("one_proposal_waits_for_each", "account", "kind"),
            nobody_alone("nobody_confirms_alone", "account"),
        ]
        # Who asked for what stays, and who answered: by it rights were given.
        triggers = stays_as_it_was(
            deleted="proposals_are_never_deleted",
            answered="a_proposal_is_answered_once",
            asked=("account_id", "kind", "roles", "units", "roles_before", "units_before"),
        )

    def __str__(self) -> str:
        return f"{self.kind} for account {self.account_id}"


class Notice(models.Model):
    """Somebody is told of what was asked for or done with an account; a page shows it until they have seen it."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20)
    about = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)

    plain_columns: ClassVar = {
        "kind": "one of our own words",
    }

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["account"], name="notice_unseen", condition=Q(seen_at__isnull=True))]
        triggers = [
            Lock(name="notices_are_never_deleted", operation=Delete),
            Lock(
                name="a_notice_is_only_seen",
                operation=Update,
                condition=Condition(f"OLD.seen_at IS NOT NULL OR {changes(*_TOLD)}"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} told to account {self.account_id}"
