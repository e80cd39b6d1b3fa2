"""What the tests of the traps share: a small demo centre, somebody with every role, and the addresses there are."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django.plugin import DjangoDbBlocker

from brobygger import standard
from brobygger.trust.models import Account
from brobygger.trust.roles import AUTHORITY, COUNSELLOR, DPO, MANAGER, OUTREACH, SECRETARY
from tests import database

PEOPLE = 80
EVERY_ROLE = (COUNSELLOR, AUTHORITY, OUTREACH, MANAGER, SECRETARY)


@pytest.fixture(scope="module")
def centre(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A demo centre for one file, undone when the file is through."""
    with django_db_blocker.unblock():
        database.start_with_centre(PEOPLE)
        with database.turn(alone=False), transaction.atomic():
            yield
            transaction.set_rollback(True)
        database.start_afresh()


@pytest.fixture
def within(centre: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Do what a test does to the centre, and undo it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def enter_as(*roles: str, units: tuple[str, ...] | None = None) -> Client:
    """Sign somebody in who holds these roles in these units (all of them unless told)."""
    held = list(roles or EVERY_ROLE)
    own = [unit.id for unit in standard.load().units] if units is None else list(units)
    count = Account.objects.count()
    account = Account.objects.create_user(
        email=f"trap.{count}@example.dk", name=f"Fælde {count}", roles=held, units=own
    )
    client = Client(raise_request_exception=False)
    client.force_login(account)
    client.account = account  # type: ignore[attr-defined]
    return client


@pytest.fixture
def enter() -> Callable[..., Client]:
    """Sign somebody in, as `enter_as` does, within the test's own transaction."""
    return enter_as


def patterns(
    found: Any = None, prefix: str = "", namespace: str = ""
) -> Iterator[tuple[str, str, tuple[str, ...], Any]]:
    """Every address of ours: its name, its route, the names of its arguments, its view."""
    for pattern in get_resolver().url_patterns if found is None else found:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from patterns(pattern.url_patterns, prefix + str(pattern.pattern), inner)
        elif isinstance(pattern, URLPattern) and hasattr(pattern.callback, "action"):
            names = tuple(pattern.pattern.converters)
            yield f"{namespace}{pattern.name}", prefix + str(pattern.pattern), names, pattern.callback


__all__ = ["DPO", "EVERY_ROLE", "patterns"]
