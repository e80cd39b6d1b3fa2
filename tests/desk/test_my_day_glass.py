"""The manager is told on My day that somebody from another unit has opened a case, as the interruption page says."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brobygger.ground import clock
from brobygger.records.episodes.models import Episode
from brobygger.trust.models import AuditEntry, BreakGlass
from tests.desk.test_my_day import main_part, text

OpenCase = Callable[..., Episode]
ClientAs = Callable[..., Client]
HEADING = "Nødåbninger"
REASON = "Borgeren er i telefonen, og behandleren er gået hjem."


def break_glass(client: Client, episode: Episode) -> BreakGlass:
    """As it is done: the case is refused, and the interruption page's offer is taken."""
    refused = client.get(f"/forloeb/{episode.number}/")
    assert "Lederen får det at vide" in refused.text
    offer = re.search(r'name="offer" value="([^"]+)"', refused.text)
    assert offer is not None
    assert client.post("/noedaabning/", {"offer": offer[1], "reason": REASON}).status_code == 302
    return BreakGlass.objects.latest("id")


def test_the_manager_is_told_until_it_is_reviewed(client_as: ClientAs, open_case: OpenCase) -> None:
    episode, manager = open_case(), client_as("manager", unit="drug")
    assert HEADING not in main_part(text(manager))
    opened = break_glass(client_as("counsellor", unit="alcohol", name="Bent Holm"), episode)
    html = main_part(text(manager))
    review = f"/tillid/noedaabninger/{opened.pk}/"
    assert HEADING in html and f"Gennemgå forløb {episode.number}" in html and "Bent Holm" in html
    assert f'href="{review}"' in html and REASON not in html
    seen = AuditEntry.objects.filter(action="staff.my-day", actor_id=manager.account.pk).latest("at")
    assert episode.pk in seen.object_ids
    assert manager.post(review, {"outcome": "accepted", "remark": ""}).status_code == 302
    assert HEADING not in main_part(text(manager))


def test_nobody_else_is_told(client_as: ClientAs, open_case: OpenCase) -> None:
    break_glass(client_as("counsellor", unit="alcohol"), open_case())
    for role, unit in (("manager", "alcohol"), ("counsellor", "drug"), ("authority", "drug"), ("secretary", "drug")):
        assert HEADING not in main_part(text(client_as(role, unit=unit)))


def test_of_many_the_latest_are_shown_with_the_same_questions(
    client_as: ClientAs, open_case: OpenCase, make_account: Callable[..., object]
) -> None:
    episodes = [open_case(name=f"Person {number}") for number in range(7)]
    manager = client_as("manager", unit=("drug", "alcohol"))
    text(manager)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            text(manager)
        return len(queries)

    before, now = asked(), clock.now()
    who = make_account("counsellor", unit="alcohol")
    for number, episode in enumerate(episodes):
        BreakGlass.objects.create(
            account=who, episode_id=episode.pk, number=episode.number, unit=episode.unit, compartment="social",
            reason=REASON, opened_at=now - timedelta(hours=number), expires_at=now + timedelta(hours=4),
        )  # fmt: skip
    assert asked() == before
    html = main_part(text(manager))
    assert html.count("Gennemgå forløb") == 5 and "Der er flere, der venter" in html
    assert f"Gennemgå forløb {episodes[0].number}" in html and f"forløb {episodes[6].number}" not in html
