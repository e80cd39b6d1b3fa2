"""The outbox: letters leave the house in a job of their own, asked for in the transaction that wrote them."""

from brobygger.records.letters import dispatch
from brobygger.trust.jobs import job


@job("letters.hand-over", queue="letters")
def hand_over(letter_id: int) -> None:
    """Hand one letter to the post; what went wrong stands on the letter and on its case."""
    dispatch.hand_over_now(letter_id)
