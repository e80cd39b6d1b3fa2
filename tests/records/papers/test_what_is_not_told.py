"""What the citizen has not been told of stands in their own papers only when somebody says so (KS 3.3)."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from brobygger.care.intake.access import CONCERN
from brobygger.care.intake.models import Concern
from brobygger.care.intake.services import concerns
from brobygger.records.episodes.models import Episode
from brobygger.records.letters.models import Letter
from brobygger.records.papers import services, typesetting
from brobygger.records.papers.models import Papers
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import AuditEntry

Make = Callable[..., Any]
SECRET = ("Bekymring for et barn", "Underretning", "alene i skole", "det skal ikke siges", "fare for barnet")


@pytest.fixture(autouse=True)
def post_folder(settings: Any, tmp_path: Any) -> Any:
    settings.POST_FOLDER = str(tmp_path / "post")
    return tmp_path / "post"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words behind each PDF, in the order in which they were set."""
    found: list[str] = []
    made = typesetting.data_of

    def kept(*args: Any) -> dict[str, Any]:
        data = made(*args)
        found.append(json.dumps(data, ensure_ascii=False))
        return data

    monkeypatch.setattr(typesetting, "data_of", kept)
    return found


@pytest.fixture
def notified(open_case: Make) -> Callable[..., Episode]:
    """A case from which a notification went; `knows` says whether the citizen has been told."""

    def make(knows: str = Concern.Told.NO) -> Episode:
        episode = open_case()
        new = concerns.NewConcern(
            about="child", seen="Datteren kom alene i skole.", told=knows, why_not_told="Der er fare for barnet."
        )
        concerns.notify(SYSTEM, CONCERN, episode, new)
        return episode

    return make


def page_of(episode: Episode) -> str:
    return f"/forloeb/{episode.number}/papirer/"


def gathered(client: Client, episode: Episode, **form: Any) -> Papers:
    answer = client.post(page_of(episode), {"purpose": "access", **form})
    assert answer.status_code == 302, answer.content.decode()
    return services.complete(Papers.objects.latest("id").pk)


@pytest.mark.parametrize("knows", [Concern.Told.NO, Concern.Told.LATER, Concern.Told.NOT_KNOWN])
def test_nothing_is_gathered_for_the_citizen_before_somebody_has_answered(
    notified: Callable[..., Episode], client_as: Make, knows: str
) -> None:
    episode, client = notified(knows), client_as("secretary", unit="drug")
    assert "Underretning" in client.get(page_of(episode)).content.decode()
    refused = client.post(page_of(episode), {"purpose": "access"})
    assert refused.status_code == 422
    assert "Vælg, om borgeren skal få det at vide af papirerne." in refused.content.decode()
    refused = client.post(page_of(episode), {"purpose": "access", "unknown": "left-out"})
    assert "Skriv, hvorfor det er udeladt." in refused.content.decode()
    assert not Papers.objects.exists()


def test_left_out_it_stands_nowhere_and_the_papers_say_that_something_is(
    notified: Callable[..., Episode], client_as: Make, told: list[str]
) -> None:
    episode, client = notified(), client_as("counsellor", unit="drug")
    papers = gathered(client, episode, unknown="left-out", reason="Hensynet til andre.")
    for secret in SECRET:
        assert secret not in told[0], secret
    assert "Enkelte oplysninger: Hensynet til andre." in told[0]
    sent = client.post(f"{page_of(episode)}{papers.pk}/send/")
    assert sent.status_code == 302
    assert Letter.objects.filter(kind="case-papers").exists()


def test_it_is_told_when_somebody_says_so_and_that_is_noted(
    notified: Callable[..., Episode], client_as: Make, told: list[str]
) -> None:
    episode = notified()
    gathered(client_as("counsellor", unit="drug"), episode, unknown="told")
    assert all(secret in told[0] for secret in SECRET[:3])
    row = AuditEntry.objects.get(action="papers.gather", detail__purpose_of="access")
    assert row.detail["unknown"] == "told"


def test_papers_for_others_hold_it_unasked_and_are_never_sent_to_the_citizen(
    notified: Callable[..., Episode], client_as: Make, told: list[str]
) -> None:
    episode, client = notified(), client_as("counsellor", unit="drug")
    papers = gathered(client, episode, purpose="other")
    assert "alene i skole" in told[0]
    assert "/send/" not in client.get(f"{page_of(episode)}{papers.pk}/").content.decode()
    client.post(f"{page_of(episode)}{papers.pk}/send/")
    assert not Letter.objects.filter(kind="case-papers").exists()


def test_papers_from_before_anybody_was_asked_are_not_sent(notified: Callable[..., Episode], client_as: Make) -> None:
    episode, client = notified(), client_as("counsellor", unit="drug")
    papers = gathered(client, episode, unknown="told")
    Papers.objects.filter(pk=papers.pk).update(unknown="")
    answer = client.post(f"{page_of(episode)}{papers.pk}/send/", follow=True)
    assert "Saml papirerne igen" in answer.content.decode()
    assert not Letter.objects.filter(kind="case-papers").exists()


def test_what_the_citizen_knows_asks_nothing(notified: Callable[..., Episode], client_as: Make) -> None:
    episode, client = notified(Concern.Told.YES), client_as("counsellor", unit="drug")
    assert 'name="unknown"' not in client.get(page_of(episode)).content.decode()
    gathered(client, episode)
