"""Tells and writes one batch of citizens, in whichever process."""

from random import Random

from brobygger.demo import people, stories
from brobygger.demo.schedule import SEED, Batch, Place
from brobygger.demo.telling import Story
from brobygger.demo.writer import Writer
from brobygger.ground import clock
from brobygger.trust.models import Account


def write(batch: Batch) -> tuple[int, int]:
    """Tell and write one batch; gives the number of citizens and of events."""
    accounts = Account.objects.in_bulk()
    pools = {unit: [accounts[pk] for pk in found] for unit, found in batch.counsellors.items()}
    with clock.stopped_at(batch.now):
        writer = Writer(pools, accounts[batch.authority], accounts[batch.manager])
        return len(batch.places), writer.write([story(place) for place in batch.places])


def story(place: Place) -> Story:
    """The story of one place; each citizen has a random state of their own."""
    random = Random(f"{SEED}.{place.serial}")  # noqa: S311
    line = "drug" if random.random() < 0.57 else "alcohol"
    citizen = people.invent(random, place.serial, place.day, line=line)
    return stories.tell(random, citizen, line, place, clock.today())
