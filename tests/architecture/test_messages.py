"""The Danish is whole."""

from pathlib import Path

import pytest

from brobygger import rooms
from scripts import messages


def test_every_text_has_its_danish() -> None:
    found = messages.faults()
    assert not found, "\n".join(found)


def test_a_room_of_the_list_is_read_with_or_without_its_apps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "brobygger"
    (source / "care" / "walks").mkdir(parents=True)
    (source / "care" / "walks" / "words.py").write_text('WORDS = _("Note the walk")\n', encoding="utf-8")
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "SOURCE", source)
    monkeypatch.setattr(rooms, "ROOMS", ("brobygger.care.walks",))
    assert messages.faults() == ["brobygger/care/walks: no Danish for 'Note the walk'"]


def test_the_floors_are_those_that_have_apps() -> None:
    assert {app.relative_to(messages.SOURCE).parts[0] for app in messages.apps()} == set(messages.FLOORS)
