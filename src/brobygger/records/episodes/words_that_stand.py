"""Words that stand for good, such as a signed note's and a letter's, proved by their digests on the timeline.

Part of `brobygger audit verify`. A room says which of its rows they are (`declare`); the event that tells of such a
row carries the keyed digest of its words.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from brobygger.ground import crypto, digests
from brobygger.ground.locks import unlocked
from brobygger.records.episodes.models import Episode, Event
from brobygger.trust.proof import Finding

AT_ONCE, TOGETHER = 500, 50


@dataclass(frozen=True)
class Words:
    """One kind of rows with words: the events that tell of them, the fact that names the row, and what is proved.

    `standing` chooses the rows that stand; `parts` gives what the digest covers.
    """

    kind: str
    model: type[models.Model]
    events: tuple[str, ...]
    fact: str
    standing: models.Q
    parts: Callable[[Any], Sequence[Any]]


_declared: dict[str, Words] = {}


def declare(words: Words) -> Words:
    """Make known words that stand."""
    _declared[words.kind] = words
    return words


def digest(words: Words, row: Any) -> bytes:
    """The digest of a row's words, for the event that tells of it."""
    return digests.digest_of(words.kind, words.parts(row))


def fill_in(words: Words, events: Any, rows: Any) -> None:
    """Give the events of before the digest of what they tell of: for a migration, with its own models."""
    last = 0
    while some := list(events.objects.filter(pk__gt=last, kind__in=words.events).order_by("pk")[:AT_ONCE]):
        found = rows.objects.in_bulk([event.facts.get(words.fact) for event in some])
        with unlocked():
            for event in some:
                row = found.get(event.facts.get(words.fact))
                event.digest = None if row is None else digest(words, row)
            events.objects.bulk_update(some, ["digest"])
        last = some[-1].pk


def check() -> Iterator[Finding]:
    """Prove every row against its event and every event against its row; memory stays the same however many."""
    last = 0
    while numbers := list(Episode.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        for words in _declared.values():
            yield from _check(words, numbers)
        last = numbers[-1]


def _check(words: Words, episodes: Sequence[int]) -> Iterator[Finding]:
    digests_of: dict[int, list[bytes]] = defaultdict(list)
    events = Event.objects.filter(episode_id__in=episodes, kind__in=words.events, digest__isnull=False)
    for facts, made in events.values_list("facts", "digest"):
        digests_of[int(facts.get(words.fact) or 0)].append(bytes(made or b""))
    rows = words.model._default_manager.filter(words.standing, episode_id__in=episodes)
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(numbers), TOGETHER):
        some = numbers[first : first + TOGETHER]
        opened = _opened(words, some)
        for number in some:
            made_of_it, about = digests_of.pop(number, []), f"{words.kind} {number}"
            if not made_of_it:
                yield Finding("inserted", about, "no event of its case tells of it")
            elif not any(_holds(words, opened.get(number), made) for made in made_of_it):
                yield Finding("changed", about, "its words are not those that its event tells of")
    for number in sorted(digests_of):
        yield Finding("removed", f"{words.kind} {number}", "an event tells of it, and it is gone from its case")


def _opened(words: Words, numbers: Sequence[int]) -> dict[int, Any]:
    """The rows with these numbers, without those whose words do not open."""
    rows = words.model._default_manager
    try:
        return dict(rows.in_bulk(numbers))
    except crypto.CryptoError:
        if len(numbers) == 1:
            return {}
        return {number: row for one in numbers for number, row in _opened(words, [one]).items()}


def _holds(words: Words, row: Any, made: bytes) -> bool:
    try:
        return row is not None and digests.holds(made, words.kind, words.parts(row))
    except crypto.CryptoError:
        return False
