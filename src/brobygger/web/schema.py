"""Changes of the schema: made by its owner, one process at a time, and opened to the application's role."""

from typing import LiteralString

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from brobygger.trust import crypto, database_role, heads
from brobygger.web.configuration import ConfigurationError, application_address

# Any fixed number: two web nodes that start together must not migrate together.
LOCK = 0x42726F62
OLDEST = 15


def application_role() -> str:
    """The role that the application connects as."""
    return str(conninfo_to_dict(application_address(settings.VAR)).get("user") or "")


def open_to_application(role: str) -> None:
    """Let `role` read and write the rows of every table that the present user will make, and nothing more.

    It is a rule for what comes: a migration that then takes a right away (as from an append-only
    table) is not undone by the next call.
    """
    name = sql.Identifier(role)
    what_comes: LiteralString = "ALTER DEFAULT PRIVILEGES IN SCHEMA public "
    rules = [
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name),
        sql.SQL(what_comes + "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}").format(name),
        sql.SQL(what_comes + "GRANT USAGE, SELECT ON SEQUENCES TO {}").format(name),
    ]
    with connection.cursor() as cursor:
        for rule in rules:
            cursor.execute(rule)


def check_server() -> None:
    """Refuse a database that could not hold what people write. Raises ConfigurationError."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, current_setting('server_encoding')")
        version, encoding = cursor.fetchone()
    if version < OLDEST * 10_000:
        raise ConfigurationError(f"The database is PostgreSQL {version // 10_000}; it must be {OLDEST} or newer")
    if encoding != "UTF8":
        raise ConfigurationError(f"The database's encoding is {encoding}; it must be made with ENCODING 'UTF8'")


def bring_up_to_date() -> None:
    """Apply the migrations that are not applied yet. Raises ConfigurationError for a database that will not do."""
    check_server()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        role = application_role()
        if role and role != connection.settings_dict["USER"]:
            open_to_application(role)
        call_command("migrate", interactive=False, verbosity=0)
        if role and role != connection.settings_dict["USER"]:
            database_role.grant(role)
        heads.make_ready()
        crypto.keyring()  # made with the first tables, before any row could be locked without it
    finally:
        connection.close()
