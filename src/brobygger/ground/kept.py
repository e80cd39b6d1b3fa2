"""Where a system keeps what the ground writes down for it: the ground has no tables, and each system has its own.

A model says it of itself: `keeps = ONCE` (see `once`), `keeps = IMPRINT` (see `ring_check`), `keeps = TRAIL`.
"""

from functools import cache
from typing import Any, Final

from django.apps import apps
from django.db import models
from psycopg import sql

ONCE: Final = "once"  # which forms were received: `once.ReceivedForm`
IMPRINT: Final = "imprint"  # name, value, at: what the software knows its database by
TRAIL: Final = "trail"  # the rows of the audit trail: `chain.SealedRow`
SEALS: Final = "seals"  # and its seals: `chain.Seal`


@cache
def model_of(what: str) -> Any:
    """Give the model that keeps it. Raises LookupError when the system has none, or more than one."""
    found: list[type[models.Model]] = [model for model in apps.get_models() if getattr(model, "keeps", "") == what]
    if len(found) != 1:
        raise LookupError(f"{len(found)} models keep {what}: one has to say `keeps = {what.upper()}`")
    return found[0]


def table_of(what: str) -> str:
    """Give the name of the table that keeps it."""
    return str(model_of(what)._meta.db_table)


def statement(text: Any, what: str) -> sql.Composed:
    """Give a statement in which {table} stands for the table that keeps it."""
    return sql.SQL(text).format(table=sql.Identifier(table_of(what)))
