"""The only ones that write settings: asked for by one, confirmed or declined by another. See trust/proposals.py.

What is confirmed stands above the standard file from its day, and what it moves is computed again by a job that is
asked for in the same transaction. Source: docs/decisions/0029-the-house-sets-its-own.md
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import QuerySet

from brobygger import standard
from brobygger.ground import clock
from brobygger.records.house import overlay, recomputing, rules
from brobygger.records.house.access import CHANGE, CONFIRM, CONFIRMERS, EXPORT
from brobygger.records.house.models import Setting
from brobygger.records.house.rules import NotSet
from brobygger.standard import settings as over
from brobygger.standard.exporting import exported
from brobygger.trust import access, audit, notices
from brobygger.trust.models import Account

_ONE_AT_A_TIME: Final = 7_403_122  # the number by which the database knows that somebody changes the house's settings

MOST_WAITING: Final = 20  # proposals of one person, so that who confirms can look at each


def _alone() -> None:
    """Hold all settings until the transaction ends: what is checked together is decided one after another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])


def confirmers(asked_by: Account) -> QuerySet[Account]:
    """Who may confirm: another manager or an administrator, never the one who asks."""
    found = Account.objects.filter(is_active=True, roles__overlap=list(CONFIRMERS))
    return found.exclude(pk=asked_by.pk)


@transaction.atomic
def ask(actor: Account, name: str, key: str, valid_from: dt.date, data: Mapping[str, Any] | None) -> Setting:
    """Ask that something is so from a day on (`data` None: no longer there); it takes the place of what waits for it.

    Raises access.Refused; NotSet for what no page sets, for a day that has been, for what is so already, when too many
    of one's own wait, and when nobody could confirm it; Faulty when the standard with it would not pass the check.
    """
    access.require(actor, CHANGE)
    if not rules.is_settable(name, key, data):
        raise NotSet("not-settable")
    _alone()
    confirmed, filed = overlay.confirmed(), standard.load_file()
    before = rules.held(filed, confirmed, name, key, valid_from)
    if before is None and not over.SETTABLE[name].may_add:
        raise NotSet("not-settable")
    if valid_from < clock.today():
        raise NotSet("past")
    if before == data:
        raise NotSet("as-it-is")
    if rules.felt(name, key, valid_from, before, data)[0] < clock.today():
        raise NotSet("begun" if before else "past")
    rules.check(filed, confirmed, over.Setting(name, key, valid_from, data, _last(confirmed) + 1))
    if Setting.all_waiting().filter(asked_by=actor).exclude(list=name, key=key).count() >= MOST_WAITING:
        raise NotSet("many-wait")
    possible = list(confirmers(actor))
    if not possible:
        raise NotSet("nobody-else")
    for older in Setting.objects.filter(list=name, key=key, state=Setting.State.WAITING):
        _answer(actor, older, Setting.State.WITHDRAWN)
        notices.tell("house-withdrawn", older.asked_by, actor, [older.asked_by])
    asked = Setting.objects.create(
        list=name, key=key, valid_from=valid_from, data=data, before=before, asked_by=actor
    )  # fmt: skip
    audit.changed(actor, CHANGE, asked, done="asked", what=name, key=key, valid_from=valid_from.isoformat())
    notices.tell("house-asked", actor, actor, possible)
    return asked


def _last(confirmed: list[over.Setting]) -> int:
    return max((one.number for one in confirmed), default=0)


def obstacle(asked: Setting) -> str:
    """Why this can no longer be confirmed by anybody, or nothing: it is to be asked for anew."""
    if asked.has_lapsed:
        return "lapsed"
    if not asked.asked_by.is_active or not set(asked.asked_by.roles) & CHANGE.roles:
        return "asker-left"
    if rules.felt(asked.list, asked.key, clock.today(), asked.before, asked.data)[0] < clock.today():
        return "past"
    confirmed, filed = overlay.confirmed(), standard.load_file()
    day = max(asked.valid_from, clock.today())
    if rules.held(filed, confirmed, asked.list, asked.key, day) != asked.before:
        return "changed-meanwhile"
    try:
        rules.check(filed, confirmed, over.Setting(asked.list, asked.key, day, asked.data, asked.pk))
    except rules.Faulty:
        return "does-not-fit"
    return ""


def _held(pk: int) -> Setting:
    _alone()
    found = Setting.held(pk)
    if found.state != Setting.State.WAITING:
        raise NotSet("answered")
    return found


def _answer(actor: Account, asked: Setting, state: str) -> None:
    asked.be_answered(actor, state)
    audit.changed(
        actor, CONFIRM, asked, done=str(state), what=asked.list, key=asked.key, asked_by=asked.asked_by_id,
        valid_from=asked.valid_from.isoformat(),
    )  # fmt: skip


@transaction.atomic
def confirm(actor: Account, pk: int) -> Setting:
    """Let it be so: it stands above the file from its day, and the cases that it moves are computed again.

    Raises access.Refused; NotSet for what one has asked for oneself, when it is answered already, and when it no
    longer goes.
    """
    access.require(actor, CONFIRM)
    asked = _held(pk)
    if actor.pk == asked.asked_by_id:
        raise NotSet("own-confirmation")
    if why := obstacle(asked):
        raise NotSet(why)
    _answer(actor, asked, Setting.State.CONFIRMED)
    recomputing.defer(asked)
    transaction.on_commit(overlay.ask)
    notices.tell("house-confirmed", asked.asked_by, actor, [asked.asked_by])
    return asked


@transaction.atomic
def decline(actor: Account, pk: int) -> Setting:
    """Leave it as it was: another says no, or the one who asked takes it back.

    Raises access.Refused, and NotSet when answered.
    """
    access.require(actor, CONFIRM)
    asked = _held(pk)
    own = actor.pk == asked.asked_by_id
    _answer(actor, asked, Setting.State.WITHDRAWN if own else Setting.State.DECLINED)
    if not own:
        notices.tell("house-declined", asked.asked_by, actor, [asked.asked_by])
    return asked


@transaction.atomic
def export(actor: Any, on: dt.date) -> str:
    """The file in use with what the house has set for that day written into it: a file that `check` takes.

    Raises access.Refused.
    """
    access.require(actor, EXPORT)
    text = exported(standard.load_file(), overlay.confirmed(), on)
    audit.exported(actor, EXPORT, on=on.isoformat())
    return text
