"""What the tests of visitation need: an assessed case, a recommendation, a meeting and the people at it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from brobygger.care.visitation import services
from brobygger.care.visitation.models import Decision, Meeting, Recommendation
from brobygger.ground import clock
from brobygger.records.episodes.milestones import ASSESSMENT_COMPLETED
from brobygger.records.episodes.models import Episode
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account
from tests import cases
from tests.cases import Case


@pytest.fixture
def day(on_day: Callable[..., None]) -> None:
    """Tuesday 4 April 2023, the day of the mock-ups: the Easter closing is near."""
    on_day("2023-04-04")


@pytest.fixture
def case(db: None, day: None) -> Callable[..., Episode]:
    """An assessed case: `case(line="alcohol", assessed=False, responsible=account, address="…")`."""

    def make(
        *,
        line: str = "drug",
        assessed: bool = True,
        days_ago: int = 8,
        responsible: Any = None,
        **person: Any,
    ) -> Episode:
        citizen = {"name": "Lars Mikkelsen", "address": "Skovvej 4\n4200 Slagelse", **person}
        began = clock.now() - timedelta(days=days_ago)
        told = {"age": 47, "channel": "phone", "by": "citizen"}
        found = cases.case(line=line, on=began, counsellor=responsible, facts=told, **citizen)
        if assessed:
            found.happened(ASSESSMENT_COMPLETED, on=began + timedelta(days=4))
        return found.episode

    return make


@pytest.fixture
def recommended(case: Callable[..., Episode]) -> Callable[..., Recommendation]:
    """A submitted recommendation: `recommended(kind_of_treatment="ambulatory-individual", line="alcohol")`."""

    def make(episode: Episode | None = None, **values: Any) -> Recommendation:
        about = {name: values.pop(name) for name in ("line", "assessed", "responsible", "name") if name in values}
        episode = episode or case(**about)
        return Case(episode).recommended(**values).recommendation

    return make


@pytest.fixture
def meeting(db: None, day: None) -> Callable[..., Meeting]:
    """A treatment meeting that is going on, or `days` from now."""

    def make(days: int = 0, hours: float = 2) -> Meeting:
        starts = clock.now() - timedelta(minutes=10) + timedelta(days=days)
        return services.plan_meeting(SYSTEM, starts, starts + timedelta(hours=hours), place="Mødelokalet")

    return make


@pytest.fixture
def decided(case: Callable[..., Episode]) -> Callable[..., Decision]:
    """A decision that was made: `decided(episode, at=…, **values)`, granted unless told."""

    def make(episode: Episode | None = None, *, at: datetime | None = None, **values: Any) -> Decision:
        return Case(episode or case()).decided(on=at, **values).decision

    return make


@pytest.fixture
def authority(make_account: Callable[..., Account]) -> Account:
    """Dorte of the authority, who has every unit."""
    return make_account("authority", unit=("drug", "alcohol"), name="Dorte Vang", title="visitator")


@pytest.fixture
def as_authority(authority: Account, client_as: Callable[..., Client]) -> Client:
    """Dorte, logged in."""
    return client_as(authority)


@pytest.fixture
def as_counsellor(client_as: Callable[..., Client]) -> Client:
    """A counsellor of drug treatment, logged in."""
    return client_as("counsellor", unit="drug", name="Mette Lund")


def receive_letter(decision: Decision, on: Any) -> None:
    """Hand the letter over and note its receipt on a day."""
    from brobygger.records.letters import access as post_access
    from brobygger.records.letters import services as post

    letter = decision.letter
    send(letter)
    post.received(SYSTEM, post_access.RECEIPT, letter, on)


def send(letter: Any) -> None:
    """Hand a letter over to the post."""
    from brobygger.records.letters import access as post_access
    from brobygger.records.letters import services as post

    assert letter is not None
    if letter.state == "to-print":
        post.posted(SYSTEM, post_access.PRINT, letter)
    else:
        post.hand_over_now(letter.pk)
    letter.refresh_from_db()
