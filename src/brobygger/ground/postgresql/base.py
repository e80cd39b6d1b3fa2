"""The database engine of the settings. The name of the module is the one that Django looks for."""

import select
from typing import Any

from django.db.backends.postgresql import base, operations
from django.utils.asyncio import async_unsafe
from psycopg import IsolationLevel

from brobygger.ground.postgresql.patience import PatientConnection, queue


class DatabaseOperations(operations.DatabaseOperations):
    """Tells what was asked, also of a cursor that sends the values beside the SQL (ground.prepared_queries)."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        """The SQL, with its values where they stand in it; for logs and tests."""
        return super().last_executed_query(cursor, sql, params) or sql


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection with limits of time, and asked whether it lives without a journey to the server and back.

    The settings say in LIMITS what kind of work this process does (see web.limits):
    `patience` and `places`: how long one waits for an answer, and how many may wait long;
    `session`: what is set on the session, of a connection that is this process's own;
    `transaction`: what is set in each transaction, so that a pool of connections gets it back as it was.
    """

    ops_class = DatabaseOperations

    @property
    def limits(self) -> dict[str, Any]:
        """What the settings say of this process."""
        found: dict[str, Any] = self.settings_dict.get("LIMITS") or {}
        return found

    @async_unsafe
    def get_new_connection(self, conn_params: dict[str, Any]) -> PatientConnection:
        """Connect, in this process's turn."""
        self.isolation_level = IsolationLevel.READ_COMMITTED
        with queue.turn():
            made: PatientConnection = PatientConnection.connect(**conn_params)
        made.patience = self.limits.get("patience")
        made.places = self.limits.get("places", 1)
        return made

    def init_connection_state(self) -> None:
        """Make a new connection ready."""
        super().init_connection_state()
        self._set(self.limits.get("session"), "")

    def set_autocommit(self, autocommit: bool, *args: Any, **kwargs: Any) -> None:
        """Begin or end a transaction; in a new one its own limits hold."""
        super().set_autocommit(autocommit, *args, **kwargs)
        if not autocommit:
            self._set(self.limits.get("transaction"), "LOCAL ")

    def _set(self, values: dict[str, str] | None, how_long: str) -> None:
        if values and self.connection is not None:
            orders = "; ".join(f"SET {how_long}{name} = '{value}'" for name, value in values.items())
            self.connection.execute(orders, prepare=False)

    def is_usable(self) -> bool:
        """Say whether the server is still there; asked before every request (CONN_HEALTH_CHECKS).

        A server that went away, killed outright too, leaves its farewell on the socket. As long as nothing can be
        read there the connection is well; only otherwise the server is asked.
        """
        connection = self.connection
        if connection is None or connection.closed:
            return False
        readable, _writable, _broken = select.select([connection.fileno()], [], [], 0)
        return not readable or bool(super().is_usable())
