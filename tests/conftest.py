"""What every test can ask for: a database, someone logged in, a day, a browser (tests/browser.py)."""

import itertools
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.test.testcases import TransactionTestCase
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

from brobygger.ground import clock, crypto
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode
from brobygger.standard import loading
from brobygger.trust.models import Account
from scripts import messages
from tests import cases, database, day, requirement_ids

pytest_plugins = ["tests.browser"]

# A busy machine is slow, and that proves nothing: no test of ours is a timed one. Nor does one depend on chance:
# what is drawn is the same each time, and the long search is in tests/long.
settings.register_profile("house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

_numbers = itertools.count(1)
LONGEST = ("tests/ops/test_cli.py", "tests/ops/test_time_limits.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put in order, refuse a requirement id that the register does not have, and mark what drives a browser."""
    # What takes longest begins first: at the end one worker would be left with it, and the others with nothing.
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
    known = set(requirement_ids.register())
    for item in items:
        for marker in item.iter_markers("req"):
            unknown = [name for name in marker.args if name not in known]
            if unknown:
                raise pytest.UsageError(f"{item.nodeid} claims {unknown}, not in docs/requirements.toml")
        if "visit" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def pytest_configure(config: pytest.Config) -> None:
    """Stand on the suite's own day, and see the Danish as it stands in the catalogues now."""
    standing = ExitStack()
    standing.enter_context(clock.starting_at(day.MORNING))
    config.add_cleanup(standing.close)
    messages.compile_all()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, Any, Any]:
    """Let a test that needs the database server for itself have it, and leave the next file a clean database."""
    with database.turn(alone=item.get_closest_marker("alone_on_server") is not None):
        result = yield
    if nextitem is not None and nextitem.path != item.path:
        database.start_afresh_if_written_aside()
    return result


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind once the last worker is done."""
    if os.environ.get("BROBYGGER_TEST_CONTROLLER") == str(os.getpid()):
        database.forget_this_run()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database for this worker, copied from the migrated template."""
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: database.start_afresh())
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(database.database_of_this_worker())
            stack.enter_context(database.noticing_what_is_written_aside())
            crypto.keyring()
        yield  # blocked meanwhile: a test that does not ask for the database gets none
        with django_db_blocker.unblock():
            stack.close()
    patch.undo()


@pytest.fixture(autouse=True)
def facts_as_declared(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test passes while a page swallows that an event was recorded with other facts than its room declares."""
    refused: list[str] = []
    told = episodes.FactsRefused.__init__

    def noted(self: episodes.FactsRefused, problems: Any) -> None:
        told(self, problems)
        refused.append(str(self))

    monkeypatch.setattr(episodes.FactsRefused, "__init__", noted)
    yield
    if refused and not request.node.get_closest_marker("wrong_facts"):
        pytest.fail("; ".join(refused))


@pytest.fixture
def make_account(db: None) -> Callable[..., Account]:
    """Make a member of staff: `make_account("counsellor", unit="drug")`; `unit` is one id or several."""

    def make(*roles: str, unit: str | tuple[str, ...] = "drug", name: str = "", **fields: Any) -> Account:
        number = next(_numbers)
        role = roles[0] if roles else "nobody"
        return Account.objects.create_user(
            email=f"{role}.{number}@example.dk",
            name=name or f"{role.title()} {number}",
            roles=list(roles),
            units=[unit] if isinstance(unit, str) else list(unit),
            **fields,
        )

    return make


@pytest.fixture
def open_case(db: None) -> Callable[..., Episode]:
    """Open an episode: `open_case(line="alcohol", days_ago=3, name="Jens Aagaard", responsible=account)`."""

    def make(*, at: datetime | None = None, responsible: Account | None = None, **wishes: Any) -> Episode:
        return cases.case(on=at, counsellor=responsible, **wishes).episode

    return make


@pytest.fixture
def client_as(make_account: Callable[..., Account]) -> Callable[..., Client]:
    """A client of someone signed in, second factor and all: `client_as("counsellor", unit="alcohol")`.

    Also `client_as(account)`.
    The account is on it as `.account`.
    """

    def make(who: str | Account, **fields: Any) -> Client:
        account = who if isinstance(who, Account) else make_account(who, **fields)
        client = Client()
        client.force_login(account)
        session = client.session
        session["account_authentication_methods"] = [{"method": "password"}, {"method": "mfa"}]
        session.save()
        client.account = account  # type: ignore[attr-defined]
        return client

    return make


@pytest.fixture
def on_day() -> Iterator[Callable[[date | str], None]]:
    """Stand on a day until the test ends: `on_day("2026-03-02")`; again to move on."""
    with ExitStack() as stack:

        def stand(day: date | str) -> None:
            stack.enter_context(clock.standing_on(date.fromisoformat(day) if isinstance(day, str) else day))

        yield stand


NORDBY = Path(__file__).parents[1] / "examples" / "nordby.toml"


@pytest.fixture
def nordby(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run on another municipality's file, Nordby's, until the test ends."""
    monkeypatch.setenv(loading.VARIABLE, str(NORDBY))
    loading._in_use.cache_clear()
    yield
    monkeypatch.undo()  # now, not after this: what a test set besides goes first, and then the file is read anew
    loading._in_use.cache_clear()
