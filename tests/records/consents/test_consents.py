"""Whom we may talk with: every answer is kept, the last one holds, and a no says what it stops."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from brobygger.ground import clock
from brobygger.records.consents import access, rules, selectors, services
from brobygger.records.consents.models import Consent
from brobygger.records.consents.services import NewAnswer
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode, Event
from brobygger.trust.access import SYSTEM
from tests import cases

Make = Callable[..., Any]


@pytest.fixture
def case(db: None) -> Episode:
    """A case in the drug unit."""
    return cases.case(days_ago=10).episode


def say(case: Episode, partner: str, state: str, *, days_ago: int = 0, **more: Any) -> Consent:
    """Write an answer."""
    at = clock.now() - timedelta(days=days_ago)
    new = NewAnswer(partner, more.pop("purpose", rules.COOPERATION), state, **more)
    return services.answer(SYSTEM, access.CHANGE, case, new, occurred_at=at)


@pytest.mark.req("KS-5.4-1")
def test_the_page_answers_in_words(case: Episode, client_as: Make) -> None:
    client = client_as("counsellor", unit="drug")
    page = f"/forloeb/{case.number}/samtykker/"
    assert "Ikke spurgt endnu" in client.get(page).text
    limited = {"answer": "limited", "topics": ["medicine"], "how": "written"}
    assert "Ja, om medicin" in client.post(page + "jobcentre.cooperation/", limited, follow=True).text
    before = client.get(page + "psychiatry.cooperation/").text
    assert "Vi taler ikke om borgeren med Psykiatrien" in before
    client.post(page + "psychiatry.cooperation/", {"answer": "given", "how": "oral"})
    after = client.post(page + "psychiatry.cooperation/", {"answer": "no", "how": "oral"}, follow=True).text
    assert "Nej, trukket" in after
    assert "Der sendes ikke mere til Psykiatrien" in after
    assert "Samtykke til 1 af 7" in after
    assert len(selectors.panel(selectors.answers(case))) == 7, "as many as the list shows"


@pytest.mark.req("KS-5.4-1")
def test_revoked_and_given_again(case: Episode) -> None:
    say(case, "jobcentre", rules.GIVEN, days_ago=5)
    assert selectors.may_share(case, "jobcentre")
    say(case, "jobcentre", rules.WITHDRAWN, days_ago=3)
    assert not selectors.may_share(case, "jobcentre")
    assert selectors.may_share(case, "jobcentre", at=clock.now() - timedelta(days=4))
    say(case, "jobcentre", rules.GIVEN)
    assert selectors.may_share(case, "jobcentre")
    assert Consent.objects.count() == 3
    assert Event.objects.filter(kind__startswith="consent.").count() == 3


def test_an_answer_written_down_late_does_not_undo_a_later_one(case: Episode) -> None:
    say(case, "jobcentre", rules.WITHDRAWN, days_ago=1)
    say(case, "jobcentre", rules.GIVEN, days_ago=5)
    assert not selectors.may_share(case, "jobcentre")


def test_purposes_are_asked_one_by_one(case: Episode) -> None:
    say(case, "psychiatry", rules.GIVEN)
    assert not selectors.may_share(case, "psychiatry", rules.CONFERENCE)
    say(case, "psychiatry", rules.GIVEN, purpose=rules.CONFERENCE)
    assert selectors.may_share(case, "psychiatry", rules.CONFERENCE)


@pytest.mark.req("KS-5.4-3")
def test_substitution_requires_consent_to_the_own_doctor(case: Episode, client_as: Make) -> None:
    assert not selectors.substitution_may_start(case)
    say(case, "own-doctor", rules.GIVEN)
    assert selectors.substitution_may_start(case)
    page = f"/forloeb/{case.number}/samtykker/own-doctor.cooperation/"
    client = client_as("doctor", unit="drug")
    assert "Substitutionsbehandling kan ikke begynde" in client.get(page).text
    client.post(page, {"answer": "no", "how": "oral"})
    assert not selectors.substitution_may_start(case)


def test_a_first_no_is_told_as_what_it_is(case: Episode) -> None:
    assert say(case, "jobcentre", rules.WITHDRAWN).state == rules.REFUSED


def test_a_yes_to_nothing_is_refused(case: Episode, client_as: Make) -> None:
    page = f"/forloeb/{case.number}/samtykker/jobcentre.cooperation/"
    form = {"answer": "limited", "how": "oral", "remark": "Kun det nødvendige"}
    answer = client_as("counsellor", unit="drug").post(page, form)
    assert answer.status_code == 422
    assert "Vælg mindst én ting" in answer.text
    assert "Kun det nødvendige" in answer.text
    with pytest.raises(ValueError, match="limited"):
        say(case, "jobcentre", rules.LIMITED)


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"answer": "given"},
        {"answer": "x", "how": "y"},
        {"answer": "given", "how": "oral", "day": "2999-01-01"},
    ],
)
def test_bad_input_is_answered_beside_its_field(case: Episode, client_as: Make, form: dict[str, str]) -> None:
    page = f"/forloeb/{case.number}/samtykker/jobcentre.cooperation/"
    assert client_as("counsellor", unit="drug").post(page, form).status_code == 422
    assert not Consent.objects.exists()


def test_a_no_that_would_stop_nothing_is_not_taken_for_one(case: Episode, client_as: Make) -> None:
    """A day before the case, or before the yes that holds, is a slip of the pen: nobody is told that it stops."""
    held = say(case, "jobcentre", rules.GIVEN, days_ago=5)
    page = f"/forloeb/{case.number}/samtykker/jobcentre.cooperation/"
    client = client_as("counsellor", unit="drug")
    form = {"answer": "no", "how": "oral", "remark": "Vil ikke længere"}
    for days, words in ((400, "Det er før forløbet begyndte"), (6, "Det er før det svar, der gælder nu")):
        day = clock.local_date(held.occurred_at) - timedelta(days=days - 5)
        answer = client.post(page, form | {"day": day.isoformat()})
        assert answer.status_code == 422
        assert words in answer.text
        assert "Vil ikke længere" in answer.text
        assert day.isoformat() in answer.text
    assert selectors.may_share(case, "jobcentre")
    client.post(page, form | {"day": (clock.local_date(held.occurred_at) + timedelta(days=1)).isoformat()})
    assert not selectors.may_share(case, "jobcentre")


def test_an_answer_can_never_be_changed(case: Episode) -> None:
    row = say(case, "jobcentre", rules.GIVEN)
    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.filter(pk=row.pk).update(state=rules.WITHDRAWN)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()


def test_another_unit_may_neither_see_nor_write(case: Episode, client_as: Make) -> None:
    client = client_as("secretary", unit="alcohol")
    page = f"/forloeb/{case.number}/samtykker/"
    assert client.get(page).status_code == 403
    assert client.post(page + "jobcentre.cooperation/", {"answer": "given", "how": "oral"}).status_code == 403
    assert not Consent.objects.exists()


def test_a_question_nobody_asks_is_not_found(case: Episode, client_as: Make) -> None:
    page = f"/forloeb/{case.number}/samtykker/"
    client = client_as("counsellor", unit="drug")
    for key in ("nobody.cooperation", "jobcentre.x", "x", "jobcentre."):
        assert client.get(f"{page}{key}/").status_code == 404


def test_a_withdrawal_is_heard_after_the_case_is_closed(case: Episode) -> None:
    say(case, "jobcentre", rules.GIVEN)
    episodes.record(SYSTEM, access.CHANGE, case, "episode.closed", facts={"reason": "other"})
    say(case, "jobcentre", rules.WITHDRAWN)
    assert not selectors.may_share(case, "jobcentre")


def test_the_panel_asks_once(case: Episode, django_assert_num_queries: Make) -> None:
    for partner in ("jobcentre", "psychiatry", "own-doctor"):
        say(case, partner, rules.GIVEN)
    with django_assert_num_queries(1):
        assert len(selectors.panel(selectors.answers(case))) == 7
