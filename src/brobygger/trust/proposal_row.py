"""What one person asks for and another answers: the columns of such a row, its constraints and its locks.

Accounts (trust/second_person.py) and the house's settings (records/house) are two such; each says besides what is asked
for. A row stays as it was asked for and as it was answered.
"""

import datetime as dt
from typing import Any, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from pgtrigger import Condition, Delete, Trigger, Update

from brobygger.ground import clock
from brobygger.ground.locks import Lock, changes

LASTS: Final = dt.timedelta(days=14)


class ProposalRow(models.Model):
    """Asked for by one, and confirmed or declined by another, or taken back; none waits longer than `LASTS`."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for a second person")
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def has_lapsed(self) -> bool:
        """Whether it has waited longer than anything may."""
        return self.asked_at < clock.now() - LASTS

    @classmethod
    def all_waiting(cls) -> QuerySet[Self]:
        """What waits for a second person and has not lapsed."""
        found = cls._default_manager.filter(state=cls.State.WAITING, asked_at__gt=clock.now() - LASTS)
        return found.select_related("asked_by")

    @classmethod
    def held(cls, pk: int, *also: str) -> Self:
        """The row, held until the transaction ends, with who asked (and what else is joined) read along."""
        found = cls._default_manager.select_for_update(of=("self",)).select_related("asked_by", *also)
        return found.get(pk=pk)

    def be_answered(self, by: Any, state: str) -> None:
        """Keep the answer; without a person (None) it is the system's. Who may answer is for the service to know."""
        self.state, self.answered_by, self.answered_at = state, by, clock.now()
        self.save(update_fields=["state", "answered_by", "answered_at"])


def one_waits(name: str, *fields: str) -> models.UniqueConstraint:
    """Of each thing one proposal waits at a time."""
    return models.UniqueConstraint(fields=fields, condition=Q(state="waiting"), name=name)


def nobody_alone(name: str, *nor: str) -> models.CheckConstraint:
    """What is confirmed was confirmed by somebody, and neither by who asked for it nor by whom these columns name."""
    another = Q(answered_by__isnull=False)
    for column in ("asked_by", *nor):
        another &= ~Q(answered_by=F(column))
    return models.CheckConstraint(condition=~Q(state="confirmed") | another, name=name)


def stays_as_it_was(*, deleted: str, answered: str, asked: tuple[str, ...]) -> list[Trigger]:
    """Locks by these names: no row is deleted, none is answered twice, and what was asked for (`asked`) stays."""
    return [
        Lock(name=deleted, operation=Delete),
        Lock(
            name=answered,
            operation=Update,
            condition=Condition(f"OLD.state <> 'waiting' OR {changes(*asked, 'asked_by_id', 'asked_at')}"),
        ),
    ]
