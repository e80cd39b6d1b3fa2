"""The public pages on the file of another municipality: its ages, units, partners and offers make the pages."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from brobygger import standard
from brobygger.standard import Text

Read = Callable[[str], str]


def test_a_centre_without_a_unit_for_the_young_has_no_door_for_them(nordby: None, client: Client, read: Read) -> None:
    assert client.get("/under-30/").status_code == 404
    assert "/under-" not in client.get("/").content.decode()


def test_relatives_read_what_this_municipality_offers_them(nordby: None, read: Read) -> None:
    page = read("/paaroerende/")
    assert "Rådgivning om det, der er svært for dig som pårørende." in page
    assert "6 møder" not in page and "fra 7 til 14 år" not in page
    assert "Den åbne rådgivning er også for pårørende, alle hverdage kl. 8–12." in page


def test_professionals_read_whom_this_municipality_works_with(nordby: None, read: Read) -> None:
    page = read("/fagperson/")
    for name in ("Psykiatrien i regionen", "Familieafdelingen", "Din læge", "Jobhuset Nordby"):
        assert name in page
    assert "frivillig" not in page.lower() and "Boligrådgivningen" not in page


def test_ages_and_the_website_are_the_files(nordby: None, client: Client, read: Read) -> None:
    citizen, front = read("/borger/"), read("/")
    assert "Er du fyldt 15 år, kan du komme i åbningstiden" in citizen
    assert "alle hverdage" not in citizen + front, "when it is open stands in the hours"
    assert "orienterer vi Familieafdelingen, når du bliver indskrevet" in read("/dine-oplysninger/")
    assert 'href="https://www.nordby.example"' in client.get("/").content.decode()


def test_the_door_for_the_young_is_at_the_age_of_the_file(
    client: Client, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = standard.load()
    assert "For unge findes også www.netstof.dk" in read("/under-30/")
    assert client.get("/under-25/").status_code == 404
    units = tuple(replace(unit, age_to=24) if unit.age_to else unit for unit in usual.units)
    monkeypatch.setattr(standard, "load", lambda: replace(usual, units=units))
    assert '<a href="/under-25/">Under 25</a>' in client.get("/").content.decode()
    assert "Under 25" in read("/under-25/")
    assert client.get("/under-30/").status_code == 404


def test_the_room_of_a_unit_stands_by_its_address_unless_the_street_says_it(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = standard.load()
    assert read("/kontakt/drug/").count("1. sal") == 1
    units = tuple(replace(unit, floor=Text("lokale 7", "room 7")) for unit in usual.units)
    monkeypatch.setattr(standard, "load", lambda: replace(usual, units=units))
    assert "Ingemannsvej 24, lokale 7" in read("/kontakt/perron-3/")


def test_what_can_be_anonymous_is_the_files(read: Read, request: pytest.FixtureRequest) -> None:
    ours = read("/dine-oplysninger/")
    assert "Alkoholbehandling kan være anonym hele vejen." in ours
    assert "Stofbehandling: her skal vi som regel vide, hvem du er" in ours
    request.getfixturevalue("nordby")
    theirs = read("/dine-oplysninger/")
    assert theirs.count("kan være anonym hele vejen.") == 2 and "skal vi som regel vide" not in theirs
