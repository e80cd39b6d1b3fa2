"""What the tests of visitation need: an assessed case, a recommendation, a meeting and the people at it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.test import Client

from brobygger.care.visitation import services
from brobygger.care.visitation.models import Decision, Meeting, Recommendation
from brobygger.ground import clock
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode
from brobygger.records.episodes.services import NewEpisode
from brobygger.records.people.services import PersonDraft, create_person
from brobygger.trust import access
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account

WORK = access.actions().get("tests.work-on-visitation") or access.declare(
    "tests.work-on-visitation", roles=("counsellor",), scope="case", kind="change"
)
_serial = count(1)


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
        number = next(_serial)
        draft = {
            "name": "Lars Mikkelsen",
            "address": "Skovvej 4\n4200 Slagelse",
            "cpr": f"0107751A{chr(65 + number // 10 % 26)}{number % 10}",
            **person,
        }
        began = clock.now() - timedelta(days=days_ago)
        new = NewEpisode(
            person=create_person(PersonDraft(**draft)),
            line=line,
            unit=line,
            responsible_id=responsible.pk if responsible else None,
            occurred_at=began,
            facts={"age": 47, "channel": "phone", "by": "citizen"},
        )
        episode = episodes.open_episode(SYSTEM, WORK, new)
        if assessed:
            episodes.record(
                SYSTEM, WORK, episode, "assessment.completed", occurred_at=began + timedelta(days=4), facts={}
            )
        return episode

    return make


RECOMMENDED: dict[str, Any] = {
    "kind_of_treatment": "day",
    "weeks": 12,
    "place": "Ingemannsvej 26",
    "text": "Dagbehandling i 12 uger. Lars har prøvet samtaler to gange.",
    "own_words": "Jeg har brug for et sted at møde op hver dag.",
    "wished_kind": "day",
    "wish": "Et fast sted om dagen.",
    "tried": "Samtaler i 2021 og 2022.",
    "read_by_citizen": True,
    "takes_part": "yes",
}


@pytest.fixture
def recommended(case: Callable[..., Episode]) -> Callable[..., Recommendation]:
    """A submitted recommendation: `recommended(kind_of_treatment="ambulatory-individual", line="alcohol")`."""

    def make(episode: Episode | None = None, **values: Any) -> Recommendation:
        about = {name: values.pop(name) for name in ("line", "assessed", "responsible", "name") if name in values}
        episode = episode or case(**about)
        today = clock.today()
        given = {**RECOMMENDED, "start_on": today + timedelta(days=7), "written_on": today, **values}
        draft = services.save_recommendation(SYSTEM, episode, **given)
        return services.submit(SYSTEM, draft)

    return make


@pytest.fixture
def meeting(db: None, day: None) -> Callable[..., Meeting]:
    """A treatment meeting that is going on, or `days` from now."""

    def make(days: int = 0, hours: float = 2) -> Meeting:
        starts = clock.now() - timedelta(minutes=10) + timedelta(days=days)
        return services.plan_meeting(SYSTEM, starts, starts + timedelta(hours=hours), place="Mødelokalet")

    return make


GRANTED: dict[str, Any] = {
    "kind_of_treatment": "ambulatory-individual",
    "weeks": 12,
    "wish_met": "followed",
    "wish": "Du har selv ønsket samtaler. Det ønske er fulgt.",
    "reasons": "Vi har lagt vægt på, at du selv ønsker samtaler.",
    "heard": True,
}
REFUSED: dict[str, Any] = {
    "refused": True,
    "wish_met": "not",
    "wish": "Du har ønsket døgnbehandling. Det kan vi ikke følge.",
    "reasons": "Vi har lagt vægt på, at ambulant behandling ikke er prøvet.",
    "facts": "Du har ikke været i behandling før.",
    "heard": True,
    "hearing_kind": "not-owed",
    "hearing_reason": "Du kender alle de oplysninger, vi har lagt vægt på.",
}


@pytest.fixture
def decided(case: Callable[..., Episode]) -> Callable[..., Decision]:
    """A decision that was made: `decided(episode, at=…, **values)`, granted unless told."""

    def make(episode: Episode | None = None, *, at: datetime | None = None, **values: Any) -> Decision:
        episode = episode or case()
        given = {**GRANTED, "start_on": clock.today() + timedelta(days=3), **values}
        draft = services.save_decision(SYSTEM, episode, **given)
        return services.make(SYSTEM, draft, occurred_at=at)

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
