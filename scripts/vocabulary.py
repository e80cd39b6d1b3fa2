"""Write down what the rooms declare of their events and letters. `--check` fails when it is old.

Events go to src/brobygger/standard/vocabulary.json, by which the standard knows them, and to the tables of
docs/timelines.md; what letters are called, to src/brobygger/standard/letters.toml.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from brobygger import rooms  # noqa: E402
from brobygger.ground.events import EventKind, Fact, FactType  # noqa: E402
from brobygger.standard.courses import COURSES  # noqa: E402
from brobygger.standard.loading_letters import LETTERS  # noqa: E402
from brobygger.standard.vocabulary import FILE  # noqa: E402

PAGE = ROOT / "docs" / "timelines.md"
NOT_HERE = "# Made by scripts/vocabulary.py from the letters.toml of each room: change it there.\n"
BEGIN, END = "<!-- vocabulary: made by scripts/vocabulary.py -->\n", "<!-- /vocabulary -->\n"
TYPES = {
    FactType.TEXT: "words",
    FactType.ID: "an id",
    FactType.NUMBER: "a whole number",
    FactType.WEEKS: "weeks, also 4.5",
    FactType.DAY: "an ISO date",
    FactType.MOMENT: "an ISO date and time with its offset",
    FactType.TRUTH: "true or false",
    FactType.IDS: "a list of ids",
}


def vocabulary(listed: Iterable[str] = rooms.ROOMS) -> list[dict[str, Any]]:
    """Every kind as the standard reads it."""
    return [_kind(kind) for kinds in rooms.events(listed).values() for kind in kinds]


def _kind(kind: EventKind) -> dict[str, Any]:
    began = {"began": {"da": kind.began.da, "en": kind.began.en}} if kind.began else {}
    words = {"da": kind.words.da, "en": kind.words.en}
    return {"kind": kind.id, "words": words, **began, "facts": [_fact(fact) for fact in kind.facts]}


def _fact(fact: Fact) -> dict[str, Any]:
    more = {"required": fact.required, "choices": list(fact.choices), "of": fact.of}
    return {"name": fact.name, "type": fact.type.value, **{key: value for key, value in more.items() if value}}


def as_json(listed: Iterable[str] = rooms.ROOMS) -> str:
    """The content of vocabulary.json: a line for each kind, so that a change shows where it is."""
    lines = [json.dumps(kind, ensure_ascii=False) for kind in vocabulary(listed)]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def as_toml(listed: Iterable[str] = rooms.ROOMS) -> str:
    """The content of letters.toml: what each room's says, in the order of the list."""
    found = rooms.letters(listed).items()
    return NOT_HERE + "".join(f"\n# {room.removeprefix('brobygger.')}\n{_bare(text)}" for room, text in found)


def _bare(text: str) -> str:
    """A room's file without what it says at its top."""
    return text[text.index("\n[[") :]


def as_table() -> str:
    """The tables of docs/timelines.md."""
    return "".join(_tables())


def _tables() -> Iterator[str]:
    for room, kinds in rooms.events().items():
        yield f"\nDeclared in `{room.removeprefix('brobygger.').replace('.', '/')}`:\n\n"
        yield "| event | Danish | facts |\n|---|---|---|\n"
        for kind in kinds:
            yield f"| `{kind.id}` | {kind.words.da} | {'; '.join(map(_told, kind.facts))} |\n"
    for course in COURSES:
        yield f"\nThe course `{course.id}` ({course.name.da}) is opened by `{course.opened_by}`. Its phases:\n\n"
        yield "| phase | Danish | reached by |\n|---|---|---|\n"
        for phase in course.phases:
            reached = ", ".join(f"`{trigger.event}`" for trigger in phase.reached_by)
            yield f"| `{phase.id}` | {phase.name.da} | {reached} |\n"
    yield "\n"


def _told(fact: Fact) -> str:
    """A fact as the page tells it: its name, its type, and in bold where the event cannot do without it."""
    name = f"**`{fact.name}`**" if fact.required else f"`{fact.name}`"
    if fact.type is FactType.CHOICE:
        return f"{name}: {', '.join(json.dumps(choice, ensure_ascii=False).strip(chr(34)) for choice in fact.choices)}"
    if fact.type is FactType.ROW:
        return f"{name}: the number of our {fact.of}"
    return f"{name}: {TYPES[fact.type]}" + (f" of `{fact.of}`" if fact.of else "")


def page() -> str:
    """docs/timelines.md with its tables as they should be."""
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN, 1)
    return before + BEGIN + as_table() + END + rest.split(END, 1)[1]


def main(arguments: list[str] | None = None) -> int:
    """Write all three, or say which is old."""
    parser = argparse.ArgumentParser(description=__doc__)
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--write", action="store_true", help="write both")
    how.add_argument("--check", action="store_true", help="write nothing; fail when one is old")
    asked = parser.parse_args(arguments)
    if asked.write:  # first, for events tell of letters
        LETTERS.write_text(as_toml(), encoding="utf-8")
    made = ((LETTERS, as_toml()), (FILE, as_json()), (PAGE, page()))
    old = [path for path, content in made if _content(path) != content]
    if asked.check:
        for path in old:
            sys.stderr.write(f"{path.relative_to(ROOT)} is old: run `make vocabulary`\n")
        return 1 if old else 0
    FILE.write_text(as_json(), encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")
    return 0


def _content(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
