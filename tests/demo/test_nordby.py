"""The demo of another municipality: built whole on its file, and nothing in it speaks of the packaged one."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from brobygger.standard.courses import TREATMENT
from tests.demo.of_one_file import NORDBY, PACKAGED, names, promises

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a walk through Nordby's demo found, as everybody who works there and as a visitor."""
    to = tmp_path_factory.mktemp("nordby") / "found.json"
    outside = {key: value for key, value in os.environ.items() if not key.startswith(("BROBYGGER_", "PYTEST_"))}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.demo.walk", str(to)],
        cwd=ROOT,
        env=outside | {"BROBYGGER_TEST_STANDARD": str(NORDBY)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-4000:]
    found: dict[str, Any] = json.loads(to.read_text(encoding="utf-8"))
    return found


def test_the_demo_is_whole(walked: dict[str, Any]) -> None:
    assert walked["cases"] == 80 and walked["units"] == ["team"]
    assert set(walked["phases"]) == {phase.id for phase in TREATMENT.phases}
    assert {"met", "met-late", "departed", "open", "void"} <= set(walked["outcomes"])
    assert walked["deadlines_differ"] == 0


def test_pages_letters_and_files_were_read_and_none_failed(walked: dict[str, Any]) -> None:
    read = walked["read"]
    assert "fault" not in read, read.get("fault")
    assert len(read["page"]["places"]) > 115 and read["page"]["answers"] > 600
    assert len(read["letter"]["places"]) > 60 and len(read["file"]["places"]) > 10


def test_no_name_address_number_or_promise_of_the_packaged_file_stands_there(walked: dict[str, Any]) -> None:
    assert {"Slagelse Rusmiddelcenter", "58 57 48 90", "Ingemannsvej"} <= set(walked["looked_for"])
    assert walked["found"] == []


def test_no_page_says_a_unit_where_there_is_one_team(walked: dict[str, Any]) -> None:
    # An administrator gives a right to the team, and the house's settings list it; one's own device is another "enhed".
    elsewhere = ("trust:", "mfa_", "house:")
    assert {place: words for place, words in walked["of_units"].items() if not place.startswith(elsewhere)} == {}


def test_no_page_says_a_meeting_where_none_decides(walked: dict[str, Any]) -> None:
    assert walked["of_meetings"] == {}


def test_what_is_looked_for_is_read_out_of_the_files() -> None:
    found = names(PACKAGED, NORDBY)
    wanted = {"Slagelse Kommune", "58 57 48 90", "Ingemannsvej 26, 1. sal", "Ungeenheden Perron 3"}
    assert wanted <= set(found)
    assert "senest 14 dage" in promises(PACKAGED, NORDBY) and "senest 7 dage" not in promises(PACKAGED, NORDBY)
    assert names(PACKAGED, PACKAGED) == promises(PACKAGED, PACKAGED) == []
