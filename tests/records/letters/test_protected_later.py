"""A protection that came after the letter: what was sent stays, and what is shown of it is covered (trap 14)."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from brobygger.care.intake.models import Concern
from brobygger.ground import clock
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import recipients, services
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import LetterText, NewLetter, Section
from brobygger.records.people.models import Child, Person
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import AuditEntry
from tests.cases import WORK

Make = Callable[..., Any]
TOLD = (
    "Jens Aagaard er indskrevet hos os. Børn: Noah Aagaard og Alma.",
    "Jens' datter sover dårligt; Storm siger, at de bor på Algade 1.",
)


@pytest.fixture
def sent(open_case: Make) -> Callable[..., Letter]:
    """A letter from before the protection, which came afterwards; to an authority, or to the citizen."""

    def make(*, to_citizen: bool = False, words: tuple[str, ...] = TOLD, **protection: bool) -> Letter:
        episode = open_case(cpr="", name="Jens Aagaard", address="Algade 1\n4200 Slagelse")
        person = episode.person
        Child.objects.create(person=person, name="Noah Aagaard")
        Child.objects.create(person=person, name="Alma Aagaard", removed_at=clock.now(), lives_at_home=False)
        Concern.objects.create(
            episode=episode, about="child", known_at=clock.now(), law="§ 133", child="Storm, 7 år", seen="Set.",
            told="yes", recorded_at=clock.now(),
        )  # fmt: skip
        recipient = recipients.citizen(person) if to_citizen else recipients.authority("Centeret")
        greeting = "Kære Jens" if to_citizen else "Til Centeret"
        text = LetterText("Orientering", greeting, (Section("", words, written_here=True),), sender="Mette Aagaard")
        new = NewLetter("other" if to_citizen else "enrolment-notice", text, recipient)
        letter = services.queue(SYSTEM, WORK, episode, new)
        protection = protection or {"name_protected": True, "address_protected": True}
        Person.objects.filter(pk=person.pk).update(**protection)
        Episode.objects.filter(pk=episode.pk).update(**protection)
        return letter

    return make


def address(letter: Letter) -> str:
    return f"/forloeb/{letter.episode.number}/breve/{letter.pk}/"


def shown(client: Client, path: str) -> str:
    return unescape(client.get(path).content.decode())


@pytest.mark.parametrize("role", ["counsellor", "authority", "secretary", "manager"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_of_an_older_letter_to_an_authority_covers_name_children_and_address(
    sent: Callable[..., Letter], client_as: Make, role: str, prefix: str
) -> None:
    letter = sent()
    kept = (letter.content, bytes(letter.pdf))
    client = client_as(role, unit="drug")
    page = shown(client, prefix + address(letter))
    for secret in ("Jens", "Noah", "Alma", "Storm", "Algade"):
        assert secret not in page, secret
    assert "[beskyttet navn] er indskrevet hos os. Børn: [beskyttet navn] og [beskyttet navn]." in page
    assert "Mette Aagaard" in page  # who signs
    assert not AuditEntry.objects.filter(action="letters.unmask").exists()
    whole = unescape(client.post(f"{prefix}{address(letter)}vis/").content.decode())
    assert all(words in whole for words in TOLD)
    assert AuditEntry.objects.filter(action="letters.unmask", episode_id=letter.episode_id).exists()
    letter.refresh_from_db()
    assert (letter.content, bytes(letter.pdf)) == kept


def test_its_pdf_is_asked_for_by_an_act_also_without_any_number(sent: Callable[..., Letter], client_as: Make) -> None:
    letter, client = sent(), client_as("counsellor", unit="drug")
    assert f'href="{address(letter)}brev.pdf"' not in shown(client, address(letter))
    assert client.get(f"{address(letter)}brev.pdf").status_code == 302
    assert not AuditEntry.objects.filter(kind="export").exists()
    assert client.post(f"{address(letter)}brev.pdf")["Content-Type"] == "application/pdf"
    assert AuditEntry.objects.filter(action="letters.unmask", detail__shown="pdf").exists()


def test_the_address_over_a_letter_that_went_by_post_is_sealed_with_its_pdf(
    sent: Callable[..., Letter], client_as: Make
) -> None:
    letter = sent(to_citizen=True, words=("Kom på mandag.",), address_protected=True)
    client = client_as("counsellor", unit="drug")
    page = shown(client, address(letter))
    assert "Kære Jens" in page  # the name is not protected
    assert f"{address(letter)}vis/" not in page  # the words hide nothing
    assert client.get(f"{address(letter)}brev.pdf").status_code == 302


def test_a_name_that_the_citizen_had_before_is_covered_too(sent: Callable[..., Letter], client_as: Make) -> None:
    letter = sent(to_citizen=True)
    person = Person.objects.get(pk=letter.episode.person_id)
    person.name, person.address = "Karl Ny", "Bygade 2"
    person.save()
    page = shown(client_as("counsellor", unit="drug"), address(letter))
    assert "Jens" not in page
    assert "Algade" not in page


def test_what_the_letter_to_the_citizen_says_of_others_is_covered_in_its_words(
    sent: Callable[..., Letter], client_as: Make
) -> None:
    page = shown(client_as("counsellor", unit="drug"), address(sent(to_citizen=True)))
    assert "Kære [beskyttet navn]" in page
    assert "Noah" not in page


def test_without_a_protection_the_letter_stands_as_it_is(sent: Callable[..., Letter], client_as: Make) -> None:
    letter = sent(name_protected=False)
    page = shown(client_as("counsellor", unit="drug"), address(letter))
    assert TOLD[0] in page
    assert f'href="{address(letter)}brev.pdf"' in page
