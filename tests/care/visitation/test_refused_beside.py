"""A no to something more leaves standing what was granted: its deadlines, its plan, its letter (KS 3.5, 4.2, 5)."""

from datetime import date

import pytest
from django.test import Client

from brobygger.care.plans import rules as plans
from brobygger.care.visitation import services
from brobygger.care.visitation.models import Decision
from brobygger.ground import clock
from brobygger.records.episodes.derivation import timeline_of
from brobygger.records.episodes.models import Episode, Event, StoredDeadline
from brobygger.records.episodes.services import record
from brobygger.records.letters.services import text_of
from brobygger.standard.events import standing
from brobygger.trust.access import SYSTEM
from tests.care.visitation.pages import Make, page
from tests.cases import GRANTED, REFUSED, WORK


@pytest.fixture
def granted(decided: Make, on_day: Make) -> Decision:
    """Talks for 12 weeks and a group, granted on 4 April; it is 6 April."""
    made: Decision = decided(also=["ambulatory-group"])
    on_day("2023-04-06")
    return made


def words(made: Decision) -> str:
    assert made.letter is not None
    text = text_of(made.letter)
    return " ".join([text.title, *(" ".join(part.paragraphs) for part in text.sections)])


def outcomes(episode: Episode) -> dict[str, str]:
    return dict(StoredDeadline.objects.filter(episode=episode).values_list("clock", "outcome"))


def course(episode: Episode) -> plans.Course:
    return plans.course_of(standing(timeline_of(Event.objects.filter(episode=episode).order_by("id")), None))


@pytest.mark.req("KS-3.5-1", "KS-5-1", "KS-4.2-6")
def test_what_was_granted_goes_on(granted: Decision, decided: Make, as_authority: Client) -> None:
    episode = granted.episode
    refused = decided(episode, **REFUSED)
    event = Event.objects.filter(kind="decision.made").latest("id")
    assert event.facts["beside"] is True and "replaces" not in event.facts
    found = outcomes(episode)
    assert found["treatment-guarantee-drug"] == found["treatment-plan"] == "open"
    assert "after-refusal" not in found
    letter = words(refused)
    assert "Du får ikke det, du nu har søgt om" in letter and "træder i stedet for" not in letter
    assert (
        "Det, vi bevilgede tirsdag 4. april, gælder stadig: "
        "individuelle samtaler i 12 uger og ambulant behandling i gruppe." in letter
    )
    assert course(episode).granted == ("ambulatory-individual", "ambulatory-group")
    services.choose_provider(SYSTEM, episode, "Havnen", approved=True, similar=True)
    body = page(as_authority, f"/forloeb/{episode.number}/visitation/")
    assert "det, der blev bevilget, gælder stadig" in body and "erstattet af en senere" not in body
    body = page(as_authority, f"/forloeb/{episode.number}/afgoerelse/{refused.pk}/")
    assert "Det, der blev bevilget før, gælder stadig" in body and "Intet mere bevilget" in body
    body = page(as_authority, f"/forloeb/{episode.number}/afgoerelse/{granted.pk}/")
    assert "Behandling i gruppe" in body  # all that is granted, not the main treatment alone


def test_to_take_a_grant_away_is_to_decide_anew_in_its_place(granted: Decision) -> None:
    draft = services.start_again(SYSTEM, granted, **REFUSED)
    made = services.make(SYSTEM, draft)
    assert made.replaces == granted and made.beside is None
    assert "træder i stedet for den, du fik tirsdag 4. april" in words(made)
    found = outcomes(granted.episode)
    assert found["treatment-guarantee-drug"] == found["treatment-plan"] == "void"
    assert found["after-refusal"] == "open"
    assert course(granted.episode).granted == ()


def test_the_form_says_what_a_refusal_refuses_and_the_preview_shows_it(granted: Decision, as_authority: Client) -> None:
    address = f"/forloeb/{granted.episode.number}/afgoerelse/"
    assert "Kun det, der søges om nu: det bevilgede gælder stadig." in page(as_authority, address)
    typed = {**{name: value for name, value in REFUSED.items() if name != "refused"}, "heard": "on"}
    typed |= {"choice": "refuse", "act": "save", "standing": granted.pk, "version": "0"}
    assert as_authority.post(address, typed).status_code == 303
    assert "gælder stadig: individuelle samtaler" in page(as_authority, address)
    version = Decision.objects.get(state="draft").version
    assert as_authority.post(address, {**typed, "act": "decide", "version": version}).status_code == 303
    again = {**typed, "act": "decide", "version": "0"}
    assert as_authority.post(address, again).status_code == 422  # another has decided since this form was drawn
    services.start_again(SYSTEM, granted)
    assert "Kun det, der søges om nu" not in page(as_authority, address)


