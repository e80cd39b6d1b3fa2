"""Querysets that run along an index however large the tables are."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet


def first_of(parts: Sequence["QuerySet[Any, Any]"], order: Sequence[str], columns: Sequence[str], size: int) -> Any:
    """The first rows of several querysets that share none, in one order, as tuples (one query).

    Each part gives its own first rows along its index, and of those the first are taken: the cost does not grow with
    the tables. `order` holds names of columns. Raises ValueError without any part.
    """
    if not parts:
        raise ValueError("There is nothing to read: ask whether the reach holds anything.")
    firsts = [part.order_by(*order).values_list(*columns)[:size] for part in parts]
    return firsts[0] if len(firsts) == 1 else firsts[0].union(*firsts[1:], all=True).order_by(*order)[:size]
