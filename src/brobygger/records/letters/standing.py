"""What the digest of a letter covers: its words and its PDF, and to whom they go."""

import hashlib
from typing import Any

from django.db.models import Q

from brobygger.records.episodes.words_that_stand import Words, declare
from brobygger.records.letters.events import LETTER_QUEUED
from brobygger.records.letters.models import Letter


def parts(letter: Any) -> list[Any]:
    """Whatever somebody would change to make a letter say something else, or go to somebody else."""
    return [
        letter.pk, letter.episode_id, letter.kind, letter.title, letter.content, letter.recipient_kind,
        letter.recipient_name, letter.recipient_address, letter.recipient_number, letter.means,
        hashlib.sha256(letter.pdf).hexdigest(),
    ]  # fmt: skip


WORDS = declare(Words("letter", Letter, (LETTER_QUEUED.id,), "letter_id", Q(), parts))
