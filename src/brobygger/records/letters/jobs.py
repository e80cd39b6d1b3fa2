"""The outbox: letters leave the house in a job of their own, asked for in the transaction that wrote them."""

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from brobygger.records.letters import dispatch
from brobygger.records.letters.models import Letter
from brobygger.trust.access import SYSTEM
from brobygger.trust.jobs import defer, job

# Danish, like every cause that stands on a letter.
GIVEN_UP = "Posten har ikke taget imod brevet"
_AT_ONCE = 500


@job("letters.hand-over", queue="letters")
def hand_over(letter_id: int) -> None:
    """Hand one letter to the post; one that is not taken is tried again with growing pauses (rules.RETRY_AFTER)."""
    wait = dispatch.hand_over_now(letter_id)
    if wait is not None:
        defer(hand_over, at=timezone.now() + wait, letter_id=letter_id)


@job("letters.find-lost", queue="letters", every="*/10 * * * *")
def find_lost() -> int:
    """Say of every letter that waits in the queue with nobody trying any more that it has failed; say how many.

    A job that was tried to the end, or was lost with a restored backup, leaves its letter behind (trap 27).
    """
    queued = Letter.objects.filter(state__in=dispatch.ON_ITS_WAY).order_by("id")
    # The letters first: a letter and its job come in one transaction, so a job that is asked for later is there.
    waiting = list(queued.values_list("pk", flat=True)[:_AT_ONCE])
    tried = ProcrastinateJob.objects.filter(task_name="letters.hand-over", status__in=["todo", "doing"])
    lost = set(waiting) - {arguments.get("letter_id") for arguments in tried.values_list("args", flat=True)}
    with transaction.atomic():
        held = queued.filter(pk__in=lost).defer("content", "pdf").select_related("episode")
        found = list(held.select_for_update(of=("self",)))
        for letter in found:
            dispatch.failed(SYSTEM, dispatch.SYSTEM_SENDS, letter, GIVEN_UP, None)
    return len(found)
