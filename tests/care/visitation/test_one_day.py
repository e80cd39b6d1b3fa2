"""Several things on one day: what came last holds, on the pages as on the clocks."""

import pytest
from django.test import Client

from brobygger.care.visitation import services
from brobygger.care.visitation.services import providers
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode, StoredDeadline
from brobygger.records.letters import services as post
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account
from tests.care.visitation.pages import Make, page
from tests.care.visitation.test_free_choice_pages import CHOICE
from tests.cases import GRANTED, REFUSED, WORK


@pytest.fixture
def counsellor(make_account: Make) -> Account:
    account: Account = make_account("counsellor", unit="drug", name="Mette Lund")
    return account


def outcomes(episode: Episode, clock: str) -> list[str]:
    return list(
        StoredDeadline.objects.filter(episode=episode, clock=clock).order_by("number").values_list("outcome", flat=True)
    )


@pytest.mark.req("KS-3.5-1", "KS-4.2-1")
def test_refused_and_granted_on_one_day_the_treatment_can_begin(
    case: Make, decided: Make, client_as: Make, counsellor: Account
) -> None:
    refused = decided(case(responsible=counsellor), **REFUSED)
    decided(refused.episode, **GRANTED)
    episode = refused.episode
    assert outcomes(episode, "after-refusal") == ["void"]
    address = f"/forloeb/{episode.number}/behandlingsstart/"
    client = client_as(counsellor)
    assert "Afgørelsen er et afslag" not in page(client, address)
    typed = {"kind_of_treatment": "ambulatory-individual", "provider": "own", "substitution": "no", "day": "2023-04-04"}
    assert client.post(address, typed).status_code == 303
    assert outcomes(episode, "treatment-guarantee-drug") == ["met"]


@pytest.mark.req("KS-5.8.1-2")
def test_granted_and_refused_on_one_day_nothing_begins(
    case: Make, decided: Make, client_as: Make, counsellor: Account
) -> None:
    granted = decided(case(responsible=counsellor), **GRANTED)
    draft = services.start_again(SYSTEM, granted)  # in the place of the grant, not a no to something more
    services.make(SYSTEM, services.save_decision(SYSTEM, granted.episode, version=draft.version, **REFUSED))
    assert "Afgørelsen er et afslag" in page(
        client_as(counsellor), f"/forloeb/{granted.episode.number}/behandlingsstart/"
    )


@pytest.mark.req("KS-5.8.1-2")
def test_a_refusal_on_the_day_of_its_recommendation_leaves_the_citizen_on_my_day(
    recommended: Make, decided: Make, client_as: Make, counsellor: Account
) -> None:
    made = decided(recommended(responsible=counsellor).episode, **REFUSED)
    assert outcomes(made.episode, "after-refusal") == ["open"]
    assert "Tal med borgeren efter afslaget" in page(client_as(counsellor), f"/forloeb/{made.episode.number}/")
    submitted = {"kind_of_treatment": "ambulatory-individual"}
    episodes.record(SYSTEM, WORK, made.episode, "recommendation.submitted", facts=submitted)
    assert outcomes(made.episode, "after-refusal") == ["met"]


@pytest.mark.req("KS-3.6-1")
def test_chosen_refused_and_chosen_again_on_one_day_the_place_is_to_be_referred_to(
    case: Make, decided: Make, client_as: Make, counsellor: Account, as_authority: Client
) -> None:
    made = decided(case(responsible=counsellor))
    assert made.letter is not None
    post.hand_over_now(made.letter.pk)
    episode = made.episode
    client = client_as(counsellor)
    address = f"/forloeb/{episode.number}/valg-af-sted/"
    assert client.post(address, CHOICE).status_code == 303
    choice = providers.standing_choice(episode)
    assert choice is not None
    services.declined(SYSTEM, choice, "Fuldt belagt")
    assert outcomes(episode, "start-after-choice") == ["open"]
    assert client.post(address, CHOICE).status_code == 303
    assert outcomes(episode, "start-after-choice") == ["void"]
    assert outcomes(episode, "provider-referral") == ["void", "open"]
    assert outcomes(episode, "treatment-guarantee-drug") == ["departed"]
