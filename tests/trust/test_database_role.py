"""The application's role owns nothing and cannot take back what is written once."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from brobygger.ground import database_role

pytestmark = pytest.mark.django_db


def may(table: str, right: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, %s)", [table, right])
        return bool(cursor.fetchone()[0])


@pytest.fixture(autouse=True)
def two_roles() -> None:
    """Everything here is about a role beside the owner's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tableowner = current_user FROM pg_tables "
            "WHERE tablename = 'trust_auditentry' AND schemaname = 'public'"
        )
        if cursor.fetchone()[0]:
            pytest.skip("the tests run as the schema's owner: name BROBYGGER_OWNER_DATABASE_URL for two roles")


def test_of_append_only_tables_it_can_only_read_and_add() -> None:
    assert {"trust_auditentry", "trust_auditseal"} <= set(database_role.append_only_tables())
    for table in database_role.append_only_tables():
        rights = {right for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE") if may(table, right)}
        assert rights == {"SELECT", "INSERT"}, table


def test_it_owns_nothing_and_makes_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)"
        )
        assert cursor.fetchone()[0] == 0
        cursor.execute("SELECT rolsuper OR rolcreaterole OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert not cursor.fetchone()[0]
    for order in (
        "CREATE TABLE x (y int)",
        "DROP TABLE trust_account",
        "ALTER TABLE trust_auditentry DISABLE TRIGGER ALL",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(order)


def test_it_cannot_change_what_migrations_are_done() -> None:
    assert may("django_migrations", "SELECT")
    assert not may("django_migrations", "DELETE")
