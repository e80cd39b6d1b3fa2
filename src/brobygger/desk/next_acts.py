"""What can be done now about a case: of promises that run out on one day, the one that the others wait for.

My day shows the first of them on the way, and says how many more end with it.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from brobygger.desk.acts import Act, act_for, rule_of
from brobygger.desk.my_day_selectors import DECISION, WorkRow
from brobygger.ground import clock, dates
from brobygger.ground.addresses import address_or_empty
from brobygger.records.episodes.way import place_on_way
from brobygger.trust.roles import AUTHORITY, COUNSELLOR, OUTREACH


def act_of(row: WorkRow, actor: Any) -> Act:
    """What this person can do about a row."""
    return ones_act(row.version, row.number, actor, recommended=row.recommended)


def ones_act(version: str, number: str, actor: Any, *, recommended: bool) -> Act:
    """What this person can do about a clock in the case with that number, on My day and on the case alike.

    Who works with the citizen cannot decide: they recommend, and then wait.
    """
    act = act_for(version, number)
    decides = AUTHORITY in actor.roles or not {COUNSELLOR, OUTREACH} & set(actor.roles)
    if decides or rule_of(version).id != DECISION:
        return act
    if recommended:
        return Act(_("Wait for the decision"), act.button, act.href)
    return Act(
        _("Write the recommendation"), _("Open the recommendation"), address_or_empty("visitation:recommend", number)
    )


def where_it_stands(row: WorkRow, actor: Any) -> str:
    """How far a case is on its way to a decision; "" when the row is about something else, or says so itself."""
    if not _to_decide(row):
        return ""
    if row.recommended and row.meeting_at is not None:
        if clock.local_date(row.meeting_at) < clock.today():
            return _("neither decided nor postponed at the meeting %(day)s") % {"day": dates.full_day(row.meeting_at)}
        return _("on the meeting %(day)s") % {"day": dates.full_day(row.meeting_at)}
    if row.recommended:
        return _("recommended, on no meeting")
    return _("no recommendation yet") if act_of(row, actor).href == act_for(row.version, row.number).href else ""


def _to_decide(row: WorkRow) -> bool:
    return rule_of(row.version).id == DECISION


def one_row_a_case(rows: Iterable[WorkRow]) -> tuple[list[WorkRow], Counter[int]]:
    """The rows without those that wait for another row of the same case and day, and how many wait for each."""
    kept: list[WorkRow] = []
    waiting: Counter[int] = Counter()
    first: dict[tuple[int, object], int] = {}
    for row in rows:
        place = place_on_way(row.version)
        key = (row.episode_id, row.act_by)
        if place is None or key not in first:
            if place is not None:
                first[key] = len(kept)
            kept.append(row)
            continue
        known = kept[first[key]]
        ahead, behind = (row, known) if place < (place_on_way(known.version) or 0) else (known, row)
        kept[first[key]] = ahead
        waiting[ahead.id] += waiting.pop(behind.id, 0) + 1
    return kept, waiting
