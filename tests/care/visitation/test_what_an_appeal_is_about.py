"""What an appeal is about: its own decision, its own deadlines, its own outcome, and the day of its letters."""

from datetime import date, timedelta

import pytest
from django.test import Client

from brobygger.care.visitation import services
from brobygger.care.visitation.models import Appeal, Decision, Recommendation
from brobygger.care.visitation.selectors import reassessment_of
from brobygger.ground import clock
from brobygger.ground.events import declared
from brobygger.records.episodes.models import Episode, Event, StoredDeadline
from brobygger.records.letters.services import text_of
from brobygger.standard import parse, promised
from brobygger.trust.access import SYSTEM
from tests.care.visitation.conftest import receive_letter
from tests.care.visitation.pages import Make, page
from tests.cases import GRANTED, RECOMMENDED, REFUSED
from tests.standard.broken_files import in_clock


def about(decision: Decision | None, kind: str = "refusal") -> services.NewAppeal:
    return services.NewAppeal(kind, "oral", "Jeg er ikke enig.", decision)


def of(episode: Episode, name: str) -> StoredDeadline:
    return StoredDeadline.objects.get(episode=episode, clock=name)


@pytest.fixture
def two(case: Make, decided: Make, on_day: Make) -> tuple[Decision, Decision]:
    """Refused on 4 April, its letter received on the 14th; refused anew on the 5th, its letter received that day."""
    first = decided(case(), **REFUSED)
    on_day("2023-04-05")
    second = decided(first.episode, **REFUSED)
    receive_letter(second, clock.today())
    on_day("2023-04-14")
    receive_letter(first, clock.today())
    return first, second


@pytest.mark.req("KS-5.8.1-2")
def test_an_appeal_in_time_is_in_time_by_its_own_letter(two: tuple[Decision, Decision], on_day: Make) -> None:
    first, second = two
    on_day("2023-05-08")
    assert services.receive(SYSTEM, first.episode, about(first)).late == Appeal.Late.IN_TIME
    assert services.receive(SYSTEM, first.episode, about(second)).late == Appeal.Late.TO_EXAMINE


def test_two_appeals_of_one_day_have_each_their_four_weeks(
    two: tuple[Decision, Decision], as_authority: Client, on_day: Make
) -> None:
    on_day("2023-04-20")
    one, other = [services.receive(SYSTEM, made.episode, about(made)) for made in two]
    services.uphold(SYSTEM, one, "Samtaler skal prøves først.")
    done, waits = reassessment_of(one), reassessment_of(other)
    assert done is not None and waits is not None
    assert (done.outcome, waits.outcome) == ("met", "open")
    body = page(as_authority, f"/forloeb/{one.episode.number}/visitation/")
    assert "afgørelsen fra tirsdag 4. april" in body and "afgørelsen fra onsdag 5. april" in body


@pytest.mark.req("KS-5.8.1-3", "KS-3.5-1")
def test_to_concede_that_treatment_came_too_late_leaves_the_refusal(case: Make, decided: Make, on_day: Make) -> None:
    refused = decided(case(days_ago=30), **REFUSED)
    receive_letter(refused, clock.today())
    on_day("2023-04-11")
    # The page proposes the latest decision; that treatment came too late is no decision.
    appeal = services.receive(SYSTEM, refused.episode, about(refused, "guarantee"))
    assert appeal.decision is None
    services.concede(SYSTEM, appeal, "Vi beklager.")
    assert not Event.objects.get(kind="appeal.reassessed").facts.get("decision_id")
    for clock_id in ("treatment-guarantee-drug", "treatment-plan"):
        assert of(refused.episode, clock_id).stopped_on == date(2023, 4, 4), clock_id
    assert of(refused.episode, "appeal-period").outcome == "open"
    assert of(refused.episode, "after-refusal").outcome == "open"


def test_a_new_decision_overturns_the_one_that_was_appealed(case: Make, decided: Make, on_day: Make) -> None:
    refused = decided(case(), **REFUSED)
    appeal = services.receive(SYSTEM, refused.episode, about(refused))
    on_day("2023-04-11")
    draft = services.start_again(SYSTEM, refused, appeal=appeal)
    values = {**GRANTED, "refused": False, "start_on": clock.today(), "facts": ""}
    made = services.make(SYSTEM, services.save_decision(SYSTEM, draft.episode, version=draft.version, **values))
    facts = Event.objects.get(kind="appeal.reassessed").facts
    assert (facts["outcome"], facts["decision_id"]) == ("changed", refused.pk)
    event = Event.objects.filter(kind="decision.made").latest("id")
    assert (event.facts["decision_id"], event.facts["appeal_id"]) == (made.pk, appeal.pk)


