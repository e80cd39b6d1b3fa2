"""Builds the demo on the standard file in BROBYGGER_TEST_STANDARD, opens every address of it, on a case of each phase
and line, and writes down where words of another file stand. A process of its own, for a standard is chosen when one
begins:

    BROBYGGER_TEST_STANDARD=examples/nordby.toml python -m tests.demo.walk FOUND.json
"""

import html
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

PEOPLE = 80
FEW = 3
AROUND = 60
# Nordby is one team: what speaks of a unit, as these do, speaks of nothing.
OF_UNITS = re.compile(r"\b(?:enhed(?:en|er|erne)?|afdeling(?:en|er|erne)?|units?)\b", re.I)
# Nordby decides at no meeting, as its own text says.
OF_MEETINGS = re.compile(r"\bbehandlingsmøder?\w*|\btreatment meetings?\b", re.I)
TAG = re.compile(r"<[^>]*>")
# Scripts and styles; and the list of all municipalities of the country, which has every one by its number.
NO_WORDS = re.compile(r"<(script|style)\b.*?</\1>|<option value=\"0\d{3}\">[^<]*</option>", re.S)
SPACES = re.compile(r"[\s\N{NO-BREAK SPACE}]+")


def main(to: Path) -> None:
    """Build it, walk it, write what was found."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from brobygger.demo import building
    from brobygger.ground import clock, crypto
    from scripts import messages
    from tests import database, day
    from tests.demo.of_one_file import NORDBY, PACKAGED, names, promises

    messages.compile_all()
    try:
        with clock.starting_at(day.MORNING), database.database_of_this_worker():
            crypto.keyring()
            reader = Reader([*names(PACKAGED, NORDBY), *promises(PACKAGED, NORDBY)])
            with files_read(lambda text: reader.read("file", "set while it was built", "a file", text)):
                building.build(PEOPLE, say=lambda words: None, processes=1)
            told = facts()
            walk(reader)
    finally:
        database.forget_this_run()
    to.write_text(json.dumps(reader.told() | told, ensure_ascii=False, indent=1), encoding="utf-8")


class Reader:
    """Reads what is shown, and keeps where a word stands that is another file's."""

    def __init__(self, words: list[str]) -> None:
        self._words = words
        self._looked_for = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words))
        self._read: set[str] = set()
        self._found: dict[tuple[str, str], str] = {}
        self._units: dict[str, str] = {}
        self._meetings: dict[str, str] = {}
        self._answers: Counter[str] = Counter()
        self._pages: dict[str, set[str]] = {}

    def read(self, kind: str, place: str, who: str, text: str) -> None:
        """Read one text that somebody is shown."""
        self._pages.setdefault(kind, set()).add(place)
        self._answers[kind] += 1
        plain = SPACES.sub(" ", html.unescape(self._new(place, NO_WORDS.sub(" ", text))))
        words = TAG.sub(" ", plain)
        for pattern, places in ((OF_UNITS, self._units), (OF_MEETINGS, self._meetings)):
            for found in pattern.finditer(words):
                places.setdefault(place, words[max(0, found.start() - AROUND) : found.end() + AROUND])
        for found in self._looked_for.finditer(plain):
            around = plain[max(0, found.start() - AROUND) : found.end() + AROUND]
            self._found.setdefault((found[0], place), f"{who}: …{around}…")

    def _new(self, place: str, text: str) -> str:
        """The lines that have not been read at this place: most of a page is the same on every case."""
        lines = [line for line in text.split("\n") if f"{place}\n{line}" not in self._read]
        self._read.update(f"{place}\n{line}" for line in lines)
        return "\n".join(lines)

    def told(self) -> dict[str, Any]:
        """What was found and how much was read."""
        found = [{"words": words, "place": place, "stands": where} for (words, place), where in self._found.items()]
        read = {
            kind: {"places": sorted(places), "answers": self._answers[kind]} for kind, places in self._pages.items()
        }
        return {
            "looked_for": self._words,
            "found": found,
            "of_units": self._units,
            "of_meetings": self._meetings,
            "read": read,
        }


