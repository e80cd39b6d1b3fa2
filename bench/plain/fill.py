"""Run as the schema's owner in the measured database: copies our rows into the plain project's tables, once."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import django
from django.db import connection, transaction
from django.db.models import Model

AT_ONCE = 5000


def main() -> None:
    """Copy what is not copied yet; a demo that was built anew is copied anew."""
    from bench.plain import models as plain
    from brobygger.records.episodes.models import Event

    made: tuple[type[Model], ...] = (
        plain.PlainPerson, plain.PlainEpisode, plain.PlainEvent, plain.PlainDeadline, plain.PlainNote
    )  # fmt: skip
    _made_as_they_stand(made)
    if plain.PlainEvent._default_manager.count() != Event.objects.count():
        _copy_all(made)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@transaction.atomic
def _made_as_they_stand(models: tuple[type[Model], ...]) -> None:
    """Make the tables, anew where an earlier version of the bench made them with other columns."""
    with connection.cursor() as cursor, connection.schema_editor() as editor:
        known = set(connection.introspection.table_names(cursor))
        found = [model for model in models if model._meta.db_table in known]
        if all(_columns(cursor, model) == {field.column for field in model._meta.concrete_fields} for model in found):
            models = tuple(model for model in models if model not in found)
        else:
            for model in reversed(found):
                editor.delete_model(model)
        for model in models:
            editor.create_model(model)


def _columns(cursor: Any, model: type[Model]) -> set[str]:
    return {column.name for column in connection.introspection.get_table_description(cursor, model._meta.db_table)}


@transaction.atomic
def _copy_all(made: tuple[type[Model], ...]) -> None:
    from bench.plain import models as plain
    from brobygger.records.episodes.models import Episode, Event, StoredDeadline
    from brobygger.records.notes.models import Note
    from brobygger.records.people.models import Person

    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(model._meta.db_table for model in made)}")
    copied: list[tuple[Any, type[Model], Callable[[Any], bool]]] = [
        (Person.objects, plain.PlainPerson, lambda _row: True),
        (Episode.objects, plain.PlainEpisode, lambda _row: True),
        (Event.objects, plain.PlainEvent, lambda _row: True),
        (StoredDeadline.objects, plain.PlainDeadline, lambda _row: True),
        (Note.objects, plain.PlainNote, lambda row: row.signed_at is None),
    ]
    for ours, model, wanted in copied:
        _copy(ours, model, wanted)


def _copy(ours: Any, model: type[Model], wanted: Callable[[Any], bool]) -> None:
    from brobygger.demo import copying

    names = [str(field.attname) for field in model._meta.concrete_fields]
    rows: Iterator[Model] = (
        model(**{name: getattr(row, name) for name in names})
        for row in ours.order_by("pk").iterator(chunk_size=AT_ONCE)
        if wanted(row)
    )
    while some := list(islice(rows, AT_ONCE)):
        copying.write(some, copying.Numbers())


if __name__ == "__main__":
    django.setup()
    main()
