"""Rows that the database itself refuses to change: triggers that only the schema's owner can pass, by a command.

The triggers of the library can be told to stand aside by whoever is connected (`pgtrigger.ignore`). These ask who is:
the application's role finds them shut whatever it says. The owner passes while it renews keys, migrates or deletes
what is past its time (`unlocked`); each of those commands leaves its row in the audit trail.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from pgtrigger import Before, Trigger
from pgtrigger.compiler import Trigger as CompiledTrigger
from pgtrigger.compiler import UpsertTriggerSql

_SETTING = "brobygger.unlocked"


def changes(*columns: str) -> str:
    """Give the condition that one of the columns gets another content; for locks on updates.

    Not to be the first of several: the library takes what begins with a bracket for a whole.
    """
    before, after = (", ".join(f"{row}.{name}" for name in columns) for row in ("OLD", "NEW"))
    return f"(({before}) IS DISTINCT FROM ({after}))"


class LockSql(UpsertTriggerSql):
    """What a migration runs to put a lock in place. Old migrations refer to it: a change needs a name of its own."""

    def get_template(self) -> str:
        """Like the library's, but for who may pass."""
        return """
            CREATE OR REPLACE FUNCTION {pgid}()
            RETURNS TRIGGER AS $$
                BEGIN
                    IF current_setting('brobygger.unlocked', true) = 'yes' AND current_user = (
                        SELECT pg_catalog.pg_get_userbyid(relowner) FROM pg_catalog.pg_class WHERE oid = TG_RELID
                    ) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    {func}
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE TRIGGER {pgid}
                {when} {operation} ON {table}
                FOR EACH {level} {condition}
                EXECUTE PROCEDURE {execute};

            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class Lock(Trigger):
    """Refuses an operation on the rows that fulfil a condition: `Lock(name=…, operation=Update | Delete)`."""

    when = Before
    func = "RAISE EXCEPTION '% may not be changed: its rows are locked', TG_TABLE_NAME;"

    def compile(self, model: Any) -> CompiledTrigger:
        """Put it the way that asks who is connected."""
        sql = LockSql(
            pgid=self.get_pgid(model),
            func=self.render_func(model),
            table=model._meta.db_table,
            when=self.when,
            operation=self.operation,
            level=self.level,
            condition=self.render_condition(model),
            execute=self.render_execute(model),
        )
        return CompiledTrigger(name=self.name, sql=sql)


@contextmanager
def unlocked() -> Iterator[None]:
    """Let the schema's owner change locked rows within the block, which is one transaction.

    Whoever else is connected finds them locked all the same.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, 'yes', true)", [_SETTING])
        yield
        cursor.execute("SELECT set_config(%s, '', true)", [_SETTING])
