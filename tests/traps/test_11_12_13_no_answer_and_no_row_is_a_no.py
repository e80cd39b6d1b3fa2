"""Trap 11: "not restricted" answered when the access service failed. Traps 12 and 13: no log of use, or one beside it.

Every page is opened: once with an access that fails, once to see that its row stands in the audit trail.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from brobygger.records.episodes.models import Episode
from brobygger.trust import access
from brobygger.trust.models import AuditEntry
from tests.traps import walking

Enter = Callable[..., Client]


def _cases() -> list[Episode]:
    phases: dict[str, Episode] = {}
    for episode in Episode.objects.order_by("-pk")[:60]:
        phases.setdefault(episode.phase, episode)
    return list(phases.values())


def _pages() -> list[tuple[str, str, Any]]:
    found = [one for episode in _cases() for one in walking.of_case(episode)]
    return [one for one in [*found, *walking.outside_cases()] if "GET" in one[2].methods]


def test_when_access_cannot_be_worked_out_every_page_stays_closed(
    within: None, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = enter()
    pages = _pages()

    def broken(*_: Any) -> Any:
        raise RuntimeError("the rules are gone")

    monkeypatch.setattr(access, "reach", broken)
    monkeypatch.setattr(access, "holds_role", broken)
    opened = [f"{name}: {status}" for name, address, _v in pages if (status := client.get(address).status_code) < 400]
    assert not opened, opened


def test_every_page_that_is_opened_leaves_its_row(within: None, enter: Enter) -> None:
    client = enter()
    actor = client.account.pk  # type: ignore[attr-defined]
    without, wrong, opened = [], [], 0

    def newest() -> Any:
        # Identifiers of the trail sort by the time they were made, and no two makers share one.
        return AuditEntry.objects.order_by("-id").values_list("id", flat=True)[0]

    for name, address, _view in _pages():
        before = newest()
        answer = client.get(address)
        if answer.status_code >= 400:
            continue
        opened += 1
        rows = list(AuditEntry.objects.filter(actor_id=actor, id__gt=before))
        if not rows:
            without.append(name)
        if "/forloeb/2" in address and answer.status_code == 200 and not any(row.episode_id for row in rows):
            wrong.append(name)
    assert not without, without
    assert not wrong, wrong
    assert opened > 60


def test_a_caseload_handed_over_leaves_a_row_for_each_case(within: None, enter: Enter) -> None:
    """What is done in bulk is logged as if it were done one by one."""
    from brobygger.desk.access import HAND_OVER
    from brobygger.records.episodes import services

    receiver = enter("counsellor").account  # type: ignore[attr-defined]
    giver = Episode.objects.filter(is_open=True, responsible__isnull=False).first().responsible_id  # type: ignore[union-attr]
    moving = list(Episode.objects.filter(is_open=True, responsible_id=giver)[:5])
    before = AuditEntry.objects.filter(action=HAND_OVER.name).count()
    moved = services.hand_over(access.SYSTEM, HAND_OVER, moving, receiver)
    rows = AuditEntry.objects.filter(action=HAND_OVER.name).order_by("-id")[: len(moving)]
    assert moved == len(moving)
    assert AuditEntry.objects.filter(action=HAND_OVER.name).count() == before + moved
    assert {row.episode_id for row in rows} == {episode.pk for episode in moving}
