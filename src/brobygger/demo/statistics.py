"""Tells PostgreSQL what the new tables hold, so that it chooses the right way to every list at once."""

from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from brobygger.web.configuration import owner_address


def gather() -> None:
    """ANALYZE as the owner of the tables; where there is no way to be that, the database does it later by itself."""
    database: Any = connection.settings_dict["NAME"]
    try:
        address = make_conninfo(owner_address(settings.VAR), dbname=database)
        with psycopg.connect(address, autocommit=True) as owner:
            owner.execute("ANALYZE")
    except psycopg.Error:
        return
