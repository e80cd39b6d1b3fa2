"""Trap 24: a colleague leaves and the caseload must be moved. What belongs to a case goes with it, access and all."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from brobygger.care.intake import access as intake
from brobygger.care.intake.models import Inquiry
from brobygger.care.intake.services import inquiries
from brobygger.records.letters import recipients, services
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import LetterText, NewLetter, Section
from brobygger.trust.access import SYSTEM
from tests.cases import called

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


@pytest.fixture
def giver(make_account: Make) -> Any:
    return make_account("counsellor", unit="drug", name="Karen Holm")


@pytest.fixture
def taken(giver: Any) -> Inquiry:
    return called(taker=giver).inquiry


@pytest.fixture
def failed(taken: Inquiry) -> Letter:
    text = LetterText("Brev", "Kære Jens", (Section("", ("Ord.",)),))
    recipient = recipients.citizen(taken.episode.person)
    letter = services.queue(SYSTEM, intake.ROUTE, taken.episode, NewLetter("other", text, recipient))
    services.returned(SYSTEM, intake.ROUTE, letter, "Kom retur")
    return letter


def test_the_failed_letter_stands_on_the_receivers_day(
    taken: Inquiry, failed: Letter, giver: Any, make_account: Make, client_as: Callable[..., Client]
) -> None:
    receiver = make_account("counsellor", unit="alcohol", name="Ole Friis")
    manager = client_as("manager", unit=("drug", "alcohol"))
    number = taken.episode.number
    form = {"episodes": [number], "receiver": str(receiver.pk), "reason": "Karen er rejst."}
    assert manager.post(f"/overdragelse/{giver.pk}/", form).status_code == 302
    theirs = client_as(receiver)
    assert number in theirs.get("/min-dag/").content.decode()
    assert "Breve, der ikke kunne sendes" in theirs.get("/min-dag/").content.decode()
    assert theirs.get(f"/forloeb/{number}/breve/{failed.pk}/").status_code == 200
    assert theirs.get(f"/henvendelser/{taken.pk}/").status_code == 200


def test_who_gave_it_away_and_is_of_no_unit_of_it_reads_it_no_more(
    taken: Inquiry, failed: Letter, giver: Any, make_account: Make, client_as: Callable[..., Client]
) -> None:
    from brobygger.desk.access import HAND_OVER
    from brobygger.records.episodes import services as episodes

    episodes.hand_over(SYSTEM, HAND_OVER, [taken.episode], make_account("counsellor", unit="drug"))
    giver.units = ["alcohol"]
    giver.save()
    gone = client_as(giver)
    for address in (
        f"/forloeb/{taken.episode.number}/",
        f"/forloeb/{taken.episode.number}/breve/{failed.pk}/",
        f"/forloeb/{taken.episode.number}/breve/{failed.pk}/brev.pdf",
        f"/henvendelser/{taken.pk}/",
    ):
        assert gone.get(address).status_code in (403, 404), address


def test_a_case_that_moves_to_another_unit_takes_its_letters_along(client_as: Callable[..., Client]) -> None:
    inquiry = called().inquiry
    text = LetterText("Brev", "Kære Jens", (Section("", ("Ord.",)),))
    recipient = recipients.citizen(inquiry.episode.person)
    letter = services.queue(SYSTEM, intake.ROUTE, inquiry.episode, NewLetter("other", text, recipient))
    inquiries.move(SYSTEM, intake.ROUTE, inquiry, "alcohol", reason="Drikker også.")
    address = f"/forloeb/{inquiry.episode.number}/breve/{letter.pk}/"
    assert client_as("counsellor", unit="alcohol").get(address).status_code == 200
    assert client_as("counsellor", unit="drug").get(address).status_code in (403, 404)
