"""Some citizens worked through the rooms' own services, so that every page has something true to show today."""

from datetime import date
from typing import Any


def contact_days(count: int) -> list[date]:
    return []


def work_through(accounts: Any, places: Any) -> None:
    return None
