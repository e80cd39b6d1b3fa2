"""Transactions of services."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
R = TypeVar("R")


def joins_transaction(service: Callable[P, R]) -> Callable[P, R]:
    """Let a service take part in the transaction that is under way, and begin one where there is none.

    Unlike `transaction.atomic` it sets no savepoint, which costs two journeys to the server. For services that refuse
    before they write anything: what they wrote before a refusal would stand.
    """

    @functools.wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block:
            return service(*args, **kwargs)
        with transaction.atomic():
            return service(*args, **kwargs)

    return run
