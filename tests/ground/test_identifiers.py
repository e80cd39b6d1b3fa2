"""Identifiers of audit rows."""

import time
import uuid

import pytest

from brobygger.ground import identifiers
from brobygger.ground.identifiers import uuid7


def test_each_is_greater_than_the_one_before_and_of_version_seven() -> None:
    made = [uuid7() for _ in range(5000)]
    assert made == sorted(set(made))
    assert {one.version for one in made} == {7}
    assert {one.variant for one in made} == {uuid.RFC_4122}


def test_it_begins_with_the_time_even_after_the_clock_was_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identifiers, "_last", 0)
    now = time.time_ns() // 1_000_000
    assert abs((uuid7().int >> 80) - now) < 1000
    monkeypatch.setattr(time, "time_ns", lambda: (now - 3_600_000) * 1_000_000)
    assert abs((uuid7().int >> 80) - (now - 3_600_000)) < 1000
