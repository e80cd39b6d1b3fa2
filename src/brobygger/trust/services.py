"""What is done with accounts: each one transaction with its audit row; changed rights end every session."""

from collections.abc import Iterable
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse

from brobygger.trust import audit, notices, proposals
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account, Proposal
from brobygger.trust.proposals import NotAllowed as NotAllowed
from brobygger.trust.rights import ADMINISTER_ACCOUNTS


@transaction.atomic
def create_account(
    actor: Any,
    *,
    email: str,
    name: str,
    title: str = "",
    phone: str = "",
    held: Iterable[str] = (),
    units: Iterable[str] = (),
    is_demo: bool = False,
) -> Account:
    """Make an account without a password: its owner chooses one through `password_link`.

    Roles and the way in come when a second person has confirmed them; only a command gives them alone, and managers
    and data protection officers are told. Raises NotAllowed when there is nobody who could confirm.
    """
    alone = actor is SYSTEM
    account = Account.objects.create_user(
        email, None, name=name, title=title, phone=phone, is_demo=is_demo,
        roles=sorted(held) if alone else [], units=sorted(units) if alone else [],
    )  # fmt: skip
    audit.changed(actor, ADMINISTER_ACCOUNTS, account, done="created", roles=account.roles, units=account.units)
    if alone:
        notices.tell("new", account, None, notices.watchers())
    else:
        proposals.ask(actor, account, Proposal.Kind.NEW, held=held, units=units)
    return account


@transaction.atomic
def change_account(
    actor: Any,
    account: Account,
    *,
    name: str,
    title: str,
    held: Iterable[str],
    units: Iterable[str],
    phone: str | None = None,
) -> Account:
    """Change an account. New roles or units end its sessions, so that they hold from the next sign-in.

    What is taken away goes at once; a change that gives something waits until a second person has confirmed it
    (proposals.py), and until then the rights are as they were. What waited and rested on other rights falls away.

    `phone` is the direct number that letters carry; None leaves it as it is.
    Raises NotAllowed when somebody would give rights to themselves, or nobody would keep accounts or be told.
    """
    proposals.hold(account)
    new_roles, new_units = sorted(held), sorted(units)
    rights_changed = (new_roles, new_units) != (sorted(account.roles), sorted(account.units))
    if rights_changed and actor is not SYSTEM and actor.pk == account.pk:
        raise NotAllowed("own-rights")
    proposals.require_others(account, new_roles)
    given = actor is not SYSTEM and not (set(new_roles) <= set(account.roles) and set(new_units) <= set(account.units))
    if given:
        proposals.ask(actor, account, Proposal.Kind.ROLES, held=new_roles, units=new_units)
        new_roles, new_units, rights_changed = account.roles, account.units, False
    elif rights_changed:
        proposals.withdraw(actor, account, proposals.GIVES)
        notices.tell(Proposal.Kind.ROLES if actor is SYSTEM else "taken", account, actor, _concerned(account))
    if name != account.name:
        notices.tell("renamed", account, actor, _concerned(account))
    before: dict[str, Any] = {"roles_before": account.roles, "units_before": account.units} if rights_changed else {}
    account.name, account.title, account.roles, account.units = name, title, new_roles, new_units
    account.phone = account.phone if phone is None else phone
    account.save(update_fields=["name", "title", "phone", "roles", "units"])
    if rights_changed:
        proposals.end_what_is_open(account)
    audit.changed(
        actor, ADMINISTER_ACCOUNTS, account, done="changed", roles=new_roles, units=new_units, **before
    )  # fmt: skip
    return account


@transaction.atomic
def set_active(actor: Any, account: Account, active: bool) -> Account:
    """Close or open an account. Closing it ends its sessions, and what waits at it; opening waits for a second person.

    Raises NotAllowed for one's own account and for the last who keeps accounts or is told.
    """
    if actor is not SYSTEM and actor.pk == account.pk:
        raise NotAllowed("own-account")
    proposals.hold(account)
    if not active:
        proposals.require_others(account, ())
    if active and actor is not SYSTEM:
        proposals.ask(actor, account, Proposal.Kind.OPEN)
        return account
    account.is_active = active
    account.save(update_fields=["is_active"])
    ended = 0 if active else proposals.end_what_is_open(account)
    proposals.withdraw(actor, account)
    notices.tell(Proposal.Kind.OPEN if active else "closed", account, actor, _concerned(account))
    audit.changed(actor, ADMINISTER_ACCOUNTS, account, done="opened" if active else "closed", sessions=ended)
    return account


def _concerned(account: Account) -> list[Account]:
    return [account, *notices.watchers()]


@transaction.atomic
def password_link(actor: Any, account: Account) -> str:
    """Make the link by which the account's owner chooses a password: once, and within three days."""
    audit.changed(actor, ADMINISTER_ACCOUNTS, account, done="password-link")
    key = f"{user_pk_to_url_str(account)}-{default_token_generator.make_token(account)}"
    uid, _, token = key.partition("-")
    return reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
