"""The database engine of the settings. The name of the module is the one that Django looks for."""

import select
from typing import Any

from django.db.backends.postgresql import base, operations


class DatabaseOperations(operations.DatabaseOperations):
    """Tells what was asked, also of a cursor that sends the values beside the SQL (trust.readings)."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        """The SQL, with its values where they stand in it; for logs and tests."""
        return super().last_executed_query(cursor, sql, params) or sql


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is asked whether it lives without a journey to the server and back."""

    ops_class = DatabaseOperations

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
