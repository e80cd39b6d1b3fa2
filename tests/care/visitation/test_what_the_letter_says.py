"""The decision's letter says what is so: when and where it begins, all that is granted, and what it costs."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from brobygger import standard
from brobygger.care.visitation import services
from brobygger.care.visitation.models import Decision
from brobygger.care.visitation.services import NotReady
from brobygger.ground import clock
from brobygger.records.episodes import services as episodes
from brobygger.records.episodes.models import Episode
from brobygger.records.letters.services import text_of
from brobygger.records.people.models import Person
from brobygger.standard.text import Text
from brobygger.trust.access import SYSTEM
from tests.care.visitation.pages import Make, decision, page
from tests.cases import GRANTED, REFUSED, WORK

STARTED = {"kind_of_treatment": "ambulatory-individual"}


def words(made: Decision) -> str:
    assert made.letter is not None
    return " ".join(" ".join(part.paragraphs) for part in text_of(made.letter).sections)


@pytest.mark.req("KS-4.2-1")
def test_a_start_that_has_passed_is_no_fact(as_authority: Client, case: Make, decided: Make) -> None:
    """Nobody may be told that they began when no start is registered: the day is refused beside its field."""
    episode = case()
    yesterday = clock.today() - timedelta(days=1)
    typed = decision(choice="ambulatory-individual", start_on=yesterday.isoformat())
    answer = as_authority.post(f"/forloeb/{episode.number}/afgoerelse/", typed)
    assert answer.status_code == 422
    assert "Dagen er gået, og ingen start er noteret." in answer.content.decode()
    assert not Decision.objects.filter(state="made").exists()
    episodes.record(SYSTEM, WORK, episode, "decision.made", facts={"outcome": "granted"})
    episodes.record(SYSTEM, WORK, episode, "treatment.started", occurred_at=clock.at_noon(yesterday), facts=STARTED)
    assert "Du begyndte mandag 3. april" in words(decided(episode, start_on=yesterday))


def test_a_treatment_that_has_ended_begins_nothing(case: Make, decided: Make) -> None:
    episode = case()
    before = clock.today() - timedelta(days=2)
    episodes.record(SYSTEM, WORK, episode, "treatment.started", occurred_at=clock.at_noon(before), facts=STARTED)
    episodes.record(SYSTEM, WORK, episode, "treatment.ended", facts={"reason": "completed"})
    with pytest.raises(NotReady):
        decided(episode, start_on=clock.today() - timedelta(days=1))


def test_a_recommended_start_that_has_passed_is_not_carried_over(
    as_authority: Client, recommended: Make, meeting: Make, on_day: Make
) -> None:
    now = meeting()
    item = recommended(start_on=clock.today() + timedelta(days=1)).items.get()
    address = f"/moeder/{now.pk}/{item.pk}/"
    assert 'value="2023-04-05"' in page(as_authority, address)
    on_day("2023-04-11")
    body = page(as_authority, address)
    assert 'value="2023-04-05"' not in body and "Du begyndte" not in body and "Du skulle begynde" not in body


@pytest.mark.req("KS-4.3-1")
def test_home_treatment_begins_at_home(decided: Make) -> None:
    made = decided(kind_of_treatment="outreach", weeks=12)
    assert "Du begynder fredag 7. april hjemme hos dig. Vi ringer til dig" in words(made)
    assert "Ingemannsvej 26, 1. sal" not in words(made).split("Vi ringer")[0]


@pytest.mark.req("KS-4.3-1")
def test_all_that_is_granted_is_told_wherever_the_decision_is(
    as_authority: Client, as_counsellor: Client, case: Make, decided: Make
) -> None:
    episode = case()
    made = decided(episode, also=["ambulatory-group"])
    number, both = episode.number, "Individuelle samtaler, 12 uger + Behandling i gruppe"
    assert both in page(as_authority, f"/forloeb/{number}/afgoerelse/{made.pk}/")
    assert both in page(as_authority, f"/forloeb/{number}/visitation/")
    services.choose_provider(SYSTEM, episode, "Blå Kors", approved=True, similar=True)
    referral = page(as_counsellor, f"/forloeb/{number}/valg-af-sted/henvisning/")
    assert (
        "Vi har den 4. april 2023 bevilget stofbehandling: individuelle samtaler i 12 uger og ambulant behandling i "
        "gruppe." in referral
    )


RESIDENTIAL: dict[str, Any] = {
    "kind_of_treatment": "residential",
    "place": "hos Kilden",
    "exhausted": "Samtaler er prøvet.",
    "own_payment": 3500,
    "budget_on": date(2023, 4, 1),
    "facts": "Dit budget viser, hvad du har tilbage.",
}


@pytest.fixture
def at_meeting(recommended: Make, meeting: Make) -> Make:
    """A residential decision at the meeting: `at_meeting(own_payment=0, …)`."""

    def make(**values: Any) -> Decision:
        meeting()
        asked = {"exhausted": "Samtaler er prøvet.", "own_payment": 3500, "budget_on": date(2023, 4, 1)}
        item = recommended(kind_of_treatment="residential", **asked).items.get()
        given = {**GRANTED, "start_on": clock.today() + timedelta(days=3), **RESIDENTIAL, **values}
        return services.make(SYSTEM, services.save_decision(SYSTEM, item.episode, item=item, **given))

    return make


def test_what_the_citizen_pays_has_its_budget_and_its_rule(at_meeting: Make) -> None:
    assert (
        "Du skal selv betale 3.500 kr. om måneden for kost og logi. Det er regnet ud af dit budget, som vi lavede "
        "sammen lørdag 1. april 2023, efter kommunens kvalitetsstandard, afsnit 6.5.6." in words(at_meeting())
    )


def test_who_pays_nothing_is_told_so(at_meeting: Make) -> None:
    told = words(at_meeting(own_payment=0, facts=""))
    assert "Du skal ikke selv betale noget for kost og logi." in told and "0 kr." not in told


@pytest.mark.parametrize("field", ["reasons", "facts", "place"])
def test_a_payment_has_reasons_and_a_stay_its_place(at_meeting: Make, field: str) -> None:
    with pytest.raises(NotReady) as lacking:
        at_meeting(**{field: " "})
    assert [(problem.field, problem.code) for problem in lacking.value.problems] == [(field, "missing")]


def test_an_address_that_ends_in_a_full_stop_has_one(decided: Make, case: Make) -> None:
    told = words(decided(case(line="alcohol")))
    assert "Ingemannsvej 26, st. Vi ringer" in told and ".." not in told


def test_a_refusal_has_no_place_and_no_payment(decided: Make) -> None:
    told = words(decided(**REFUSED))
    assert "betale" not in told and "begynde" not in told


@pytest.mark.parametrize(
    ("born", "law"), [(date(2006, 4, 3), "barnets lov § 33."), (date(2006, 4, 2), "§ 101, stk. 1")]
)
def test_the_law_is_that_of_the_citizens_age_on_the_day(
    case: Make, decided: Make, on_day: Make, born: date, law: str
) -> None:
    """Who is 18 on the day of the decision is decided on by serviceloven, the day before by barnets lov."""
    on_day("2024-04-02")
    episode = case()
    Person.objects.filter(pk=episode.person_id).update(birth_date=born)
    Episode.objects.filter(pk=episode.pk).update(birth_date=born)
    episode.refresh_from_db()
    said = words(decided(episode, start_on=date(2024, 4, 8)))
    assert f"Afgørelsen er truffet efter {'' if law[0] == 'b' else 'serviceloven '}{law}" in said
    assert ("§ 101" in said) is (law[0] == "§")


def test_the_free_choice_is_told_as_the_file_has_it(decided: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    known = standard.load()
    narrow = Text("Du kan vælge et andet godkendt ambulant sted.", "You can choose another ambulatory place.")
    other = replace(known, lines=tuple(replace(line, free_choice=narrow) for line in known.lines))
    monkeypatch.setattr(standard, "load", lambda *_: other)
    told = words(decided())
    assert (
        "Du kan vælge et andet godkendt ambulant sted. Vælger du et andet sted, kan det tage mere end 14 dage" in told
    )
