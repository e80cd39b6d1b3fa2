"""Changes of the schema: made by its owner, one process at a time, and opened to the application's role."""

from typing import LiteralString

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from brobygger.ground import database_role, heads
from brobygger.ops import schema_lock
from brobygger.ops.embedded_postgres import silent
from brobygger.ops.server_place import Say
from brobygger.trust import rings
from brobygger.web import limits, upgrading
from brobygger.web.configuration import ConfigurationError, application_address

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


def bring_up_to_date(say: Say = silent) -> None:
    """Apply the migrations that are not applied yet, one process at a time, and what follows from a new version.

    Raises ConfigurationError for a database that will not do, CryptoError for a key ring that is not its own.
    """
    heads.make_ready()  # first: a folder that cannot be made is told at once, not after minutes of migrating
    check_server()
    try:
        with schema_lock.alone(say):
            upgrading.refuse_newer()
            upgrading.refuse_unknown_units()
            rings.refuse_a_stranger()
            _migrate()
            limit_application()
            rings.settle()
            upgrading.reckon_anew(say)
    finally:
        connection.close()


def limit_application() -> None:
    """Set on the application's role how long a page may wait (web.limits); it sets that on itself."""
    wanted = limits.of_the_role()
    with psycopg.connect(application_address(settings.VAR), autocommit=True, connect_timeout=10) as application:
        found = application.execute("SELECT rolconfig FROM pg_roles WHERE rolname = current_user").fetchone()
        set_now = set(found[0] or ()) if found else set()
        for name, value in wanted.items():
            if f"{name}={value}" not in set_now:
                order = sql.SQL("ALTER ROLE CURRENT_USER SET {} = {}")
                application.execute(order.format(sql.Identifier(name), sql.Literal(value)))


def _migrate() -> None:
    role = application_role()
    two_roles = bool(role) and role != connection.settings_dict["USER"]
    if two_roles:
        open_to_application(role)
    call_command("migrate", interactive=False, verbosity=0)
    if two_roles:
        database_role.grant(role)