def test_what_is_granted_on_appeal_of_such_a_no_comes_beside_the_grant(granted: Decision, decided: Make) -> None:
    refused = decided(granted.episode, **REFUSED)
    appeal = services.receive(SYSTEM, granted.episode, services.NewAppeal("refusal", "oral", "Forkert.", refused))
    values = {**GRANTED, "refused": False, "kind_of_treatment": "outreach", "start_on": granted.start_on}
    made = services.make(SYSTEM, services.start_again(SYSTEM, refused, appeal=appeal, **values))
    assert made.replaces == refused
    assert course(granted.episode).granted == ("ambulatory-individual", "ambulatory-group", "outreach")
    assert outcomes(granted.episode)["treatment-guarantee-drug"] == "open"


@pytest.mark.req("KS-3.6-1")
def test_the_referral_tells_all_that_is_granted(granted: Decision) -> None:
    from brobygger.care.visitation.services.providers import referral_text

    choice = services.choose_provider(SYSTEM, granted.episode, "Havnen", approved=True, similar=True)
    told = " ".join(" ".join(part.paragraphs) for part in referral_text(choice, SYSTEM, "Kender Havnen.").sections)
    assert (
        "Vi har den 4. april 2023 bevilget stofbehandling: individuelle samtaler i 12 uger og ambulant behandling i "
        "gruppe." in told
    )


def test_letters_tell_what_the_citizen_holds_as_the_timeline_has_it_now(granted: Decision, decided: Make) -> None:
    """What was put right on the timeline is what is held, and no letter says what the old row of the decision does."""
    from brobygger.care.visitation.services.appeals import _forwarded
    from brobygger.care.visitation.services.providers import referral_text

    episode = granted.episode
    first = Event.objects.get(kind="decision.made")
    facts = {**first.facts, "weeks": 10, "also": []}
    record(SYSTEM, WORK, episode, "decision.made", occurred_at=first.occurred_at, facts=facts, corrects=first)
    told = words(decided(episode, **REFUSED))
    assert "Det, vi bevilgede tirsdag 4. april, gælder stadig: individuelle samtaler i 10 uger." in told
    choice = services.choose_provider(SYSTEM, episode, "Havnen", approved=True, similar=True)
    sections = referral_text(choice, SYSTEM, "Kender Havnen.").sections
    assert "individuelle samtaler i 10 uger." in " ".join(" ".join(part.paragraphs) for part in sections)
    appeal = services.receive(SYSTEM, episode, services.NewAppeal("change", "oral", "For lidt.", granted))
    assert _forwarded(appeal).outcome == "individuelle samtaler i 10 uger"


def test_what_two_decisions_grant_is_told_with_both_days(granted: Decision, decided: Make, on_day: Make) -> None:
    refused = decided(granted.episode, **REFUSED)
    appeal = services.receive(SYSTEM, granted.episode, services.NewAppeal("refusal", "oral", "Forkert.", refused))
    values = {**GRANTED, "refused": False, "kind_of_treatment": "outreach", "start_on": date(2023, 4, 14)}
    on_day("2023-04-11")
    services.make(SYSTEM, services.start_again(SYSTEM, refused, appeal=appeal, **values))
    on_day("2023-04-12")
    told = words(decided(granted.episode, **REFUSED))
    assert "Det, vi bevilgede tirsdag 4. april og tirsdag 11. april, gælder stadig: individuelle samtaler i " in told


@pytest.mark.req("KS-5.8.1-4")
def test_what_ankestyrelsen_has_changed_is_not_refused_again(decided: Make, on_day: Make) -> None:
    refused = decided(**REFUSED)
    appeal = services.receive(SYSTEM, refused.episode, services.NewAppeal("refusal", "oral", "Forkert.", refused))
    services.uphold(SYSTEM, appeal, "Samtaler først.")
    appeal.refresh_from_db()
    on_day("2023-06-05")
    ruling = services.note_ruling(SYSTEM, appeal, "changed", ruled_on=clock.today(), text="Giv ham behandling.")
    draft = services.carry_out(SYSTEM, ruling)
    assert draft is not None
    services.save_decision(SYSTEM, refused.episode, version=draft.version, **REFUSED)
    with pytest.raises(services.NotReady) as lacking:
        services.make(SYSTEM, draft)
    assert [(one.field, one.code) for one in lacking.value.problems] == [("choice", "ruled")]


@pytest.mark.req("KS-5.8.1-3")
def test_refused_again_the_decision_is_upheld_and_not_in_part(decided: Make) -> None:
    refused = decided(**REFUSED)
    appeal = services.receive(SYSTEM, refused.episode, services.NewAppeal("refusal", "oral", "Forkert.", refused))
    services.make(SYSTEM, services.start_again(SYSTEM, refused, appeal=appeal, **REFUSED))
    appeal.refresh_from_db()
    assert appeal.state == "upheld" and appeal.letter is not None
    assert Event.objects.get(kind="appeal.reassessed").facts["outcome"] == "upheld"
    told = " ".join(text_of(appeal.letter).sections[0].paragraphs)
    assert "fastholder vi afgørelsen" in told and "en del af" not in told
