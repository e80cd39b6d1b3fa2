"""Cases that go on though no deadline runs in them: nobody is reminded of them by a day, so My day names them."""

from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from brobygger.records.episodes.models import Episode, Phase, StoredDeadline
from brobygger.records.pages import address, listed_name
from brobygger.standard.clocks import CITIZEN
from brobygger.trust import readings
from brobygger.trust.readings import Wanted

SHOWN = 20


class Undated(NamedTuple):
    """An open case without a deadline that we answer for: whose it is, and where it stands."""

    episode_id: int
    who: str
    stands: str
    href: str


def cases(actor: Any) -> list[Undated]:
    """One's own of them, the oldest first, and one more than are shown where there are more (one query)."""
    build, values = wanted(actor)
    return [
        Undated(key, listed_name(name, number, protected), str(Phase(phase).label), address("web:case", number))
        for key, number, name, protected, phase in readings.rows(build, *values)
    ]


def wanted(actor: Any) -> Wanted:
    """The reading behind `cases`, for readings.together."""
    return _undated, (actor.pk,)


def _undated(account: int) -> QuerySet[Any, Any]:
    """The citizen's own time to appeal reminds nobody here."""
    ours = StoredDeadline.objects.filter(episode=OuterRef("pk"), outcome=StoredDeadline.Outcome.OPEN.value)
    rows = Episode.objects.filter(~Exists(ours.exclude(answers=CITIZEN)), responsible_id=account, is_open=True)
    columns = ("id", "number", "person_name", "name_protected", "phase")
    return rows.order_by("opened_on", "id").values_list(*columns)[: SHOWN + 1]
