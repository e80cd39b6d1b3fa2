"""What stands on a letter: whose it is, whom it goes to, who answers for it; and nothing typed is ever run."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import typst

from brobygger import standard
from brobygger.ground import clock
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import recipients, rules, senders, services, typesetting
from brobygger.records.letters.models import Letter
from brobygger.records.letters.rules import LetterText, NewLetter, Recipient, Section
from brobygger.trust.access import SYSTEM
from tests.cases import WORK

HOSTILE = '#panic("x") *fed* $x^2$ @kilde <mærke> \\u{48} // væk [a] _b_ `c` = d'
TO = Recipient("citizen", "Jens Aagaard", ("Algade 1", "4200 Slagelse"), "", rules.PHYSICAL)


def letter(**changes: Any) -> LetterText:
    usual: dict[str, Any] = {
        "title": "Du får samtaler",
        "greeting": "Kære Jens",
        "sections": (Section("Derfor", ("Fordi du selv ønsker det.",), True),),
        "sender": "Mette Lund",
        "sender_title": "Behandler",
        "sender_phone": "Direkte telefon 58 57 49 01",
    }
    return LetterText(**{**usual, **changes})


def _texts(content: Any) -> Iterator[str]:
    """The words of a piece of a set letter, in the order they are read."""
    if isinstance(content, dict):
        if content.get("func") == "text":
            yield content["text"]
        for key, value in content.items():
            if key != "text" or not isinstance(value, str):
                yield from _texts(value)
    elif isinstance(content, list):
        for part in content:
            yield from _texts(part)


def standing_in(place: str, text: LetterText, to: Recipient = TO) -> list[list[str]]:
    """What the set letter holds at a labelled place, or in every heading or paragraph."""
    data = typesetting.data_of(text, typesetting.Paper(to, date(2026, 4, 7), "2026-0147", "Brev"))
    found = typst.query(typesetting.source(), place, sys_inputs={"letter": json.dumps(data)}, ignore_system_fonts=True)
    return [list(_texts(one)) for one in json.loads(found)]


@pytest.mark.parametrize("address", [("Algade 1", "4200 Slagelse"), ()])
def test_the_window_of_the_envelope_shows_name_and_address_and_nothing_else(address: tuple[str, ...]) -> None:
    to = Recipient("citizen", "Jens Aagaard", address, "", rules.PHYSICAL if address else rules.IN_PERSON)
    assert standing_in("<window>", letter(), to) == [["Jens Aagaard", *address]]


def test_it_bears_the_name_of_the_municipality_and_a_named_contact_with_a_direct_number() -> None:
    data = typesetting.data_of(letter(), typesetting.Paper(TO, date(2026, 4, 7), "2026-0147", "Brev"))
    house = standard.load().municipality
    assert data["municipality"] == house.name
    assert data["centre"][0] == house.centre
    assert data["reference"] == "Forløb 2026-0147"
    told = " ".join(standing_in("<contact>", letter())[0])
    assert told == "Kontakt Mette Lund Behandler Direkte telefon 58 57 49 01"


def test_nobody_signs_twice() -> None:
    assert standing_in("<signature>", letter()) == [["Mette Lund", "Behandler"]]
    nobody = standing_in("<signature>", letter(sender="", sender_title=""))
    assert nobody == [[standard.load().municipality.centre]]


@pytest.mark.parametrize("place", ["title", "greeting", "heading", "paragraph", "sender", "name", "line", "to_sign"])
def test_what_people_type_is_set_as_it_stands_and_never_run(place: str) -> None:
    to, text = TO, letter()
    if place in ("name", "line"):
        to = Recipient("citizen", HOSTILE if place == "name" else "Jens", (HOSTILE,), "", rules.PHYSICAL)
    elif place in ("heading", "paragraph"):
        words = (HOSTILE, "Ja") if place == "heading" else ("Ja", HOSTILE)
        text = letter(sections=(Section(words[0], (words[1],)),))
    else:
        text = letter(**{place: (HOSTILE,) if place == "to_sign" else HOSTILE})
    paper = typesetting.Paper(to, date(2026, 4, 7), "2026-0147", "Brev")
    assert typesetting.pdf(text, paper).startswith(b"%PDF")
    if place == "name":
        assert HOSTILE in standing_in("<window>", text, to)[0]
    if place == "heading":
        assert HOSTILE in [words for found in standing_in("heading", text) for words in found]


def test_an_account_signs_with_its_own_number_else_with_that_of_the_unit(make_account: Callable[..., Any]) -> None:
    account = make_account("counsellor", unit="drug")
    account.phone = "58 57 49 01"
    assert senders.signature(account, "drug").phone == "Direkte telefon 58 57 49 01"
    account.phone = ""
    assert senders.signature(account, "drug").phone == f"Telefon {senders.unit_phone('drug')}"
    assert senders.signature(None, "drug").name == ""


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("Stofbehandlingen", "i Stofbehandlingen"),
        ("Ingemannsvej 26", "på Ingemannsvej 26"),
        ("Blå Kors", "hos Blå Kors"),
        ("ved siden af banen", "ved siden af banen"),
    ],
)
def test_a_place_stands_in_its_sentence_as_one_says_it(place: str, words: str) -> None:
    assert senders.place_words(place) == words


def test_the_direct_number_is_written_on_the_account_and_stands_on_what_its_owner_sends(
    client_as: Callable[..., Any], make_account: Callable[..., Any], open_case: Callable[..., Episode]
) -> None:
    account = make_account("counsellor", unit="drug")
    client = client_as("administrator")
    form = {"name": account.name, "title": "Behandler", "roles": account.roles, "units": account.units}
    wrong = client.post(f"/konti/{account.pk}/", {**form, "phone": "ring bare"})
    assert wrong.status_code == 422
    assert "Skriv et telefonnummer" in wrong.content.decode()
    assert client.post(f"/konti/{account.pk}/", {**form, "phone": "58 57 49 01"}).status_code == 302
    account.refresh_from_db()
    assert senders.signature(account, "drug").phone == "Direkte telefon 58 57 49 01"


# --- Protected addresses ---------------------------------------------------------------------------------


def queue(episode: Episode) -> Letter:
    return services.queue(SYSTEM, WORK, episode, NewLetter("other", letter(), recipients.citizen(episode.person)))


def test_a_letter_to_a_protected_address_says_that_it_is_handed_over_in_person(
    open_case: Callable[..., Episode], client_as: Callable[..., Any]
) -> None:
    episode = open_case(digital_post_exempt=True, address="Algade 1\n4200 Slagelse", address_protected=True)
    made = queue(episode)
    assert (made.means, made.state, made.recipient_address) == (rules.IN_PERSON, "to-print", "")
    paper = typesetting.Paper(services.recipient_of(made), date(2026, 4, 7), episode.number, made.title)
    assert typesetting.data_of(letter(), paper)["means"] == "Udleveres personligt"
    client = client_as("secretary", unit="drug")
    listed = client.get(f"/forloeb/{episode.number}/breve/").content.decode()
    assert "Udleveres personligt" in listed
    assert "Almindelig post" not in listed
    assert client.post("/breve/sendt/", {"letters": [made.pk], "sent_on": clock.today().isoformat()}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.delivered_on) == ("delivered", made.handed_over_at.date())  # type: ignore[union-attr]


def test_no_envelope_is_offered_for_a_protected_address(
    open_case: Callable[..., Episode], client_as: Callable[..., Any]
) -> None:
    episode = open_case(digital_post_exempt=True, address_protected=True)
    made = queue(episode)
    services.returned(SYSTEM, WORK, made, "Kom ikke")
    client, address = client_as("counsellor", unit="drug"), f"/forloeb/{episode.number}/breve/{made.pk}/igen/"
    assert client.post(address, {"means": "physical", "address": "Algade 1"}).status_code == 422
    assert client.post(address, {"means": "in-person", "address": "Algade 1"}).status_code == 302
    assert Letter.objects.get(replaces=made).recipient_address == ""