def facts() -> dict[str, Any]:
    """How large the centre is that was built, and whether its deadlines are the rules' own."""
    from brobygger.records.episodes.commands import recompute
    from brobygger.records.episodes.models import Episode, StoredDeadline
    from brobygger.records.letters.models import Letter

    return {
        "cases": Episode.objects.count(),
        "phases": sorted(set(Episode.objects.values_list("phase", flat=True))),
        "units": sorted(set(Episode.objects.values_list("unit", flat=True))),
        "outcomes": sorted(set(StoredDeadline.objects.values_list("outcome", flat=True))),
        "letters": sorted(set(Letter.objects.values_list("kind", flat=True))),
        "deadlines_differ": recompute(verify=True),
    }


def walk(reader: Reader) -> None:
    """Open every address that answers, as everybody who may open it."""
    from brobygger.records.letters import dispatch
    from brobygger.records.letters.models import Letter
    from tests.accessibility.centre import Centre, addresses

    with files_read(lambda text: reader.read("file", "set on a page", "a file", text)):
        for letter in Letter.objects.order_by("pk"):
            reader.read("letter", f"{letter.kind} {letter.pk}", "its words", letter.content)
        for letter in {letter.kind: letter for letter in Letter.objects.order_by("pk")}.values():
            with files_read(lambda text, kind=letter.kind: reader.read("file", f"a letter: {kind}", "a file", text)):
                letter.pdf = b""  # set it again: what stands around the words is the same on all of a kind
                dispatch.pdf_of(letter)
        centre, cases = Centre(), dict(_cases())
        for address in addresses():
            if address.answers("GET"):
                _open(reader, centre, address, cases)


def _cases() -> Iterator[tuple[str, tuple[str, str]]]:
    from brobygger.records.episodes.models import Episode

    for number, phase, line in Episode.objects.values_list("number", "phase", "line"):
        yield number, (phase, line)


def _few(known: list[tuple[Any, ...]], cases: dict[str, tuple[str, str]]) -> list[tuple[Any, ...]]:
    """Of the places of one address the first few, and one on a case of each phase and of each line."""
    kept = dict.fromkeys(known[:FEW])
    shown: set[tuple[int, str]] = set()
    for given in known:
        tells = set(enumerate(cases.get(given[0], ()))) if given else set()
        if not tells <= shown:
            kept[given] = None
        shown |= tells
    return list(kept)


def _open(reader: Reader, centre: Any, address: Any, cases: dict[str, tuple[str, str]]) -> None:
    """One address, to who holds every role; what is not about one thing alone, to everybody who may open it."""
    from django.urls import reverse
    from django.utils import translation

    from tests.accessibility.centre import path_of, text
    from tests.accessibility.reachable import may_open

    few = _few(centre.arguments(address), cases)
    known = [path_of(address.name, *given) for given in few]
    if address.name.startswith("public:"):
        with translation.override("en"):
            known += [reverse(address.name, args=given) for given in few]
    opened = False
    for visitor in (centre.everything, *(one for one in centre.visitors if may_open(address, one))):
        if opened and address.arguments:
            break
        for path in known if visitor is centre.everything else known[:1]:
            answer = visitor.get(path)
            opened = opened or answer.status_code == 200
            if answer.status_code >= 500:
                reader.read("fault", path, visitor.name, "")
            elif answer.status_code == 200 and "text" in answer.headers.get("Content-Type", ""):
                reader.read("page", address.name, f"{visitor.name} at {path}", text(answer))
            elif answer.status_code == 200:
                reader.read("binary", address.name, visitor.name, "")


@contextmanager
def files_read(read: Callable[[str], None]) -> Iterator[None]:
    """Read what every PDF is set from, as it is set."""
    import typst

    set_as_before = typst.compile

    def heard(source: Any, *arguments: Any, **given: Any) -> Any:
        read("\n".join([source.decode() if isinstance(source, bytes) else "", *given.get("sys_inputs", {}).values()]))
        return set_as_before(source, *arguments, **given)

    with mock.patch.object(typst, "compile", heard):
        yield


if __name__ == "__main__":
    main(Path(sys.argv[1]))
