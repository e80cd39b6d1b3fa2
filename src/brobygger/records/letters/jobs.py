"""The outbox: letters leave the house in a job of their own, asked for in the transaction that wrote them."""

from django.db import transaction
from django.db.models.expressions import RawSQL

from brobygger.records.letters import dispatch
from brobygger.records.letters.models import Letter
from brobygger.trust.access import SYSTEM
from brobygger.trust.jobs import job

# Danish, like every cause that stands on a letter.
GIVEN_UP = "Posten har ikke taget imod brevet"

_STILL_TRIED = """
    SELECT 1 FROM procrastinate_jobs j WHERE j.task_name = 'letters.hand-over' AND j.status IN ('todo', 'doing')
    AND (j.args ->> 'letter_id')::bigint = letters_letter.id
"""


@job("letters.hand-over", queue="letters")
def hand_over(letter_id: int) -> None:
    """Hand one letter to the post; what went wrong stands on the letter and on its case."""
    dispatch.hand_over_now(letter_id)


@job("letters.find-lost", queue="letters", every="*/10 * * * *")
def find_lost() -> int:
    """Say of every letter that waits in the queue with nobody trying any more that it has failed; say how many.

    A job that was tried to the end, or was lost with a restored backup, leaves its letter behind (trap 27).
    """
    with transaction.atomic():
        waiting = Letter.objects.filter(state=Letter.State.QUEUED).defer("content", "pdf").select_related("episode")
        lost = waiting.exclude(RawSQL(f"EXISTS ({_STILL_TRIED})", [])).select_for_update(of=("self",))
        found = list(lost.order_by("id")[:200])
        for letter in found:
            dispatch.failed(SYSTEM, dispatch.SYSTEM_SENDS, letter, GIVEN_UP, None)
    return len(found)
