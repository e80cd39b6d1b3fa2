"""What can be done now about a case: of promises that run out on one day, the one that the others wait for.

Four promises run from the first contact and end on the same day. Nobody can start a treatment that has not been
decided; so My day shows the first of them, and says how many more end with it.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache

from brobygger.web.staff.acts import rule_of
from brobygger.web.staff.my_day_selectors import WorkRow

# The way through a case, by the event that meets a promise. What is not on the way waits for nothing.
WAY = ("assessment.completed", "decision.made", "letter.sent", "treatment.started", "plan.agreed")


def one_row_a_case(rows: Iterable[WorkRow]) -> tuple[list[WorkRow], Counter[int]]:
    """The rows without those that wait for another row of the same case and day, and how many wait for each."""
    kept: list[WorkRow] = []
    waiting: Counter[int] = Counter()
    first: dict[tuple[int, object], int] = {}
    for row in rows:
        place = _place(row)
        key = (row.episode_id, row.act_by)
        if place is None or key not in first:
            if place is not None:
                first[key] = len(kept)
            kept.append(row)
            continue
        known = kept[first[key]]
        ahead, behind = (row, known) if place < (_place(known) or 0) else (known, row)
        kept[first[key]] = ahead
        waiting[ahead.id] += waiting.pop(behind.id, 0) + 1
    return kept, waiting


def _place(row: WorkRow) -> int | None:
    """How far along the way a promise is met; None when it is off the way."""
    return _place_of(row.version)


@cache
def _place_of(version: str) -> int | None:
    return next((WAY.index(trigger.event) for trigger in rule_of(version).met_by if trigger.event in WAY), None)
