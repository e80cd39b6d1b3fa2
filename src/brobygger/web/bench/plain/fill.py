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
    from brobygger.records.episodes.models import Event
    from brobygger.web.bench.plain.models import PlainEvent

    if PlainEvent._default_manager.count() != Event.objects.count():
        _copy_all()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@transaction.atomic
def _copy_all() -> None:
    from brobygger.records.episodes.models import Episode, Event, StoredDeadline
    from brobygger.records.notes.models import Note
    from brobygger.records.people.models import Person
    from brobygger.web.bench.plain import models as plain

    made = (plain.PlainPerson, plain.PlainEpisode, plain.PlainEvent, plain.PlainDeadline, plain.PlainNote)
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
    from brobygger.web.demo import copying

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
