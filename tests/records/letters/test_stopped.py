"""A letter that waits and may not go as it is: it is stopped with its cause, and sent anew by who answers for it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from brobygger.records import setting
from brobygger.records.episodes import citizens
from brobygger.records.episodes.models import Event
from brobygger.records.letters import recipients, services
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import LetterText, NewLetter, Section
from brobygger.records.papers import services as papers
from brobygger.records.papers.models import Papers
from brobygger.records.papers.services import NewPapers
from brobygger.records.people.models import Person
from brobygger.records.people.services import PersonDraft
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import AuditEntry
from tests.cases import WORK

Make = Callable[..., Any]
OLD = "Bredegade 53\n4261 Dalmose"


@pytest.fixture(autouse=True)
def post_folder(settings: Any, tmp_path: Any) -> Any:
    settings.POST_FOLDER = str(tmp_path / "post")
    return tmp_path / "post"


@pytest.fixture
def waiting(open_case: Make) -> Callable[..., Letter]:
    """A letter that waits to be printed, to the address that the citizen had told."""

    def make(**queued: Any) -> Letter:
        episode = open_case(name="Jette Dam", digital_post_exempt=True, address=OLD)
        text = LetterText("Brev", "Kære Jette", (Section("", ("Ord.",)),))
        recipient = replace(recipients.citizen(episode.person), **queued)
        return services.queue(SYSTEM, WORK, episode, NewLetter("other", text, recipient))

    return make


def tell(letter: Letter, **facts: Any) -> None:
    """The citizen's facts are corrected on their page."""
    person = Person.objects.get(pk=letter.episode.person_id)
    told = {name: getattr(person, name) for name in PersonDraft.__dataclass_fields__}
    draft = PersonDraft(**{**told, **facts})
    citizens.update_citizen(SYSTEM, WORK, letter.episode, draft, read_version=person.version)
    letter.refresh_from_db()


def test_protecting_an_address_stops_what_waits_to_be_posted_there(
    waiting: Callable[..., Letter], client_as: Make
) -> None:
    letter = waiting()
    tell(letter, address_protected=True, address="Nygade 2\n4200 Slagelse")
    assert letter.state == "failed"
    assert "beskyttet" in letter.failure
    client = client_as("secretary", unit="drug")
    page = client.get("/breve/").content.decode()
    assert "udlever det personligt" in page
    assert client.post("/breve/udskriv/").status_code == 302  # nothing is left to print
    assert Event.objects.filter(episode=letter.episode, kind="letter.failed").count() == 1
    sent = client.post(f"/forloeb/{letter.episode.number}/breve/{letter.pk}/igen/", {"means": "in-person"})
    assert sent.status_code == 302
    again = Letter.objects.get(replaces=letter)
    assert (again.means, again.recipient_address, again.state) == ("in-person", "", "to-print")


def test_a_new_address_stops_what_goes_to_the_old_one_and_is_proposed_instead(
    waiting: Callable[..., Letter], client_as: Make
) -> None:
    old, elsewhere = waiting(), waiting(address=("c/o Holm", "Havnegade 3", "4220 Korsør"))
    for letter in (old, elsewhere):
        tell(letter, address="Nygade 2\n4200 Slagelse")
    assert (old.state, elsewhere.state) == ("failed", "to-print")
    page = client_as("secretary", unit="drug").get(f"/forloeb/{old.episode.number}/breve/{old.pk}/").content.decode()
    assert "Nygade 2" in page
    assert "Bredegade" not in page


def test_what_is_told_besides_stops_nothing(waiting: Callable[..., Letter]) -> None:
    letter = waiting()
    tell(letter, phone="58574890", name_protected=True)
    assert letter.state == "to-print"


