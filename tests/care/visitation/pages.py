"""Pages as their users drive them, and forms as they fill them in."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from tests.cases import RECOMMENDED

Make = Callable[..., Any]


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def typed(**changes: Any) -> dict[str, Any]:
    found = {
        **RECOMMENDED,
        "start_on": "2023-04-11",
        "written_on": "2023-04-04",
        "read_by_citizen": "on",
        **changes,
    }
    return {name: value for name, value in found.items() if value is not None}


def decision(**changes: Any) -> dict[str, Any]:
    found = {
        "act": "decide",
        "choice": "day",
        "weeks": "12",
        "start_on": "2023-04-11",
        "place": "på Ingemannsvej 26, 1. sal",
        "reasons": "Vi har lagt vægt på, at du to gange har prøvet samtaler.",
        "wish_met": "followed",
        "wish": "Du har selv ønsket dagbehandling. Det ønske er fulgt.",
        "heard": "on",
        "citizen_present": "on",
        **changes,
    }
    return {name: value for name, value in found.items() if value is not None}
