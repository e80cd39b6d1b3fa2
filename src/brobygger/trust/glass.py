"""Breaking the glass: a case outside one's unit opens with a reason, for some hours; the manager is told."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Least
from django.http import HttpRequest

from brobygger.ground import clock
from brobygger.ground.fields import bound
from brobygger.ground.refusals import Refusal
from brobygger.trust import access, audit, notices
from brobygger.trust.models import Account, AuditEntry, BreakGlass
from brobygger.trust.rights import REVIEW_GLASS

LEAST_REASON = 10
_SALT = "brobygger.glass"
_OFFER_HOLDS = dt.timedelta(minutes=30)


@dataclass(frozen=True)
class Offer:
    """What the interruption page offers: one case, named by a signed token that only this account can use."""

    token: str
    number: str
    hours: int


def hours() -> int:
    """Say how long broken glass stays open: BREAK_GLASS_HOURS in the settings, else 4."""
    return int(getattr(settings, "BREAK_GLASS_HOURS", 4))


def offer(request: HttpRequest, refusal: access.Refused) -> Offer:
    """Make the offer for the case that the refusal was about."""
    row: Any = refusal.row
    keys = access.keys_of(type(row))
    episode_id = getattr(row, str(keys.episode))
    number = str(getattr(row, "number", "") or episode_id)
    content = {
        "account": refusal.actor.pk,
        "episode": episode_id,
        "person": getattr(row, keys.person) if keys.person else None,
        "number": number,
        "unit": getattr(row, keys.unit) if keys.unit else "",
        "compartment": getattr(row, keys.compartment) if keys.compartment else "",
        "next": refusal.onward or (request.get_full_path() if request.method == "GET" else "/"),
    }
    return Offer(signing.dumps(content, salt=_SALT), number, hours())


def read_offer(token: str, account: Account) -> dict[str, Any] | None:
    """Open an offer; None when it is not this account's, too old or not ours."""
    try:
        content: dict[str, Any] = signing.loads(token, salt=_SALT, max_age=_OFFER_HOLDS)
    except signing.BadSignature:
        return None
    return content if content["account"] == account.pk else None


@transaction.atomic
def break_glass(account: Account, content: dict[str, Any], reason: str) -> BreakGlass:
    """Open the case for reading until the time limit, for the reason given. It waits for a review."""
    opened = BreakGlass.objects.create(
        account=account,
        episode_id=content["episode"],
        person_id=content["person"],
        number=content["number"],
        unit=content["unit"],
        compartment=content["compartment"],
        reason=reason,
        opened_at=clock.now(),
        expires_at=clock.now() + dt.timedelta(hours=hours()),
    )
    account.__dict__.pop("open_grants", None)
    audit.noted(AuditEntry.Kind.BREAK_GLASS, account, "trust.break-glass", row=opened, hours=hours())
    return opened


class Reviewed(Refusal):
    """Somebody has answered already: a review is never overwritten."""


def is_own(actor: Account, opened: BreakGlass) -> bool:
    """Whether it is the actor's own opening: nobody reviews that for themselves."""
    return opened.account_id == actor.pk


@transaction.atomic
def review(actor: Account, opened: BreakGlass, outcome: str, remark: str) -> None:
    """Record what the manager says of a case that was opened by breaking the glass, once and for all.

    An opening that is asked about ends at once, and whoever opened it is told. Raises access.Refused for one's own
    opening, Reviewed when somebody has answered already.
    """
    if is_own(actor, opened):
        raise access.Refused(REVIEW_GLASS, actor, opened, reason="own-opening")
    answer = BreakGlass.Review(outcome)
    waiting = BreakGlass.objects.filter(pk=opened.pk, review=BreakGlass.Review.WAITING).exclude(account=actor)
    questioned = answer == BreakGlass.Review.QUESTIONED
    ends = {"expires_at": Least(F("expires_at"), clock.now())} if questioned else {}
    done = waiting.update(
        review=answer, reviewed_by=actor, reviewed_at=clock.now(), **ends, **bound(opened, remark=remark)
    )
    if not done:
        raise Reviewed
    if questioned:
        notices.tell("glass-questioned", opened.account, actor, [opened.account])
    audit.noted(AuditEntry.Kind.REVIEW, actor, "trust.review-glass", row=opened, answer=answer.value)


def end_all(account: Account) -> int:
    """End what the account has open: its rights are others now. Gives how many."""
    now = clock.now()
    account.__dict__.pop("open_grants", None)
    return BreakGlass.objects.filter(account=account, expires_at__gt=now).update(expires_at=now)
