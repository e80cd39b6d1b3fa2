"""Who has opened a case, when and for what purpose: what the citizen has a right to be told (trap 12)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from brobygger.desk.access import INSIGHT
from brobygger.ground import dates
from brobygger.records import pages as case_pages
from brobygger.trust import selectors as trust
from brobygger.trust.pages import page


@page(INSIGHT)
def who_has_seen(request: HttpRequest, number: str) -> HttpResponse:
    """Who has seen the case, newest first, day by day; can be printed and handed to the citizen."""
    episode = case_pages.case_page(request, number, INSIGHT)
    lines = trust.who_opened(episode_id=episode.pk)
    context = {"days": by_day(lines), "more": len(lines) == SHOWN}
    return case_pages.render_case(request, "desk/insight.html", episode, context, tab="insight")


SHOWN = 200


def by_day(lines: list[trust.Line]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The lines under their days; the same person, in the same roles, with the same purpose on one day is one line.

    What was opened from outside the unit is never told as what was not.
    """
    days: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {}
    for line in lines:
        words = dates.full_day(line.at)
        key = (line.actor_id, *line.actor_roles, line.purpose, line.kind, line.glass)
        known = days.setdefault(words, {}).get(key)
        if known is not None:
            known["times"] += 1
            known["first"] = dates.clock_time(line.at)
            continue
        days[words][key] = {
            "actor": line.actor,
            "role": ", ".join(line.actor_roles),
            "purpose": line.purpose,
            "kind": line.kind,
            "glass": _("opened from outside the unit") if line.glass else "",
            "first": dates.clock_time(line.at),
            "last": dates.clock_time(line.at),
            "times": 1,
        }
    return [(words, list(found.values())) for words, found in days.items()]
