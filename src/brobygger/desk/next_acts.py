"""What can be done now about a case: of promises that run out on one day, the one that the others wait for.

My day shows the first of them on the way, and says how many more end with it.
"""

from collections import Counter
from collections.abc import Iterable

from brobygger.desk.my_day_selectors import WorkRow
from brobygger.records.episodes.way import place_on_way


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
