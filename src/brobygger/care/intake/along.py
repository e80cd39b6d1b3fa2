"""What every case is fetched with from its inquiry: what it is about, and the first talk while it lies ahead."""

from django.db.models import OuterRef, Subquery

from brobygger.care.intake.models import Inquiry


def substance() -> Subquery:
    """What it is mostly about, as it was told."""
    return _of_inquiry("substance")


def first_talk_at() -> Subquery:
    """When the first talk was agreed for."""
    return _of_inquiry("first_talk_at")


def told_age() -> Subquery:
    """The age as it was told, where no birth date is known."""
    return _of_inquiry("age")


def _of_inquiry(name: str) -> Subquery:
    return Subquery(Inquiry.objects.filter(episode=OuterRef("pk")).values(name)[:1])
