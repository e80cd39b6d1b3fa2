"""What is covered in words that somebody wrote: names, children's names, addresses and numbers, and nothing else."""

import pytest

from brobygger.care.intake import names_of_children
from brobygger.records.people.covering import Cover

JENS = Cover(
    names=("Jens Åge von Aagaard", "Anne-Marie Aagaard", "Bo Dag"),
    addresses=("Nørregade 4, 2. tv\n4200 Slagelse",),
    others=("Mette Aagaard",),
)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Jens Åge von Aagaard, født i maj", "[beskyttet navn], født i maj"),
        ("JENS AAGAARDS bil", "[beskyttet navn] bil"),
        ("jens kom ikke, og Ågård ringede", "[beskyttet navn] kom ikke, og [beskyttet navn] ringede"),
        ("Jens' mor og Anne-Maries far", "[beskyttet navn] mor og [beskyttet navn] far"),
        ("Anne kom med Marie", "[beskyttet navn] kom med [beskyttet navn]"),
        ("Jens\u00a0Aagaard", "[beskyttet navn]"),
        ("Kontakt Mette Aagaard, ikke Aagaard", "Kontakt Mette Aagaard, ikke [beskyttet navn]"),
        ("Bo bor her i dag; Dag kommer", "[beskyttet navn] bor her i dag; [beskyttet navn] kommer"),
        ("bo dag", "[beskyttet navn]"),
        ("Von der Leyen og en jensen", "Von der Leyen og en jensen"),
        ("Bor på Nørregade 4, 2. tv, 4200 Slagelse.", "Bor på [beskyttet adresse]."),
        ("Noerregade 44 og 4200 Slagelse", "Noerregade 44 og 4200 Slagelse"),
        ("251248-9996, 2512489996, 251248 9996 og 070685-1al1", "251248-****, 251248-****, 251248-**** og 070685-****"),
        ("Ring 58574890 den 24.12.2026 kl. 1030", "Ring 58574890 den 24.12.2026 kl. 1030"),
    ],
)
def test_what_is_covered_and_what_is_not(written: str, shown: str) -> None:
    assert JENS(written) == shown


def test_without_a_name_only_numbers_are_covered() -> None:
    assert Cover()("Jens Aagaard, 251248-9996, Nørregade 4") == "Jens Aagaard, 251248-****, Nørregade 4"


@pytest.mark.parametrize(("greeted", "called"), [("Bo", True), ("von", True), ("læge", False), ("", False)])
def test_a_greeting_calls_somebody_who_is_covered(greeted: str, called: bool) -> None:
    assert JENS.is_called(greeted) is called


def test_a_child_is_found_in_what_was_told_of_a_concern() -> None:
    names = names_of_children._names
    assert names("Barnet hedder Noah Aagaard, født 3. maj 2019") == "Noah Aagaard"
    assert names("noah, 7 år") == "noah"
    assert names("Ufødt barn") == ""
