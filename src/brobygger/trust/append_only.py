"""Tables whose rows are written once: the database itself refuses to change or remove them."""

from django.db import models
from pgtrigger import Before, Delete, Statement, Trigger, Truncate, Update

PREFIX = "append_only"

_REFUSE = "RAISE EXCEPTION '%% may not be changed: its rows are written once', TG_TABLE_NAME;"

# A test runner empties its throw-away database (always named test_…) between tests, by TRUNCATE.
_REFUSE_TRUNCATE = f"""
    IF current_database() LIKE 'test\\_%%' AND coalesce(current_setting('brobygger.strict', true), '') <> 'on' THEN
        RETURN NULL;
    END IF;
    {_REFUSE}
"""


def append_only() -> list[Trigger]:
    """Give the triggers for a model's Meta.triggers that make its table append-only.

    They hold for every role, the owner too; besides, the application's role is never granted UPDATE,
    DELETE or TRUNCATE on such a table (see `database_role`).
    """
    return [
        Trigger(
            name=f"{PREFIX}_rows",
            level=Statement,
            when=Before,
            operation=Update | Delete,
            func=_plain(_REFUSE),
        ),
        Trigger(
            name=f"{PREFIX}_table",
            level=Statement,
            when=Before,
            operation=Truncate,
            func=_plain(_REFUSE_TRUNCATE),
        ),
    ]


def is_append_only(model: type[models.Model]) -> bool:
    """Say whether the model's table is append-only."""
    return any(trigger.name.startswith(PREFIX) for trigger in getattr(model._meta, "triggers", []))


def _plain(body: str) -> str:
    return body.replace("%%", "%")
