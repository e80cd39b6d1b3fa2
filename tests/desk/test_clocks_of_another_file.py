"""A database on which another file reckoned names clocks that the file in use may lack: the pages show the rest."""

from collections.abc import Callable
from typing import Any

import pytest

from brobygger.care.plans import selectors as plans
from brobygger.records.episodes.models import Episode, StoredDeadline

OpenCase = Callable[..., Episode]


@pytest.mark.parametrize("version", ["gone@2020-01-01", "treatment-guarantee-drug@1999-01-01"])
def test_a_clock_that_the_file_lacks_is_left_out(
    client_as: Any, make_account: Any, open_case: OpenCase, version: str
) -> None:
    account = make_account("counsellor", unit="drug")
    episode = open_case(responsible=account, days_ago=1)
    client = client_as(account)
    stored = StoredDeadline.objects.filter(episode=episode)
    assert stored.exists()
    stored.update(version=version, clock=version.split("@")[0])
    for address in ("/min-dag/", f"/forloeb/{episode.number}/"):
        assert client.get(address).status_code == 200, address
    assert plans.obstacles(episode).deadlines == []
