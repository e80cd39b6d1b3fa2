"""What the ground gives every room, the rooms do not write again."""

import re
from collections.abc import Iterator
from pathlib import Path

import brobygger

SOURCE = Path(brobygger.__file__).parent


def _sources() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path.relative_to(SOURCE).as_posix(), path.read_text(encoding="utf-8")


def _with(pattern: str) -> list[str]:
    return [name for name, text in _sources() for _one in re.findall(pattern, text)]


def test_the_present_language_is_asked_for_in_one_way() -> None:
    assert _with(r"get_language\(\) or [\"']d") == ["ground/languages.py"]
