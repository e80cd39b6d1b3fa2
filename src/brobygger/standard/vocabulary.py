"""What can happen in a course: the kinds of event, as the rooms above have declared them.

The rooms declare what they record in Python (``events.py`` in each). ``scripts/vocabulary.py`` writes that down here as
``vocabulary.json``, so that the standard knows every kind, its words and the types of its facts, and no room.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from brobygger.standard.facts import Fact, FactType
from brobygger.standard.text import Text

FILE = Path(__file__).with_name("vocabulary.json")


@dataclass(frozen=True, slots=True)
class DeclaredEvent:
    """A kind of event: its words, how a reckoning begins with it (unsaid: its words), and its facts by name."""

    kind: str
    label: Text
    began: Text | None
    facts: Mapping[str, Fact]


@lru_cache(maxsize=1)
def vocabulary() -> Mapping[str, DeclaredEvent]:
    """Every kind that the software records, by its id."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    return MappingProxyType({row["kind"]: _event(row) for row in rows})


def _event(row: Mapping[str, Any]) -> DeclaredEvent:
    began = Text(**row["began"]) if "began" in row else None
    facts = [_fact(fact) for fact in row["facts"]]
    return DeclaredEvent(row["kind"], Text(**row["words"]), began, {fact.name: fact for fact in facts})


def _fact(row: Mapping[str, Any]) -> Fact:
    return Fact(
        row["name"], FactType(row["type"]), row.get("required", False), tuple(row.get("choices", ())), row.get("of", "")
    )
