"""What the rooms keep beside the timeline, for the demo's stories: for each room one file that makes its rows."""

from collections.abc import Iterator

from django.db.models import Model

from brobygger.demo.case import Case
from brobygger.demo.rows import assessment, intake, plans, records, visitation


def rooms(case: Case) -> Iterator[Model]:
    """Every row of a case beside its person, episode, events and deadlines."""
    yield from records.rows(case)
    yield from intake.rows(case)
    yield from assessment.rows(case)
    yield from visitation.rows(case)
    yield from plans.rows(case)
