"""Cases that go on though no deadline runs in them: nobody is reminded of them by a day, so My day names them."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from brobygger.desk.words import phase_name
from brobygger.ground import prepared_queries
from brobygger.ground.addresses import address_or_empty
from brobygger.ground.languages import present_language
from brobygger.ground.room import DayPart
from brobygger.records.episodes.models import Episode
from brobygger.records.pages import listed_name

SHOWN = 20


class Undated(NamedTuple):
    """An open case without a deadline that we answer for: whose it is, and where it stands."""

    episode_id: int
    who: str
    stands: str
    href: str


def cases(actor: Any) -> list[Undated]:
    """One's own of them, the oldest first, and one more than are shown where there are more (one query)."""
    language = present_language()
    return [
        Undated(
            key,
            listed_name(name, number, protected),
            phase_name(phase, language),
            address_or_empty("desk:case", number),
        )
        for key, number, name, protected, phase in prepared_queries.rows(_undated, actor.pk)
    ]


def shown(actor: Any, _today: date) -> DayPart | None:
    """Those that My day names."""
    found = cases(actor)
    if not found:
        return None
    content = {"rows": found[:SHOWN], "more": len(found) > SHOWN}
    return DayPart(content, frozenset(one.episode_id for one in found))


def _undated(account: int) -> QuerySet[Any, Any]:
    """The episode's next deadline is never the citizen's own time to appeal: that reminds nobody here."""
    rows = Episode.objects.filter(responsible_id=account, is_open=True, next_act_by__isnull=True)
    columns = ("id", "number", "person_name", "name_protected", "phase")
    return rows.order_by("opened_on", "id").values_list(*columns)[: SHOWN + 1]
