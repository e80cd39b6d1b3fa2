"""No one alone: what gives rights or a way in is asked for by one, and done when another has confirmed it.

Taking rights away and closing an account need nobody else. Commands act alone: whoever runs them has the database and
the keys; they are told of all the same. What is decided at an account meanwhile comes first: a question that rests on
what was before is withdrawn with it, and none waits for ever. Source: docs/decisions/0012-signing-in.md
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, QuerySet

from brobygger.ground.refusals import Refusal
from brobygger.trust import audit, glass, notices, roles, sessions
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account, Proposal
from brobygger.trust.rights import ADMINISTER_ACCOUNTS, CONFIRM

CONFIRMERS: Final = (roles.ADMINISTRATOR, roles.MANAGER)
# Both say which roles and units the account is to have: one account has one such question at a time.
GIVES: Final = (Proposal.Kind.NEW, Proposal.Kind.ROLES)
# What there must always be one of: who keeps the accounts, and who is told of what is done with them.
NEEDED: Final = {"last-administrator": (roles.ADMINISTRATOR,), "last-watcher": notices.WATCHERS}


class NotAllowed(Refusal):
    """What would lock everybody out, give oneself rights, or be done by one person alone."""


def hold(account: Account) -> None:
    """Hold the account and all who keep accounts or are told, until the transaction ends, and read its rights anew.

    Whoever changes rights begins here: of two who take the role from each other at once, the second sees what the
    first has done. They are held in one order, so that nobody waits in a circle.
    """
    needed = Q(is_active=True, roles__overlap=[role for held in NEEDED.values() for role in held])
    found = Account.objects.select_for_update(no_key=True).filter(Q(pk=account.pk) | needed).order_by("pk")
    now = next(one for one in found if one.pk == account.pk)
    account.roles, account.units, account.is_active = now.roles, now.units, now.is_active


def require_others(account: Account, left: Iterable[str]) -> None:
    """Let an account go on with the roles that are left to it. Raises NotAllowed when a needed one would be nobody's.

    To be asked when the account is held.
    """
    others = Account.objects.filter(is_active=True).exclude(pk=account.pk)
    for code, needed in NEEDED.items():
        gone = set(needed) & set(account.roles) and not set(needed) & set(left)
        if account.is_active and gone and not others.filter(roles__overlap=list(needed)).exists():
            raise NotAllowed(code)


def confirmers(account: Account, asked_by: Account) -> QuerySet[Account]:
    """Who may confirm: another administrator or a manager, never the one who asks nor the one whom it is about."""
    found = Account.objects.filter(is_active=True, roles__overlap=list(CONFIRMERS))
    return found.exclude(pk__in=[account.pk, asked_by.pk])


def waiting() -> QuerySet[Proposal]:
    """What waits for a second person, the oldest first (one query)."""
    return Proposal.all_waiting().select_related("account", "asked_by")


@transaction.atomic
def ask(
    actor: Account, account: Account, kind: str, *, held: Iterable[str] = (), units: Iterable[str] = ()
) -> Proposal:
    """Ask for something at an account; a newer question of the same kind takes the place of an older one.

    Raises NotAllowed for one's own account, when there is nobody who could confirm it, and for a closed account
    unless it is to be opened.
    """
    if actor.pk == account.pk:
        raise NotAllowed("own-rights")
    hold(account)
    if not account.is_active and kind != Proposal.Kind.OPEN:
        raise NotAllowed("account-closed")
    possible = list(confirmers(account, actor))
    if not possible:
        raise NotAllowed("nobody-else")
    replaced = withdraw(actor, account, GIVES if kind in GIVES else [kind])
    if Proposal.Kind.NEW in replaced:
        kind = Proposal.Kind.NEW  # Other roles for a new account: its way in still comes with them.
    asked = Proposal.objects.create(
        account=account, kind=kind, roles=sorted(held), units=sorted(units), asked_by=actor,
        roles_before=sorted(account.roles), units_before=sorted(account.units),
    )  # fmt: skip
    audit.changed(actor, ADMINISTER_ACCOUNTS, account, done="asked", what=kind, **_rights(asked))
    notices.tell("asked", account, actor, [*possible, account])
    return asked


def _rights(asked: Proposal) -> dict[str, Any]:
    """What a question says of rights, before and after, as the audit trail has it."""
    if asked.kind not in GIVES:
        return {}
    return {
        "roles": asked.roles,
        "units": asked.units,
        "roles_before": asked.roles_before,
        "units_before": asked.units_before,
    }


@transaction.atomic
def withdraw(actor: Any, account: Account, kinds: Iterable[str] | None = None) -> list[str]:
    """Let fall what waits at an account, of these kinds or all: something else was decided. Gives the kinds."""
    waits = Proposal.objects.filter(account=account, state=Proposal.State.WAITING)
    found = list(waits if kinds is None else waits.filter(kind__in=list(kinds)))
    for asked in found:
        asked.be_answered(None if actor is SYSTEM else actor, Proposal.State.WITHDRAWN)
        audit.changed(
            actor, ADMINISTER_ACCOUNTS, account, done="withdrawn", what=asked.kind, asked_by=asked.asked_by_id
        )
        notices.tell("withdrawn", account, actor, [asked.asked_by])
    return [asked.kind for asked in found]


def obstacle(asked: Proposal) -> str:
    """Why this can no longer be confirmed by anybody, or nothing: it is to be asked for anew.

    Since whoever asked still keeps accounts, no confirmation takes the last one who does.
    """
    account, asker = asked.account, asked.asked_by
    if asked.has_lapsed:
        return "lapsed"
    if not asker.is_active or roles.ADMINISTRATOR not in asker.roles:
        return "asker-left"
    if not account.is_active and asked.kind != Proposal.Kind.OPEN:
        return "account-closed"
    held = (sorted(account.roles), sorted(account.units))
    if asked.kind in GIVES and held != (asked.roles_before, asked.units_before):
        return "changed-meanwhile"
    return ""


def _held(pk: int) -> Proposal:
    """The question and its account, held for this transaction. Raises NotAllowed when somebody has answered."""
    hold(Account.objects.get(proposals__pk=pk))
    found = Proposal.held(pk, "account")
    if found.state != Proposal.State.WAITING:
        raise NotAllowed("answered")
    return found


def _answer(actor: Account, asked: Proposal, state: str) -> None:
    asked.be_answered(actor, state)
    audit.changed(
        actor, CONFIRM, asked.account, done=str(state), what=asked.kind, asked_by=asked.asked_by_id, **_rights(asked)
    )


@transaction.atomic
def confirm(actor: Account, pk: int) -> Proposal:
    """Do what another has asked for. Owner, managers and data protection officers are told.

    Raises NotAllowed for what one has asked for oneself, for one's own account, when it is answered already, and when
    what it rests on is no longer so (`obstacle`).
    """
    asked = _held(pk)
    if actor.pk in (asked.asked_by_id, asked.account_id):
        raise NotAllowed("own-confirmation")
    if why := obstacle(asked):
        raise NotAllowed(why)
    _answer(actor, asked, Proposal.State.CONFIRMED)
    account = asked.account
    if asked.kind in GIVES:
        _give(account, asked.roles, asked.units)
    elif asked.kind == Proposal.Kind.FACTOR:
        _remove_factors(account)
    elif asked.kind == Proposal.Kind.OPEN:
        account.is_active = True
        account.save(update_fields=["is_active"])
    notices.tell(asked.kind, account, actor, [account, asked.asked_by, *notices.watchers()])
    return asked


def _give(account: Account, held: Sequence[str], units: Sequence[str]) -> None:
    account.roles, account.units = list(held), list(units)
    account.save(update_fields=["roles", "units"])
    end_what_is_open(account)


def end_what_is_open(account: Account) -> int:
    """End the sessions and the openings through the glass that rest on rights of before; gives the sessions."""
    glass.end_all(account)
    return sessions.end_all(account)


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
