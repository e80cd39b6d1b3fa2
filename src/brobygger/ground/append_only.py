"""Tables whose rows are written once: the database itself refuses to change or remove them."""

from django.db import models
from pgtrigger import Delete, Statement, Truncate, Update

from brobygger.ground.locks import Lock

PREFIX = "append_only"

_REFUSE = "RAISE EXCEPTION '% may not be changed: its rows are written once', TG_TABLE_NAME;"


def append_only() -> list[Lock]:
    """Give the triggers for a model's Meta.triggers that make its table append-only.

    They hold for every role, and the owner passes them by command alone (see `locks`); besides, the application's
    role is never granted UPDATE, DELETE or TRUNCATE on such a table (see `database_role`).
    """
    return [Lock(name=f"{PREFIX}_rows", level=Statement, operation=Update | Delete | Truncate, func=_REFUSE)]


def is_append_only(model: type[models.Model]) -> bool:
    """Say whether the model's table is append-only: one of its triggers says so in its name."""
    return any(PREFIX in trigger.name for trigger in getattr(model._meta, "triggers", []))
