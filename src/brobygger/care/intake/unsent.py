"""Notifications of a concern that somebody has begun and not sent: the duty is "at once" (KS 3.3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from brobygger.ground import prepared_queries
from brobygger.ground.addresses import address_or_empty
from brobygger.records.drafts.models import Draft
from brobygger.records.pages import case_address, listed_name

DRAFT = "concern"  # the key of the form's draft


@dataclass(frozen=True)
class UnsentConcern:
    """A draft of a notification, as My day shows it to the one who writes it."""

    episode_id: int
    who: str
    saved_at: datetime
    case_href: str
    href: str


def unsent(actor: Any) -> list[UnsentConcern]:
    """The notifications that one has begun and not sent, the oldest first (one query). Nobody else's are shown."""
    return [
        UnsentConcern(
            key,
            listed_name(name, number, protected),
            at,
            case_address(number),
            address_or_empty("intake:concern", number),
        )
        for key, number, name, protected, at in prepared_queries.rows(_unsent, actor.pk)
    ]


def _unsent(account: int) -> QuerySet[Any, Any]:
    rows = Draft.objects.filter(account_id=account, form_key=DRAFT, episode__isnull=False)
    return rows.order_by("saved_at", "id").values_list(
        "episode_id", "episode__number", "episode__person_name", "episode__name_protected", "saved_at"
    )
