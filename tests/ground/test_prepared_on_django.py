"""What prepared queries rest on in Django and psycopg, which neither promises: an upgrade that changes it fails here.

docs/prepared-queries.md says what to do then.
"""

import ast
import inspect
import textwrap
from datetime import date
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import QuerySet, Value
from django.db.models.functions import Upper
from django.db.models.query import ModelIterable, ValuesListIterable
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext

from brobygger.ground import prepared_queries
from brobygger.records.episodes.models import Episode


def _asked_of(function: Any, name: str) -> set[str]:
    """The attributes that a function of Django's asks of one of its variables."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name
    }


@pytest.mark.parametrize("iterable", [ModelIterable, ValuesListIterable])
def test_an_iterable_asks_of_its_queryset_what_it_is_given(iterable: Any) -> None:
    given = {"query", "db", "model", "_fields", "_known_related_objects"}
    assert _asked_of(iterable.__iter__, "queryset") <= given
    assert _asked_of(iterable.__iter__, "query") <= {"get_compiler"}


def test_an_iterable_asks_of_the_compiler_what_is_kept_from_its_sql() -> None:
    known = {"execute_sql", "select", "klass_info", "annotation_col_map", "results_iter"}
    for iterable in (ModelIterable, ValuesListIterable):
        assert _asked_of(iterable.__iter__, "compiler") <= known
    within = {
        "execute_sql", "select", "col_count", "get_converters", "apply_converters", "has_composite_fields",
        "composite_fields_to_tuples",
    }  # fmt: skip
    assert _asked_of(SQLCompiler.results_iter, "self") == within
    assert list(inspect.signature(SQLCompiler.get_converters).parameters) == ["self", "expressions"]


def test_sql_is_made_with_its_values_beside_it_and_leaves_what_reads_the_rows() -> None:
    day = date(1, 1, 7)
    queryset = Episode.objects.filter(opened_on__gte=day).select_related("person").annotate(loud=Upper(Value("x")))
    compiler = queryset.query.get_compiler("default")
    sql, params = compiler.as_sql()
    assert sql.count("%s") == len(params) and day in params
    assert compiler.klass_info is not None and compiler.klass_info["related_klass_infos"]
    assert set(compiler.annotation_col_map) == {"loud"}
    assert all(len(chosen) == 3 for chosen in compiler.select) and compiler.col_count == len(compiler.select)


def test_a_cursor_of_the_connection_takes_values_beside_the_sql() -> None:
    assert issubclass(ServerBindingCursor, psycopg.Cursor) and not issubclass(ServerBindingCursor, psycopg.ClientCursor)
    assert list(inspect.signature(BaseDatabaseWrapper._prepare_cursor).parameters) == ["self", "cursor"]
    for name in ("close_if_health_check_failed", "ensure_connection", "wrap_database_errors"):
        assert hasattr(BaseDatabaseWrapper, name)


def _of_day(day: date) -> QuerySet[Any, Any]:
    return Episode.objects.filter(opened_on=day).values_list("number", "opened_on")


@pytest.mark.django_db
def test_a_reading_is_captured_logged_and_prepared_by_the_server() -> None:
    day = date(2026, 3, 2)
    with CaptureQueriesContext(connection) as captured:
        for _time in range(4):
            prepared_queries.rows(_of_day, day)
    assert len(captured) == 4 and "episodes_episode" in captured[-1]["sql"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ['%"opened_on" = $1%'])
        (prepared,) = cursor.fetchone()
    assert prepared >= 1


def _as_dicts(day: date) -> QuerySet[Any, Any]:
    return Episode.objects.filter(opened_on=day).values("number")


def _with_more(day: date) -> QuerySet[Episode]:
    return Episode.objects.filter(opened_on=day).prefetch_related("events")


@pytest.mark.parametrize("build", [_as_dicts, _with_more])
def test_a_queryset_of_another_kind_is_refused(build: Any) -> None:
    with pytest.raises(TypeError, match="rows or tuples"):
        prepared_queries.rows(build, date(2026, 3, 2))
