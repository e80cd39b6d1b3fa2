"""What an installation decides about itself on its first day."""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from brobygger.web.configuration import ConfigurationError, comma_separated, origins, secret_key, whole_number


def test_all_who_begin_at_once_get_the_same_secret_key_and_nobody_else_reads_it(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4) as pool:
        keys = set(pool.map(secret_key, [tmp_path] * 12))
    assert len(keys) == 1
    assert len(keys.pop()) > 60
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_a_list_may_be_written_with_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROBYGGER_HOSTS", " a.example.dk, b.example.dk ,")
    assert comma_separated("BROBYGGER_HOSTS") == ["a.example.dk", "b.example.dk"]
    monkeypatch.setenv("BROBYGGER_ORIGINS", "https://a.example.dk/, https://b.example.dk:8443")
    assert origins("BROBYGGER_ORIGINS") == ["https://a.example.dk", "https://b.example.dk:8443"]


@pytest.mark.parametrize("given", ["a.example.dk", "https://", "https://a.example.dk/sti"])
def test_what_is_no_origin_is_refused(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROBYGGER_ORIGINS", given)
    with pytest.raises(ConfigurationError, match="BROBYGGER_ORIGINS must list origins"):
        origins("BROBYGGER_ORIGINS")


@pytest.mark.parametrize("given", ["", "  "])
def test_a_number_that_is_left_out_is_the_usual_one(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROBYGGER_THREADS", given)
    assert whole_number("BROBYGGER_THREADS", 4) == 4


@pytest.mark.parametrize("given", ["-1", "4.5", "²", "many", "11"])
def test_a_number_that_is_none_is_refused(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROBYGGER_THREADS", given)
    with pytest.raises(ConfigurationError, match="BROBYGGER_THREADS must be a whole number from 1 to 10"):
        whole_number("BROBYGGER_THREADS", 4, least=1, most=10)
