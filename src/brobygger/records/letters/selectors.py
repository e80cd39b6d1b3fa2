"""Reads of letters, each with a fixed number of queries."""

from django.db.models import QuerySet

from brobygger.ground import prepared_queries
from brobygger.records.episodes.models import Episode
from brobygger.records.letters.access import PRINT_LIST, READ
from brobygger.records.letters.models import Letter
from brobygger.trust.access import Action, Actor, Reach, reach, visible, within

SHOWN = 50
WITHOUT_CONTENT = ("content", "pdf", "recipient_address", "recipient_number")


def of_episode(episode: Episode) -> list[Letter]:
    """The letters of a case, newest first (one query)."""
    letters = Letter.objects.filter(episode=episode).defer(*WITHOUT_CONTENT).select_related("written_by")
    return list(letters.order_by("-id")[:SHOWN])


def not_gone(actor: Actor) -> list[Letter]:
    """What could not be sent from one's units, or is being tried again; oldest first (one query)."""
    states = [Letter.State.FAILED, Letter.State.RETRYING]
    letters = visible(Letter.objects.filter(state__in=states), actor, PRINT_LIST)
    return list(letters.defer("content", "pdf").select_related("episode").order_by("id")[:SHOWN])


def to_print(actor: Actor, action: Action, *, whole: bool = True) -> list[Letter]:
    """The letters that wait to be printed in one's units, oldest first (one query): the list, and what is printed.

    `whole` with all that is needed to print them, else with what a list shows.
    """
    waiting = visible(Letter.objects.filter(state=Letter.State.TO_PRINT), actor, action)
    if not whole:
        waiting = waiting.defer("content", "pdf")
    return list(waiting.select_related("episode__person").order_by("id")[:SHOWN])


def waiting_count(actor: Actor) -> int:
    """How many letters wait for somebody in one's units, counted to what the list shows (one query)."""
    waiting = Letter.objects.filter(state__in=[Letter.State.FAILED, Letter.State.TO_PRINT])
    return len(visible(waiting, actor, PRINT_LIST).order_by()[:SHOWN].values_list("pk", flat=True))


def failed_of_mine(actor: Actor) -> list[Letter]:
    """Letters of one's own cases that could not be sent or are being tried again, oldest first (one query)."""
    found: list[Letter] = prepared_queries.rows(_failed, reach(actor, READ), actor.pk)
    return found


def _failed(found: Reach, account: int) -> QuerySet[Letter]:
    states = [Letter.State.FAILED.value, Letter.State.RETRYING.value]
    failed = Letter.objects.filter(state__in=states, responsible_id=account)
    return within(failed, found).defer(*WITHOUT_CONTENT).select_related("episode").order_by("id")[:SHOWN]


def has_failed(episode: Episode) -> bool:
    """Whether a letter of the case has not gone through: such a case cannot be closed (one query)."""
    states = [Letter.State.FAILED, Letter.State.RETRYING]
    return Letter.objects.filter(episode=episode, state__in=states).exists()
