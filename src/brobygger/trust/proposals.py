"""No one alone: what gives rights or a way in is asked for by one, and done when another has confirmed it.

Taking rights away and closing an account need nobody else. Commands act alone: whoever runs them has the database and
the keys; they are told of all the same. Source: docs/decisions/0012-signing-in.md
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from brobygger.trust import audit, notices, roles, sessions
from brobygger.trust.models import Account, Proposal
from brobygger.trust.rights import ADMINISTER_ACCOUNTS, CONFIRM

CONFIRMERS = (roles.ADMINISTRATOR, roles.MANAGER)


class NotAllowed(ValueError):
    """What would lock everybody out, give oneself rights, or be done by one person alone."""


def confirmers(account: Account, asked_by: Account) -> QuerySet[Account]:
    """Who may confirm: another administrator or a manager, never the one who asks nor the one whom it is about."""
    found = Account.objects.filter(is_active=True, roles__overlap=list(CONFIRMERS))
    return found.exclude(pk__in=[account.pk, asked_by.pk])


def waiting() -> QuerySet[Proposal]:
    """What waits for a second person, the oldest first (one query)."""
    return Proposal.objects.filter(state=Proposal.State.WAITING).select_related("account", "asked_by")


@transaction.atomic
def ask(
    actor: Account, account: Account, kind: str, *, held: Iterable[str] = (), units: Iterable[str] = ()
) -> Proposal:
    """Ask for something at an account; a newer question of the same kind takes the place of an older one.

    Raises NotAllowed for one's own account, and when there is nobody who could confirm it.
    """
    if actor.pk == account.pk:
        raise NotAllowed("own-rights")
    possible = list(confirmers(account, actor))
    if not possible:
        raise NotAllowed("nobody-else")
    older = Proposal.objects.filter(account=account, kind=kind, state=Proposal.State.WAITING)
    older.update(state=Proposal.State.WITHDRAWN, answered_by=actor, answered_at=timezone.now())
    asked = Proposal.objects.create(account=account, kind=kind, roles=sorted(held), units=sorted(units), asked_by=actor)
    audit.changed(actor, ADMINISTER_ACCOUNTS, account, done="asked", what=kind, roles=asked.roles, units=asked.units)
    notices.tell("asked", account, actor, [*possible, account])
    return asked


def _held(pk: int) -> Proposal:
    """The proposal, held for this transaction. Raises NotAllowed when somebody has answered."""
    found = Proposal.objects.select_for_update(of=("self",)).select_related("account", "asked_by").get(pk=pk)
    if found.state != Proposal.State.WAITING:
        raise NotAllowed("answered")
    return found


def _answer(actor: Account, asked: Proposal, state: str) -> None:
    asked.state, asked.answered_by, asked.answered_at = state, actor, timezone.now()
    asked.save(update_fields=["state", "answered_by", "answered_at"])
    audit.changed(actor, CONFIRM, asked.account, done=str(state), what=asked.kind, asked_by=asked.asked_by_id)


@transaction.atomic
def confirm(actor: Account, pk: int) -> Proposal:
    """Do what another has asked for. Owner, managers and data protection officers are told.

    Raises NotAllowed for what one has asked for oneself, for one's own account, and when it is answered already.
    """
    asked = _held(pk)
    if actor.pk in (asked.asked_by_id, asked.account_id) or not asked.asked_by.is_active:
        raise NotAllowed("own-confirmation")
    _answer(actor, asked, Proposal.State.CONFIRMED)
    account = Account.objects.select_for_update().get(pk=asked.account_id)
    if asked.kind in (Proposal.Kind.NEW, Proposal.Kind.ROLES):
        _give(account, asked.roles, asked.units)
    elif asked.kind == Proposal.Kind.FACTOR:
        _remove_factors(account)
    elif asked.kind == Proposal.Kind.OPEN:
        account.is_active = True
        account.save(update_fields=["is_active"])
    notices.tell(asked.kind, account, actor, [account, asked.asked_by, *notices.watchers()])
    asked.account = account
    return asked


def _give(account: Account, held: Sequence[str], units: Sequence[str]) -> None:
    account.roles, account.units = list(held), list(units)
    account.save(update_fields=["roles", "units"])
    sessions.end_all(account)


def _remove_factors(account: Account) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.filter(user_id=account.pk).delete()
    sessions.end_all(account)


@transaction.atomic
def decline(actor: Account, pk: int) -> Proposal:
    """Leave it undone: another says no, or the one who asked takes it back. Raises NotAllowed when it is answered."""
    asked = _held(pk)
    own = actor.pk == asked.asked_by_id
    _answer(actor, asked, Proposal.State.WITHDRAWN if own else Proposal.State.DECLINED)
    if not own:
        notices.tell("declined", asked.account, actor, [asked.asked_by, asked.account, *notices.watchers()])
    return asked
