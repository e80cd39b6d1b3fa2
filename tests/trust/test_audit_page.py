"""The data protection officer's page."""

from typing import Any

import pytest

from brobygger.trust import audit, subjects
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import AuditEntry
from brobygger.trust.rights import READ_GLASS

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.trust.pages_urls")]
ADDRESS = "/tillid/opslag/"


@pytest.fixture
def numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Case numbers as the records know them."""
    find = {"2026-0003": subjects.Subject(person_id=3, episode_id=3)}.get
    monkeypatch.setattr(subjects, "_registered", [(find, lambda ids: {one: f"2026-{one:04}" for one in ids})])


def test_the_officer_sees_who_read_what_and_why(client_as: Any, make_account: Any, row: Any, numbers: None) -> None:
    nurse = make_account("nurse", name="Nina Nord")
    audit.read(nurse, READ_GLASS, row(episode=3))
    audit.read(nurse, READ_GLASS, row(episode=4))
    client = client_as("dpo", unit=())
    assert client.get("/tillid/")["Location"] == ADDRESS
    page = client.get(ADDRESS).content.decode()
    assert "Nina Nord" in page
    assert "2026-0003" in page
    narrowed = client.get(ADDRESS, {"case": "2026-0003"}).content.decode()
    assert "2026-0003" in narrowed
    assert "2026-0004" not in narrowed
    assert AuditEntry.objects.filter(kind="search", action="trust.read-audit").count() == 2


def test_it_is_read_by_page_without_counting(client_as: Any, django_assert_num_queries: Any) -> None:
    for _ in range(120):
        audit.changed(SYSTEM, "test.act")
    client = client_as("dpo", unit=())
    with django_assert_num_queries(8) as queries:  # one of them asks whether the sealing keeps up
        page = client.get(ADDRESS, {"kind": "change"})
    assert not any("COUNT(" in query["sql"].upper() for query in queries.captured_queries)
    assert page.content.decode().count("test.act") == 50
    import re

    older = re.search(r'href="(\?[^"]*before=[^"]+)"', page.content.decode())
    assert older
    assert client.get(ADDRESS + older[1].replace("&amp;", "&")).content.decode().count("test.act") == 50


@pytest.mark.parametrize(
    "query",
    [
        {"case": "nope"},
        {"day": "x"},
        {"staff": "999999"},
        {"kind": "x"},
        {"before": "x"},
        {"case": "x" * 500},
    ],
)
def test_nothing_typed_breaks_it(client_as: Any, query: dict[str, str], numbers: None) -> None:
    assert client_as("dpo").get(ADDRESS, query).status_code in (200, 422)


def test_narrowed_by_day_staff_and_kind(client_as: Any, make_account: Any) -> None:
    from brobygger.ground import clock

    client, other = client_as("dpo"), make_account("nurse", name="Nina Nord")
    audit.changed(other, "test.by-nurse")
    today = clock._real_now().date().isoformat()
    assert "test.by-nurse" in client.get(ADDRESS, {"day": today, "staff": other.pk, "kind": "change"}).content.decode()
    assert "test.by-nurse" not in client.get(ADDRESS, {"day": "2020-01-01"}).content.decode()
    assert "test.by-nurse" not in client.get(ADDRESS, {"kind": "export"}).content.decode()


def test_only_the_officer_reads_the_trail(client_as: Any) -> None:
    assert client_as("manager").get("/tillid/")["Location"] == "/tillid/noedaabninger/"
    for role in ("manager", "counsellor", "administrator"):
        assert client_as(role).get(ADDRESS).status_code == 403


def test_the_lists_that_showed_a_case_are_found_by_its_number(
    client_as: Any, make_account: Any, row: Any, numbers: None
) -> None:
    audit.listed(make_account("secretary", name="Lone Bak"), READ_GLASS, [row(episode=3), row(episode=4)])
    audit.listed(make_account("secretary", name="Eva Bro"), READ_GLASS, [row(episode=4), row(episode=5)])
    page = client_as("dpo", unit=()).get(ADDRESS, {"case": "2026-0003"}).content.decode().split("<table")[1]
    assert "Lone Bak" in page
    assert "Eva Bro" not in page
