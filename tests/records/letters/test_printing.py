"""The secretary's post: the day's letters as one PDF, and the day on which they really went."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from brobygger.ground import clock
from brobygger.records import setting
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import recipients, selectors, services
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import LetterText, NewLetter, Section
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import AuditEntry
from tests.cases import WORK

TEXT = LetterText("Brev", "Kære Jens", (Section("", ("Ord.",)),), sender="Mette Lund")


@pytest.fixture
def waiting(open_case: Callable[..., Episode]) -> Callable[..., Letter]:
    def make(**person: Any) -> Letter:
        episode = open_case(digital_post_exempt=True, days_ago=9, **{"address": "Algade 1\n4200 Slagelse", **person})
        at = clock.now() - timedelta(days=5)
        return services.queue(
            SYSTEM, WORK, episode, NewLetter("other", TEXT, recipients.citizen(episode.person)), occurred_at=at
        )

    return make


def test_the_letters_of_the_day_are_one_pdf_and_none_is_sent_by_printing_it(
    waiting: Callable[..., Letter], client_as: Callable[..., Client]
) -> None:
    letters = [waiting(), waiting(address_protected=True), waiting(unit="alcohol")]
    client = client_as("secretary", unit="drug")
    answer = client.post("/breve/udskriv/")
    assert answer["Content-Type"] == "application/pdf"
    assert setting.page_count(answer.content) == 3, "each on a sheet of its own: the back of the first is empty"
    for letter in letters:
        letter.refresh_from_db()
    assert [letter.state for letter in letters] == ["to-print"] * 3
    assert [bool(letter.printed_at) for letter in letters] == [True, True, False]
    exported = AuditEntry.objects.filter(kind="export", action="letters.print-day")
    assert set(exported.values_list("episode_id", flat=True)) == {letters[0].episode_id, letters[1].episode_id}
    assert client.get("/breve/").content.decode().count(" checked>") == 2, "what was printed is ticked"


def test_what_was_printed_is_printed_again_only_when_asked(
    waiting: Callable[..., Letter], client_as: Callable[..., Client]
) -> None:
    waiting()
    client = client_as("secretary", unit="drug")
    assert client.post("/breve/udskriv/")["Content-Type"] == "application/pdf"
    waiting()
    page = client.get("/breve/").content.decode()
    assert "1 brev, der ikke er printet" in page
    assert "1 brev er printet og ikke markeret som sendt." in page
    assert setting.page_count(client.post("/breve/udskriv/").content) == 1
    told = client.post("/breve/udskriv/", follow=True).content.decode()
    assert "De er alle printet." in told
    assert setting.page_count(client.post("/breve/udskriv/", {"again": "1"}).content) == 3


def test_whatever_is_printed_can_be_ticked_however_many_have_failed(
    waiting: Callable[..., Letter], client_as: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "SHOWN", 3)
    for _number in range(2):
        services.returned(SYSTEM, WORK, waiting(), "Kom retur")
    for _number in range(4):
        waiting()
    client = client_as("secretary", unit="drug")
    client.post("/breve/udskriv/")
    page = client.get("/breve/").content.decode()
    printed = Letter.objects.filter(printed_at__isnull=False).values_list("pk", flat=True)
    assert len(printed) == 3
    assert all(f'value="{number}"' in page for number in printed)
    assert page.count("Kom retur") == 2


def test_nothing_to_print_says_so(client_as: Callable[..., Client], db: None) -> None:
    answer = client_as("secretary", unit="drug").post("/breve/udskriv/", follow=True)
    assert "Intet venter på at blive printet." in answer.content.decode()


def test_several_letters_are_dated_to_the_day_they_went(
    waiting: Callable[..., Letter], client_as: Callable[..., Client]
) -> None:
    letters = [waiting(), waiting()]
    day = clock.today() - timedelta(days=2)
    client = client_as("secretary", unit="drug")
    form = {"letters": [letter.pk for letter in letters], "sent_on": day.isoformat()}
    answer = client.post("/breve/sendt/", form, follow=True)
    assert "2 breve er markeret som sendt" in answer.content.decode()
    for letter in letters:
        letter.refresh_from_db()
        assert letter.handed_over_at is not None
        assert (letter.state, clock.local_date(letter.handed_over_at)) == ("handed-over", day)


@pytest.mark.parametrize(
    ("days", "words"), [(-8, "Et af brevene er skrevet efter den dag."), (1, "Vælg i dag eller en tidligere dag.")]
)
def test_a_day_that_cannot_be_is_refused_beside_the_field_and_the_ticks_stay(
    waiting: Callable[..., Letter], client_as: Callable[..., Client], days: int, words: str
) -> None:
    letter = waiting()
    day = clock.today() + timedelta(days=days)
    answer = client_as("secretary", unit="drug").post(
        "/breve/sendt/", {"letters": [letter.pk], "sent_on": day.isoformat()}
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert " checked>" in answer.content.decode()
    letter.refresh_from_db()
    assert letter.state == "to-print"


def test_without_a_tick_nothing_is_marked_and_another_units_letter_never(
    waiting: Callable[..., Letter], client_as: Callable[..., Client]
) -> None:
    letter = waiting()
    today = clock.today().isoformat()
    other = client_as("secretary", unit="alcohol")
    for client, form in ((other, {"letters": [letter.pk]}), (client_as("secretary", unit="drug"), {})):
        answer = client.post("/breve/sendt/", {**form, "sent_on": today})
        assert answer.status_code == 422
        assert "Sæt flueben ved de breve" in answer.content.decode()
    letter.refresh_from_db()
    assert letter.state == "to-print"


# --- What a letter covers -------------------------------------------------------------------------------


@pytest.fixture
def notice(open_case: Callable[..., Episode]) -> Letter:
    """A letter to an authority that names a citizen by number, and one that greets a protected name."""
    episode = open_case(cpr="2512489996", name="Vibeke Prøvesen", name_protected=True)
    text = LetterText("Orientering", "Til Centeret", (Section("", ("Borgeren med CPR-nummer 251248-9996 er her.",)),))
    return services.queue(SYSTEM, WORK, episode, NewLetter("enrolment-notice", text, recipients.authority("Centeret")))


def test_a_number_in_a_letter_is_masked_until_somebody_asks_and_that_is_noted(
    notice: Letter, client_as: Callable[..., Client]
) -> None:
    client = client_as("counsellor", unit="drug")
    page = f"/forloeb/{notice.episode.number}/breve/{notice.pk}/"
    shown = client.get(page).content.decode()
    assert "251248-****" in shown
    assert "9996" not in shown
    assert not AuditEntry.objects.filter(action="letters.unmask").exists()
    assert "251248-9996" in client.post(f"{page}vis/").content.decode()
    assert AuditEntry.objects.filter(action="letters.unmask", episode_id=notice.episode_id).exists()


def test_its_pdf_is_asked_for_by_an_act_and_a_link_alone_gives_nothing(
    notice: Letter, client_as: Callable[..., Client]
) -> None:
    client = client_as("counsellor", unit="drug")
    address = f"/forloeb/{notice.episode.number}/breve/{notice.pk}/brev.pdf"
    assert client.get(address).status_code == 302
    assert not AuditEntry.objects.filter(kind="export").exists()
    assert client.post(address)["Content-Type"] == "application/pdf"
    assert AuditEntry.objects.filter(kind="export", action="letters.pdf", episode_id=notice.episode_id).exists()
    assert AuditEntry.objects.filter(action="letters.unmask", detail__shown="pdf").exists()


def test_the_pdf_of_a_letter_that_covers_nothing_is_an_export_too(
    waiting: Callable[..., Letter], client_as: Callable[..., Client]
) -> None:
    letter = waiting()
    address = f"/forloeb/{letter.episode.number}/breve/{letter.pk}/brev.pdf"
    assert client_as("counsellor", unit="drug").get(address)["Content-Type"] == "application/pdf"
    assert AuditEntry.objects.get(kind="export").episode_id == letter.episode_id
