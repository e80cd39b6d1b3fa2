"""What the rooms keep beside the timeline, for the demo's stories: for each room one file that makes its rows."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Model

from brobygger.web.demo.rows import assessment, intake, plans, records, visitation

if TYPE_CHECKING:
    from brobygger.web.demo.writer import Case


def rooms(case: "Case") -> Iterator[Model]:
    """Every row of a case beside its person, episode, events and deadlines."""
    yield from records.rows(case)
    yield from intake.rows(case)
    yield from assessment.rows(case)
    yield from visitation.rows(case)
    yield from plans.rows(case)
