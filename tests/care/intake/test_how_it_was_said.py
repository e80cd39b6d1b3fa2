"""What is chosen by whoever heard it, and by nobody beforehand; and a sign that no letter can show."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.care.intake.test_enrolment_page import at_home, filled

Make = Callable[..., Any]


@pytest.fixture
def case(client_as: Make, inquiry: Make) -> Any:
    """A taken drug inquiry with its counsellor's client and the address of the enrolment."""
    client = client_as("counsellor", unit="drug")
    row = inquiry(age="46", taker=client.account)
    return client, row.episode, f"/forloeb/{row.episode.number}/indskrivning/"


def test_nothing_is_chosen_before_anybody_has_said_it(case: Any) -> None:
    client, _episode, page = case
    assert not re.search(r'name="(by|channel|wish)"[^>]*checked', client.get("/henvendelser/ny/").text)
    assert client.post("/henvendelser/ny/", {"substance": "cocaine", "age": "44"}).status_code == 422
    assert not re.search(r'name="how"[^>]*checked', client.get(page).text)


def test_a_notice_with_a_sign_that_no_font_has_names_the_sign(case: Any) -> None:
    client, episode, page = case
    client.post(page, filled(episode.person, **at_home(("王芳", "5.4.2016"))))
    refused = client.post(f"/forloeb/{episode.number}/orientering/send/", {"told": "on"})
    assert refused.status_code == 422 and "Brevet kan ikke vise “王”" in refused.text


def test_how_a_consent_was_given_is_chosen_by_whoever_heard_it(case: Any) -> None:
    client, episode, page = case
    drawn = client.get(page).text
    assert not re.search(r'name="how"[^>]*checked', drawn)
    unsaid = {key: value for key, value in filled(episode.person).items() if key != "how"}
    refused = client.post(page, unsaid)
    assert refused.status_code == 422 and re.search(r'href="#[^"]*how', refused.text)
    nobody_asked = {key: value for key, value in unsaid.items() if not key.startswith(("answer-", "topics-"))}
    assert client.post(page, nobody_asked).status_code == 303
