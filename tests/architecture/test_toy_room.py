"""A new room is one folder and one line in the list: all that tests/toy_room declares is seen at work on the pages.

docs/add-a-room.md walks through it, and shows its very files.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings
from django.template import engines
from django.test import Client, override_settings
from django.urls import clear_url_caches
from django.utils import translation

from brobygger import rooms, standard
from brobygger.desk import about_clocks
from brobygger.ground import clock, events, room
from brobygger.records.episodes import journal, words
from brobygger.records.episodes.facts import LETTER
from brobygger.records.episodes.following import why_open
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.letters import dispatch
from brobygger.records.letters.models import Letter
from brobygger.records.papers.parts import Reader, contributions
from brobygger.standard import loading, loading_letters
from brobygger.standard.loading_letters import packaged_letters
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account, AuditEntry
from brobygger.web import urls
from scripts import vocabulary as script
from tests.architecture import test_what_is_in_the_papers as papers
from tests.architecture.source import ROOT, text
from tests.cases import called
from tests.desk.test_my_day import main_part
from tests.desk.test_my_day import text as page

generated: Any = import_module("brobygger.standard.vocabulary")  # the function of its name hides it
FOLDER = ROOT / "tests" / "toy_room"
LINE = "tests.toy_room"


@contextmanager
def installed(written: Path) -> Iterator[None]:
    """The one line in the list, and what is generated from it before the software starts; the rest follows."""
    listed = (*settings.ROOMS, LINE)
    before = generated.FILE, loading_letters.LETTERS, LETTER.choices
    generated.FILE, loading_letters.LETTERS = written / "vocabulary.json", written / "letters.toml"
    loading_letters.LETTERS.write_text(script.as_toml(listed), encoding="utf-8")
    packaged_letters.cache_clear()
    object.__setattr__(LETTER, "choices", tuple(packaged_letters()))
    generated.FILE.write_text(script.as_json(listed), encoding="utf-8")
    addresses = ModuleType("addresses_with_the_toy_room")
    environments, templates = engines["jinja2"].envs.values(), str(FOLDER / "templates")
    try:
        with override_settings(ROOMS=listed):
            _start(listed)
            addresses.urlpatterns = urls.addresses()  # type: ignore[attr-defined]
            sys.modules[addresses.__name__] = addresses
            for environment in environments:
                environment.loader.searchpath.append(templates)
            with override_settings(ROOT_URLCONF=addresses.__name__):
                yield
    finally:
        generated.FILE, loading_letters.LETTERS, choices = before
        object.__setattr__(LETTER, "choices", choices)
        sys.modules.pop(addresses.__name__, None)
        for environment in environments:
            environment.loader.searchpath[:] = [one for one in environment.loader.searchpath if one != templates]
            environment.cache.clear()
        _start(settings.ROOMS)


def _start(listed: tuple[str, ...]) -> None:
    """What an installation reads once, when it starts."""
    rooms.declare(listed)
    for remembered in (
        journal.kinds_in,
        about_clocks.row_expressions,
        standard.vocabulary,
        packaged_letters,
        loading._in_use,
    ):
        remembered.cache_clear()
    clear_url_caches()


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(events, "_declared", dict(events._declared))
    monkeypatch.setattr(words, "_details", dict(words._details))
    with installed(tmp_path):
        yield


@pytest.fixture
def counsellor(toy: None, client_as: Callable[..., Client]) -> Client:
    return client_as("counsellor")


@pytest.fixture
def case(counsellor: Client) -> Episode:
    taker: Account = counsellor.account  # type: ignore[attr-defined]
    return called(taker=taker).enrolled().episode


def walk(client: Client, case: Episode, steps: str = "4000") -> int:
    return client.post(f"/forloeb/{case.number}/gaature/", {"steps": steps}).status_code


def test_what_a_room_declares_is_seen_on_the_pages(counsellor: Client, case: Episode) -> None:
    address = f"/forloeb/{case.number}/"
    first = page(counsellor, address)
    assert 'href="/gaature/"' in first, "its place in the menu"
    assert "Gå en tur" in main_part(first) and f'href="{address}gaature/"' in main_part(first), "what the case lacks"
    assert 'aria-current="page"' in page(counsellor, f"{address}gaature/"), "its tab, within another"
    assert why_open(case) == "walk-owed"

    assert walk(counsellor, case, steps="mange") == walk(counsellor, case, steps="9" * 30) == 422
    assert walk(counsellor, case) == 303

    event = Event.objects.get(kind="walk.held")
    assert event.facts == {"steps": 4000} and event.recorded_by == case.responsible
    assert AuditEntry.objects.filter(action="walks.write", episode_id=case.pk).exists()
    assert why_open(case) == ""
    after = main_part(page(counsellor, address))
    assert "Gå en tur" not in after
    assert "Gåtur holdt" in after and "4000 skridt" in after, "the event with its detail in the journal"
    assert "4000 skridt i alt" in after, "its panel"
    day = page(counsellor)
    assert f"Gået i sag {case.number}" in main_part(day), "its source of My day"
    assert re.search(r'href="/gaature/"[^>]*>[^<]*<span[^>]*>\s*1\b', day), "counted beside its place in the menu"
    assert case.number in main_part(page(counsellor, "/gaature/"))
    part = next(one for one in contributions() if one.key == "walks")
    assert part.gather(Reader(case.responsible), case).papers[0].paragraphs == ("4000 skridt",)
    assert standard.vocabulary()["walk.held"].facts["steps"].required


def test_what_keeps_a_case_open_is_told_by_its_room_whoever_closes(counsellor: Client, case: Episode) -> None:
    typed = {"day": clock.today().isoformat(), "reason": "no-treatment", "explanation": "Borgeren er flyttet"}
    refused = counsellor.post(f"/forloeb/{case.number}/luk/", typed)
    assert refused.status_code == 422
    with translation.override("da"):
        told = {one.code: str(one.words) for _room, one in room.every("keeps_open")}
    assert "Send det igen først" in told["letter-failed"] and told["walk-owed"] in unescape(refused.content.decode())


def test_a_room_brings_its_kind_of_letter_and_what_follows_from_it(counsellor: Client, case: Episode) -> None:
    answer = counsellor.post(f"/forloeb/{case.number}/gaature/", {"invite": "1"})
    assert answer.status_code == 303
    letter = Letter.objects.get(episode=case)
    assert (letter.kind, letter.title) == ("walk-invitation", "Aftale med Slagelse Kommune")
    dispatch.sent(SYSTEM, dispatch.SYSTEM_SENDS, letter, None)  # as the job does, and who has posted it
    assert Event.objects.get(kind="walk.offered").facts == {"letter_id": letter.pk}
    html = main_part(page(counsellor, f"/forloeb/{case.number}/"))
    assert "Gåtur tilbudt" in html and "invitation til en gåtur" in html


def test_its_part_of_the_papers_has_read_for_nobody_else(toy: None) -> None:
    papers.test_what_is_written_is_in_a_part_or_says_why_not()


def test_it_is_for_whom_its_access_says(counsellor: Client, client_as: Callable[..., Client]) -> None:
    assert client_as("secretary").get("/gaature/").status_code == 403
    assert client_as("counsellor").get("/gaature/").status_code == 200


def test_nothing_of_it_is_left_without_its_line(client_as: Callable[..., Client]) -> None:
    assert client_as("counsellor").get("/gaature/").status_code == 404
    assert "walk.held" not in {kind.id for kind in events.every_kind()}
    assert LINE not in {one.name for one in room.declared_rooms()}


def test_nothing_outside_its_folder_knows_it() -> None:
    known = re.compile(r"\btoy_room\b|\bwalk\.held\b|[\"']walks\b")
    naming = [path for path in (ROOT / "src").rglob("*.py") if known.search(text(path))]
    assert not naming


def test_the_page_for_newcomers_shows_its_very_files() -> None:
    shown = re.findall(r"```python\n# (\S+)\n(.*?)```", text(ROOT / "docs" / "add-a-room.md"), re.DOTALL)
    assert {name for name, _code in shown} >= {"room.py", "events.py", "services.py", "access.py"}
    for name, code in shown:
        file = text(FOLDER / name)
        for piece in code.strip().split("\n\n\n"):
            assert piece.strip() in file, (name, piece)
