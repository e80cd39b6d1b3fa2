"""A municipality's own standard file: named from outside, used by everything, and refused whole when it is faulty."""

import json
import re
import signal
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client

from brobygger import standard
from brobygger.records.episodes.models import StoredDeadline
from brobygger.standard import loading
from brobygger.web import upgrading
from brobygger.web.configuration import ConfigurationError
from tests.cases import case
from tests.installations import finish, start, until_ready

TEXT = loading.PACKAGED.read_text(encoding="utf-8")
PHONE = "58 57 00 00"
OTHER = TEXT.replace("58 57 48 90", PHONE).replace('edition = "2023–2024"', 'edition = "2027"')


@pytest.fixture
def use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Path]]:
    """Run on a file with this text until the test ends."""

    def begin(text: str) -> Path:
        file = tmp_path / "own.toml"
        file.write_text(text, encoding="utf-8")
        monkeypatch.setenv(loading.VARIABLE, str(file))
        _read_anew()
        return file

    yield begin
    monkeypatch.undo()
    _read_anew()


def _read_anew() -> None:
    loading._in_use.cache_clear()
    upgrading.reckoning.cache_clear()


@pytest.mark.parametrize(
    "arguments",
    [
        ["run"],
        ["run", "--demo"],
        ["setup"],
        ["migrate"],
        ["worker"],
        ["demo"],
        ["standard", "recompute", "--verify"],
        ["restore", __file__],
    ],
    ids=lambda arguments: " ".join(arguments).replace(__file__, "FILE"),
)
def test_a_faulty_file_is_told_with_its_lines_and_nothing_is_started(
    var: Path, tmp_path: Path, arguments: list[str]
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(TEXT.replace('unit = "perron-3"', 'unit = "perron-4"', 1), encoding="utf-8")
    line = TEXT[: TEXT.index('unit = "perron-3"')].count("\n") + 1
    code, output = finish(start(var, *arguments, "--standard", str(file)))
    assert code == 1 and "Traceback" not in output, output
    assert f"The standard file {file} has faults; nothing was started" in output
    assert f"{file}:{line}: 'perron-4' er ikke en kendt afdeling" in output
    assert not (var / "postgres").exists()


def test_a_file_that_is_not_there_is_said_in_one_sentence_by_the_setting_too(var: Path) -> None:
    for arguments, setting in (
        (["run", "--standard", "/nowhere/own.toml"], {}),
        (["setup"], {"BROBYGGER_STANDARD": "/nowhere/own.toml"}),
        (["audit", "verify"], {"BROBYGGER_STANDARD": "/nowhere/own.toml"}),
        (["manage", "check"], {"BROBYGGER_STANDARD": "/nowhere/own.toml"}),
    ):
        code, output = finish(start(var, *arguments, **setting))
        assert code == 1 and output.count("\n") == 1, output
        assert "The standard file /nowhere/own.toml (BROBYGGER_STANDARD) cannot be read" in output
    assert not (var / "postgres").exists()


def test_the_commands_over_the_standard_read_the_file_in_use(var: Path, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        OTHER.replace(
            'within = { amount = 3, unit = "working-days" }', 'within = { amount = 5, unit = "working-days" }'
        )
    )
    setting = {"BROBYGGER_STANDARD": str(file)}
    code, output = finish(start(var, "standard", "check", **setting))
    assert code == 0 and f"{file}: i orden" in output and "2027" in output
    _code, output = finish(start(var, "standard", "clocks", "--json", **setting))
    within = {one["id"]: one["within"]["amount"] for one in json.loads(output)}
    assert within["provider-referral"] == 5
    file.write_text("a = ", encoding="utf-8")
    code, output = finish(start(var, "standard", "clocks", **setting))
    assert code == 2 and f"{file}:1: " in output and output.count("\n") == 1


@pytest.mark.django_db
def test_a_page_shows_what_the_file_in_use_says(client: Client, use: Callable[[str], Path]) -> None:
    assert "58 57 48 90" in client.get("/kontakt/").content.decode()
    use(OTHER)
    page = client.get("/kontakt/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert PHONE in page and "58 57 48 90" not in page


@pytest.fixture
def as_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    """A set-up writes what the application's role may only add to: here it stands in a dictionary instead."""
    kept: dict[str, bytes] = {}
    monkeypatch.setattr(upgrading, "_imprint", kept.get)
    monkeypatch.setattr(upgrading, "_keep", kept.__setitem__)


@pytest.mark.django_db
def test_another_file_computes_the_stored_deadlines_again_and_says_so(
    as_owner: None, use: Callable[[str], Path]
) -> None:
    episode, said = case().episode, list[str]()
    upgrading.reckon_anew(said.append)
    before = StoredDeadline.objects.get(episode=episode, clock="treatment-guarantee-drug").due_on
    guarantee = TEXT.index('id = "treatment-guarantee-drug"')
    ten = TEXT[guarantee:].replace("amount = 14", "amount = 10", 1).replace("14 d", "10 d", 2)
    file = use(TEXT[:guarantee] + ten)
    said.clear()
    upgrading.reckon_anew(said.append)
    assert f"Another standard than before is in use: {file} (sha256 {standard.load().digest[:12]})" in said[0]
    assert said[-1] == "1 cases computed again; 1 changed."
    after = StoredDeadline.objects.get(episode=episode, clock="treatment-guarantee-drug").due_on
    assert (before - after).days == 4
    said.clear()
    upgrading.reckon_anew(said.append)
    assert said == []


@pytest.mark.django_db
def test_a_file_without_the_unit_of_a_case_is_refused_by_name(use: Callable[[str], Path]) -> None:
    upgrading.refuse_unknown_units()
    case(unit="perron-3")
    use(TEXT.replace('"perron-3"', '"youth"'))
    with pytest.raises(ConfigurationError, match=r"unit 'perron-3' \(1 cases\).*Nothing was changed"):
        upgrading.refuse_unknown_units()


def test_an_upgrade_of_the_packaged_file_changes_nothing_of_ones_own(use: Callable[[str], Path]) -> None:
    with_packaged = upgrading.reckoning()
    file = use(TEXT)
    assert upgrading.reckoning() == with_packaged  # the same text: no deadline differs
    own = use(OTHER)
    assert own == file and loading.file_in_use() == file
    assert upgrading.reckoning() != with_packaged


def test_a_place_that_is_given_another_file_says_so_and_serves_it(set_up: Path) -> None:
    nordby = Path(__file__).parents[2] / "examples" / "nordby.toml"
    finish(start(set_up, "setup"))  # this version's; the place may have been made by an older one
    code, output = finish(start(set_up, "setup", "--standard", str(nordby)))
    assert code == 0 and f"Another standard than before is in use: {nordby}" in output, output
    process = start(set_up, "run", "--standard", str(nordby))
    try:
        said = until_ready(process)
        assert f"The standard in use: {nordby} (sha256 {standard.load(nordby).digest[:12]})" in said
        address = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert address, said
        with urllib.request.urlopen(f"{address[0]}klar/", timeout=60) as answer:
            assert json.load(answer)["standard"] is True
        page = urllib.request.Request(f"{address[0]}kontakt/", headers={"X-Forwarded-Proto": "https"})
        with urllib.request.urlopen(page, timeout=60) as answer:
            assert "Rusmiddelteamet i Nordby" in answer.read().decode()
    finally:
        process.send_signal(signal.SIGTERM)
        finish(process)