@pytest.mark.req("KS-5.8.1-3", "KS-5.8.1-4")
def test_the_letters_of_a_reassessment_that_a_meeting_made_have_the_day_on_which_they_are_written(
    case: Make, decided: Make, on_day: Make
) -> None:
    on_day("2023-02-20")
    refused = decided(case(), **REFUSED)
    on_day("2023-02-28")
    appeal = services.receive(SYSTEM, refused.episode, about(refused))
    on_day("2023-03-03")
    at = clock.at_noon(clock.today())
    meeting = services.plan_meeting(SYSTEM, at, at + timedelta(hours=2))
    item = services.put_on_agenda(SYSTEM, _recommended(refused.episode), meeting)
    on_day("2023-04-11")
    services.start_again(SYSTEM, refused, appeal=appeal)
    values = {**GRANTED, "refused": False, "start_on": clock.today(), "wish_met": "partly", "wish": "Du ønskede mere."}
    known = {"facts": "Afdækningen.", "hearing_kind": "not-owed", "hearing_reason": "Du kender alt."}
    draft = services.save_decision(SYSTEM, refused.episode, item=item, recorded_later=True, **values, **known)
    services.make(SYSTEM, draft)
    appeal.refresh_from_db()
    assert appeal.state == Appeal.State.PARTLY and appeal.letter and appeal.forwarding and appeal.forwarded_at
    for moment in (appeal.letter.queued_at, appeal.forwarding.queued_at, appeal.forwarded_at):
        assert clock.local_date(moment) == date(2023, 4, 11)
    reassessed = Event.objects.get(kind="appeal.reassessed")
    assert clock.local_date(reassessed.occurred_at) == date(2023, 3, 3)
    queued = Event.objects.filter(kind="letter.queued", occurred_at__date__lt=date(2023, 4, 11))
    assert not [event for event in queued if event.facts["letter"] in ("reassessment", "forwarding")]


def _recommended(episode: Episode) -> Recommendation:
    today = clock.today()
    draft = services.save_recommendation(SYSTEM, episode, **{**RECOMMENDED, "start_on": today, "written_on": today})
    return services.submit(SYSTEM, draft)


def test_what_is_recorded_of_an_appeal_is_what_the_vocabulary_knows(
    two: tuple[Decision, Decision], as_authority: Client, on_day: Make
) -> None:
    first, second = two
    on_day("2023-05-12")
    upheld, late = [services.receive(SYSTEM, made.episode, about(made)) for made in two]
    services.uphold(SYSTEM, upheld, "Samtaler skal prøves først.")
    services.examine_late(SYSTEM, late, accepted=False, reason="Ingen særlige grunde.")
    partly = services.receive(SYSTEM, first.episode, about(first))
    draft = services.start_again(SYSTEM, second, appeal=partly)
    values = {**GRANTED, "refused": False, "start_on": clock.today(), "wish_met": "partly", "wish": "Du ønskede mere."}
    known = {"facts": "Afdækningen.", "hearing_kind": "not-owed", "hearing_reason": "Du kender alt."}
    services.make(SYSTEM, services.save_decision(SYSTEM, draft.episode, version=draft.version, **values, **known))
    withdrawn = services.receive(SYSTEM, first.episode, about(None, "guarantee"))
    services.withdraw_appeal(SYSTEM, withdrawn, "Ringede selv.")
    upheld.refresh_from_db()
    services.note_ruling(SYSTEM, upheld, "upheld", ruled_on=clock.today(), text="Stadfæstet.")
    told = Event.objects.filter(episode=first.episode)
    for event in told:
        kind = declared(event.kind)
        assert kind is not None and not kind.problems(event.facts), event.kind
    outcomes = [event.facts["outcome"] for event in told.filter(kind="appeal.reassessed").order_by("id")]
    assert outcomes == ["upheld", "too-late", "partly-changed"]
    body = page(as_authority, f"/forloeb/{first.episode.number}/klage/{upheld.pk}/")
    assert "Papirerne i forløbet følger med, samlet i én PDF." in body


def test_the_page_says_that_the_papers_go_with_the_appeal(as_authority: Client, decided: Make, case: Make) -> None:
    refused = decided(case(), **REFUSED)
    appeal = services.receive(SYSTEM, refused.episode, about(refused))
    address = f"/forloeb/{refused.episode.number}/klage/{appeal.pk}/"
    as_authority.post(f"{address}fasthold/", {"uphold-reasons": "Samtaler skal prøves først."})
    appeal.refresh_from_db()
    assert appeal.forwarding is not None and appeal.forwarding.papers_id is not None
    body = page(as_authority, address)
    assert "følger med brevet til Ankestyrelsen af sig selv" in body and "følger ikke med" not in body


@pytest.mark.req("KS-5.8.1-3", "KS-5.8.1-2")
def test_the_pages_and_the_letters_say_the_times_of_the_file(
    as_authority: Client, decided: Make, case: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another municipality's numbers, in each place where a sentence names one."""
    episode = case()
    refused = decided(episode, **REFUSED)
    number = episode.number
    assert "genvurderer afgørelsen inden fire uger" in page(as_authority, f"/forloeb/{number}/klage/ny/")
    text = in_clock("reassessment", "amount = 4", "amount = 2").replace(
        "within = { amount = 14", "within = { amount = 7"
    )
    other = parse(text.encode(), whole=False)
    monkeypatch.setattr(promised, "load", lambda: other)
    form = page(as_authority, f"/forloeb/{number}/klage/ny/")
    assert "genvurderer afgørelsen inden to uger" in form
    assert "Behandlingen er ikke begyndt inden for 7 dage" in form and "Ingen: det gælder de 7 dage" in form
    late = services.receive(SYSTEM, episode, services.NewAppeal("guarantee", "oral", "For sent.", refused))
    assert "Gælder ikke: klagen handler om de 7 dage." in page(as_authority, f"/forloeb/{number}/klage/{late.pk}/")
    told = text_of(services.concede(SYSTEM, late, "Du begynder i morgen.").letter)
    assert "ikke begyndte inden for 7 dage. Du har ret." in told.sections[0].paragraphs[0]
