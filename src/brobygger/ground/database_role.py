"""The application's database role: it owns nothing, and of append-only tables it can only read and add to."""

from typing import LiteralString

from django.apps import apps
from django.db import connection
from psycopg import sql

from brobygger.ground import kept
from brobygger.ground.append_only import is_append_only


def read_only_tables() -> tuple[str, ...]:
    """Give what only set-ups and rotations of keys write; the application reads whether it is up to date."""
    return ("django_migrations", kept.table_of(kept.IMPRINT))


def append_only_tables() -> list[str]:
    """Give the tables whose rows are written once."""
    return sorted({model._meta.db_table for model in apps.get_models() if is_append_only(model)})


def grant(role: str) -> None:
    """Give the role exactly what the application needs of the tables that exist; run after each migration.

    Run it as the owner. Rows of append-only tables can be read and added, never changed or removed.
    """
    name = sql.Identifier(role)
    everything: list[LiteralString] = [
        "GRANT USAGE ON SCHEMA public TO {}",
        "REVOKE CREATE ON SCHEMA public FROM {}",
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}",
    ]
    with connection.cursor() as cursor:
        for line in everything:
            cursor.execute(sql.SQL(line).format(name))
        for table in append_only_tables():
            revoke = sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}")
            cursor.execute(revoke.format(sql.Identifier(table), name))
        for table in read_only_tables():
            revoke = sql.SQL("REVOKE INSERT, UPDATE, DELETE ON {} FROM {}")
            cursor.execute(revoke.format(sql.Identifier(table), name))
