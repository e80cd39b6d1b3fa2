"""What a citizen holds follows from the timeline at once, and one reading of it serves every room."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection

from brobygger.care.plans import selectors as plans
from brobygger.ground import clock
from brobygger.records.episodes import commands, following, services
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.grants import selectors
from brobygger.records.grants.models import ChosenProvider, Grant
from brobygger.trust.access import SYSTEM
from tests.cases import WORK

OpenCase = Callable[..., Episode]
DAY, TALKS, RESIDENTIAL = "day", "ambulatory-individual", "residential"


@pytest.fixture
def case(open_case: OpenCase, on_day: Callable[[str], None]) -> Episode:
    """A case from 27 March 2023, looked at a year later."""
    on_day("2024-04-02")
    return open_case(at=clock.at_noon(date(2023, 3, 27)))


def on(episode: Episode, day: str, kind: str, **facts: Any) -> Event:
    return services.record(SYSTEM, WORK, episode, kind, occurred_at=clock.at_noon(date.fromisoformat(day)), facts=facts)


def granted(episode: Episode, day: str, number: int, kind: str = DAY, **facts: Any) -> Event:
    said = {"outcome": "granted", "kind_of_treatment": kind, "decision_id": number, **facts}
    return on(episode, day, "decision.made", **said)


def refused(episode: Episode, day: str, number: int, **facts: Any) -> Event:
    return on(episode, day, "decision.made", outcome="refused", decision_id=number, **facts)


def held(episode: Episode) -> list[tuple[str, int | None]]:
    return [(grant.kind, grant.decision_id) for grant in selectors.held(episode)]


def told(episode: Episode) -> list[tuple[str, str, date | None]]:
    rows = Grant.objects.filter(episode=episode).order_by("number")
    return [(row.kind, row.state, row.until) for row in rows]


def test_a_grant_says_what_its_decision_says(case: Episode) -> None:
    granted(case, "2023-04-04", 1, weeks=12, starts_on="2023-04-11", place="Ingemannsvej 26", also=[TALKS])
    main, beside = selectors.held(case)
    assert (main.kind, main.beside, beside.kind, beside.beside) == (DAY, "", TALKS, DAY)
    assert (main.decided_on, main.weeks, main.starts_on) == (date(2023, 4, 4), 12, date(2023, 4, 11))
    assert (main.place, main.decision_id, main.until) == ("Ingemannsvej 26", 1, date(2023, 7, 3))
    on(case, "2023-04-18", "treatment.started", kind_of_treatment=DAY)
    main, beside = selectors.held(case)
    assert (main.begun_on, main.until, beside.begun_on) == (date(2023, 4, 18), date(2023, 7, 10), None)
    assert plans.course(case).still_to_start == (TALKS,)


def test_a_decision_that_says_nothing_of_days_is_of_unknown_length(case: Episode) -> None:
    granted(case, "2023-04-04", 1)
    (grant,) = selectors.held(case)
    assert (grant.weeks, grant.starts_on, grant.until, grant.place) == (None, None, None, "")


def test_a_no_to_something_more_takes_nothing_away(case: Episode) -> None:
    granted(case, "2023-04-04", 1)
    refused(case, "2023-05-02", 2, beside=True)
    assert held(case) == [(DAY, 1)]
    # A yes in the place of that no stands beside the grant.
    granted(case, "2023-06-01", 3, RESIDENTIAL, replaces=2)
    assert held(case) == [(DAY, 1), (RESIDENTIAL, 3)]
    assert plans.course(case).granted == (DAY, RESIDENTIAL)


def test_what_is_replaced_holds_until_that_day(case: Episode) -> None:
    granted(case, "2023-04-04", 1, weeks=12, starts_on="2023-04-11")
    granted(case, "2023-05-02", 2, RESIDENTIAL, replaces=1)
    assert told(case) == [(DAY, "replaced", date(2023, 5, 2)), (RESIDENTIAL, "held", None)]
    assert plans.course(case).granted == (RESIDENTIAL,)


def test_a_refusal_changed_by_ankestyrelsen_grants_when_we_have_decided_anew(case: Episode) -> None:
    refused(case, "2023-04-04", 1)
    on(case, "2023-06-01", "appeal.ruled", outcome="changed", appeal_id=7, decision_id=1)
    assert held(case) == []
    assert plans.course(case).decided_on == date(2023, 4, 4)
    granted(case, "2023-06-05", 2, replaces=1, appeal_id=7)
    assert held(case) == [(DAY, 2)]
    assert plans.course(case).decided_on == date(2023, 6, 5)


def test_a_grant_says_that_the_choice_was_limited_with_it(case: Episode) -> None:
    granted(case, "2023-04-04", 1)
    on(case, "2023-04-04", "provider-choice.limited", decision_id=1, reason="regard-for-the-person")
    assert [grant.choice_limited for grant in selectors.held(case)] == [True]


@pytest.mark.parametrize("ending", ["provider.declined", "provider.given-up"])
def test_a_choice_that_came_to_nothing_leaves_the_grant(case: Episode, ending: str) -> None:
    granted(case, "2023-04-04", 1)
    on(case, "2023-04-05", "provider.chosen", provider="Ringgården", approved=True, choice_id=4)
    assert [grant.provider for grant in selectors.held(case)] == ["Ringgården"]
    chosen = selectors.chosen(case)
    assert chosen is not None and (chosen.provider, chosen.choice_id) == ("Ringgården", 4)
    on(case, "2023-04-11", ending, provider="Ringgården", choice_id=4)
    assert selectors.chosen(case) is None
    assert [(grant.kind, grant.provider) for grant in selectors.held(case)] == [(DAY, "")]
    assert plans.course(case).provider == ""


def test_the_end_of_an_earlier_choice_is_not_the_end_of_the_next(case: Episode) -> None:
    granted(case, "2023-04-04", 1)
    on(case, "2023-04-05", "provider.chosen", provider="Ringgården", approved=True, choice_id=4)
    on(case, "2023-04-06", "provider.chosen", provider="Nordlys", approved=True, choice_id=5)
    on(case, "2023-04-11", "provider.declined", provider="Ringgården", choice_id=4)
    chosen = selectors.chosen(case)
    assert chosen is not None and chosen.provider == "Nordlys"
    assert plans.course(case).provider == "Nordlys"


def test_a_choice_told_at_the_first_contact_ends_too(case: Episode) -> None:
    """It has no number to be named by; what comes to nothing after it is that one."""
    on(case, "2023-03-27", "provider.chosen", provider="Ringgården", approved=True)
    assert plans.course(case).provider == "Ringgården"
    on(case, "2023-04-11", "provider.declined", provider="Ringgården", choice_id=4)
    assert selectors.chosen(case) is None
    assert plans.course(case).provider == ""


def test_what_has_ended_may_begin_again(case: Episode) -> None:
    granted(case, "2023-04-04", 1, also=[TALKS])
    on(case, "2023-04-11", "treatment.started", kind_of_treatment=DAY)
    ended = on(case, "2023-07-03", "treatment.ended", reason="completed")
    assert told(case) == [(DAY, "ended", date(2023, 7, 3)), (TALKS, "ended", date(2023, 7, 3))]
    assert plans.course(case).granted == (DAY, TALKS)
    on(case, "2023-09-04", "relapse-prevention.started", kind_of_treatment=TALKS)
    assert held(case) == [(TALKS, 1)]
    services.record(SYSTEM, WORK, case, "treatment.ended", facts={"retracted": True}, corrects=ended)
    assert held(case) == [(DAY, 1), (TALKS, 1)]


def test_a_new_grant_after_an_end_has_not_begun(case: Episode) -> None:
    granted(case, "2023-04-04", 1)
    on(case, "2023-04-11", "treatment.started", kind_of_treatment=DAY)
    on(case, "2023-07-03", "treatment.ended", reason="completed")
    granted(case, "2023-10-02", 2)
    assert told(case) == [(DAY, "replaced", date(2023, 7, 3)), (DAY, "held", None)]
    assert [grant.begun_on for grant in selectors.held(case)] == [None]


def test_a_corrected_decision_grants_what_it_says_now(case: Episode) -> None:
    first = granted(case, "2023-04-04", 1)
    facts = {"outcome": "granted", "kind_of_treatment": TALKS, "decision_id": 1}
    services.record(SYSTEM, WORK, case, "decision.made", occurred_at=first.occurred_at, facts=facts, corrects=first)
    assert held(case) == [(TALKS, 1)]


def test_drift_is_told_and_mended(case: Episode, capsys: pytest.CaptureFixture[str]) -> None:
    granted(case, "2023-04-04", 1)
    on(case, "2023-04-05", "provider.chosen", provider="Ringgården", approved=True, choice_id=4)
    assert commands.recompute(verify=True) == 0
    Grant.objects.filter(episode=case).update(state="replaced")
    ChosenProvider.objects.filter(episode=case).delete()
    assert commands.recompute(verify=True) == 1
    assert f"{case.number}: bevillinger; valgt behandlingssted" in capsys.readouterr().out
    assert held(case) == []
    assert commands.recompute(verify=False) == 1
    assert commands.recompute(verify=True) == 0
    assert held(case) == [(DAY, 1)]


def test_who_has_the_case_has_its_grants(case: Episode) -> None:
    granted(case, "2023-04-04", 1)
    following.keys_moved(case.pk, unit="alcohol")
    assert Grant.objects.get(episode=case).unit == "alcohol"


def test_where_it_is_given_is_encrypted(case: Episode) -> None:
    granted(case, "2023-04-04", 1, place="Ingemannsvej 26")
    on(case, "2023-04-05", "provider.chosen", provider="Ringgården", approved=True, choice_id=4)
    with connection.cursor() as cursor:
        cursor.execute("SELECT g::text || c::text FROM grants_grant g, grants_chosenprovider c")
        (row,) = cursor.fetchone()
    for words in ("Ingemannsvej", "Ringgården"):
        assert words not in row and words.encode().hex() not in row


def test_a_case_without_a_decision_asks_for_no_grants(
    case: Episode, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with django_assert_max_num_queries(40) as queries:
        on(case, "2023-04-04", "assessment.completed")
    assert not [query for query in queries.captured_queries if "grants_" in query["sql"]]


def test_a_choice_ends_with_the_treatment_that_it_was_for(case: Episode) -> None:
    granted(case, "2023-04-04", 1, also=[TALKS])
    on(case, "2023-04-05", "provider.chosen", provider="Ringgården", approved=True, choice_id=4)
    on(case, "2023-04-11", "treatment.started", kind_of_treatment=DAY, provider="other", provider_name="Ringgården")
    assert plans.course(case).given_at == ("Ringgården",)
    on(case, "2023-07-03", "treatment.ended", reason="completed")
    assert selectors.chosen(case) is None
    on(case, "2023-09-04", "relapse-prevention.started", kind_of_treatment=DAY)
    assert [(grant.kind, grant.provider) for grant in selectors.held(case)] == [(DAY, "")]
    assert (plans.course(case).provider, plans.course(case).given_at) == ("", ("",))
    on(case, "2023-10-02", "treatment.ended", reason="completed")
    on(case, "2023-11-01", "inquiry.received", line="drug", unit=case.unit)
    granted(case, "2023-11-07", 2)
    assert [(grant.kind, grant.provider) for grant in selectors.held(case)] == [(DAY, "")]


def test_what_has_begun_with_us_is_given_by_us_whatever_is_chosen_since(case: Episode) -> None:
    granted(case, "2023-04-04", 1, RESIDENTIAL, also=[TALKS])
    on(case, "2023-04-11", "treatment.started", kind_of_treatment=TALKS, provider="own")
    on(case, "2023-04-12", "provider.chosen", provider="Ringgården", approved=True, choice_id=4)
    assert [(grant.kind, grant.provider) for grant in selectors.held(case)] == [
        (RESIDENTIAL, "Ringgården"),
        (TALKS, ""),
    ]
    assert plans.course(case).given_at == ("",)
    on(
        case,
        "2023-05-02",
        "treatment.started",
        kind_of_treatment=RESIDENTIAL,
        provider="other",
        provider_name="Nordlys",
    )
    assert [grant.provider for grant in selectors.held(case)] == ["Nordlys", ""]
    assert plans.course(case).given_at == ("", "Nordlys")
