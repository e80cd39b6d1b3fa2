"""The verbs of the room: they alone write, each in one transaction with its event and its audit row."""

from typing import Any

from brobygger.records.episodes import services
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.letters import services as post
from brobygger.records.letters.models import Letter
from brobygger.records.letters.senders import signature
from tests.toy_room.access import WRITE
from tests.toy_room.events import STEPS, WALK_HELD
from tests.toy_room.letters import invitation


def hold(actor: Any, episode: Episode, steps: int) -> Event:
    """Note a walk with the citizen."""
    return services.record(actor, WRITE, episode, WALK_HELD.id, facts={STEPS.name: steps})


def invite(actor: Any, episode: Episode) -> Letter:
    """Ask the citizen out by letter: it is queued here, and a job sends it."""
    return post.queue(actor, WRITE, episode, invitation(episode, signature(actor, episode.unit)))