def test_printing_asks_again_and_leaves_out_what_may_not_go(waiting: Callable[..., Letter], client_as: Make) -> None:
    """Protected behind the letter's back: a row written before letters heeded it."""
    stopped, fine = waiting(), waiting()
    Person.objects.filter(pk=stopped.episode.person_id).update(address_protected=True)
    answer = client_as("secretary", unit="drug").post("/breve/udskriv/")
    assert setting.page_count(answer.content) == 1
    for letter in (stopped, fine):
        letter.refresh_from_db()
    assert (stopped.state, stopped.printed_at) == ("failed", None)
    assert fine.printed_at is not None
    assert AuditEntry.objects.filter(kind="export", episode_id=stopped.episode_id).count() == 0


def test_printing_what_a_page_covers_is_noted_as_seen(waiting: Callable[..., Letter], client_as: Make) -> None:
    letter = waiting()
    tell(letter, name_protected=True)
    client_as("secretary", unit="drug").post("/breve/udskriv/")
    assert AuditEntry.objects.filter(action="letters.unmask", detail__shown="print", episode_id=letter.episode_id)


# --- Papers that could not be gathered ------------------------------------------------------------------


@pytest.fixture
def with_papers(open_case: Make, make_account: Make) -> Letter:
    """A letter to an authority whose papers could not be gathered: who asked for them has lost the case."""
    author = make_account("counsellor", unit="drug")
    episode = open_case()
    asked = papers.ask(author, episode, NewPapers(Papers.Purpose.APPEAL), action=WORK)
    text = LetterText("Klage", "Til Ankestyrelsen", (Section("", ("Ord.",)),), enclosures=("Papirerne",))
    new = NewLetter("forwarding", text, recipients.authority("Ankestyrelsen"), papers_id=asked.pk)
    letter = services.queue(SYSTEM, WORK, episode, new)
    author.units = ["alcohol"]
    author.save()
    services.hand_over_now(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, Papers.objects.get(pk=asked.pk).state) == ("failed", "failed")
    return letter


def again(client: Client, letter: Letter, means: str) -> Any:
    form = {"means": means, "address": "Ankestyrelsen\nTeglholmsgade 3\n2450 København SV"}
    return client.post(f"/forloeb/{letter.episode.number}/breve/{letter.pk}/igen/", form)


def test_sending_it_again_gathers_the_papers_anew(with_papers: Letter, client_as: Make, post_folder: Any) -> None:
    assert again(client_as("counsellor", unit="drug"), with_papers, "secure-mail").status_code == 302
    letter = Letter.objects.get(replaces=with_papers)
    services.hand_over_now(letter.pk)
    letter.refresh_from_db()
    assert letter.state == "handed-over"
    assert letter.papers_id != with_papers.papers_id
    assert len(list(post_folder.glob("*-bilag-1.pdf"))) == 1


def test_printed_it_has_its_papers_or_does_not_go(with_papers: Letter, client_as: Make) -> None:
    client = client_as("counsellor", unit="drug")
    assert again(client, with_papers, "physical").status_code == 302
    letter = Letter.objects.get(replaces=with_papers)
    secretary = client_as("secretary", unit="drug")
    answer = secretary.post("/breve/udskriv/")
    assert setting.page_count(answer.content) > 1
    exported = AuditEntry.objects.filter(kind="export", action="letters.print-day", detail__letter=letter.pk)
    assert exported.get().detail["pages"] > 1


def test_on_paper_without_its_papers_it_stops_and_nothing_is_said_to_have_left(
    with_papers: Letter, client_as: Make
) -> None:
    client = client_as("counsellor", unit="drug")
    again(client, with_papers, "physical")
    client.account.units = ["alcohol"]
    client.account.save()
    assert client_as("secretary", unit="drug").post("/breve/udskriv/").status_code == 302
    letter = Letter.objects.get(replaces=with_papers)
    assert letter.state == "failed"
    assert not AuditEntry.objects.filter(kind="export", episode_id=letter.episode_id).exists()


def test_whoever_may_not_gather_them_is_told_to_ask_somebody_who_may(with_papers: Letter, client_as: Make) -> None:
    answer = again(client_as("outreach", unit="drug"), with_papers, "secure-mail")
    assert answer.status_code == 422
    assert "samles på ny" in answer.content.decode()
    assert not Letter.objects.filter(replaces=with_papers).exists()
