"""The demo's stories grant the kinds of treatment that the file has, whatever it calls them."""

import re

import pytest

from brobygger import standard
from brobygger.demo import setting
from brobygger.standard import Standard, load, parse
from brobygger.standard.loading import PACKAGED

STORIES = (setting.TALKS, setting.GROUP, setting.DAY, setting.STAY, setting.AT_HOME)


def _renamed() -> Standard:
    """The packaged file of a town that has a name of its own for every kind of treatment."""
    text = PACKAGED.read_text(encoding="utf-8")
    for kind in load().kinds_of_treatment:
        begins = "[[kinds_of_treatment]]\nid = "
        text = text.replace(f'{begins}"{kind.id}"', f'{begins}"own-{kind.id}"')
    asked = re.compile(r"kind = \[([^\]]*)\]")
    return parse(asked.sub(lambda found: found[0].replace('["', '["own-').replace(', "', ', "own-'), text).encode())


def test_the_packaged_file_has_the_stories_own_kinds() -> None:
    assert [setting.kind(told) for told in STORIES] == list(STORIES)
    assert [kind for kind in STORIES if setting.decided_at_meeting(kind)] == [setting.DAY, setting.STAY]


def test_kinds_by_other_names_are_granted_by_what_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    other = _renamed()
    monkeypatch.setattr(standard, "load", lambda *_: other)
    kinds, often = setting.kinds()
    assert kinds == ["own-ambulatory-individual", "own-ambulatory-individual", "own-day", "own-residential"]
    assert len(often) == len(kinds)
    assert setting.kind(setting.AT_HOME) == "own-outreach"
    assert [kind for kind in kinds if setting.decided_at_meeting(kind)] == kinds[2:]
